"""A paper goes to somebody known, and to a third party only as its release does."""

from collections.abc import Iterator
from dataclasses import replace

from dpo_console.cases.leaving.departure import RELEASED, Departure
from dpo_console.cases.leaving.reader.somebody import unknown_reader
from dpo_console.cases.people.addressee import named_in
from dpo_console.cases.people.same.bodies import same_body
from dpo_console.cases.people.same.shown import shows
from dpo_console.cases.sharing.release_gate import awaits_terms, gate_of, is_gated
from dpo_console.sentences import Gap

ASK = ("requester", "recipient")
"""The people of a case who get what a third party asks for."""


def paper_reader(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each reader of a paper whom nobody knows, and what a third party waits for.

    A paper may hold all that was asked for, so whoever may get no release gets no paper. UK GDPR
    Art 5(1)(f).
    """
    if not going.paper:
        return
    unknown = tuple(unknown_reader(going))
    for part in unknown:
        yield Gap("", f"Nobody knows who “{part}” is. Name the person or body that it is for.")
    if is_gated(going.file) and (unknown or _asks(going)):
        yield from _waits(going)


def _asks(going: Departure) -> bool:
    """Return True if the reader is the requester or recipient, their body or one of its kind."""
    file, told = going.file, going.told
    if any(one.party and one.party.role in ASK for one in named_in(file, told)):
        return True
    bodies = [p.organisation for p in file.parties if p.role in ASK and p.organisation.strip()]
    return any(same_body(body, told) for body in bodies) or file.case.requester_kind in shows(
        "", told
    )


def _waits(going: Departure) -> Iterator[Gap]:
    """Yield what a release waits for. Terms that aren't signed yet may be the very paper."""
    file, settings = going.file, going.settings
    released = any(fact.name == RELEASED for fact in file.standing_facts())
    open_to_reason = released or awaits_terms(file, settings)
    for gap in gate_of(file, settings).reasons:
        yield replace(gap, final=not open_to_reason)

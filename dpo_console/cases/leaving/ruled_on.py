"""A third party gets nothing before the checks are met and somebody entitled to has approved."""

from collections.abc import Iterator
from dataclasses import replace

from dpo_console.approval.model import Ruling
from dpo_console.cases.leaving.departure import RELEASED, Departure
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.release_terms import release_gaps
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap, Phrase, Remedy

TERMS_OFFERED = "terms_offered"
"""The fact that the recipient was offered terms, by a letter or otherwise."""


def ruled_on(going: Departure) -> Iterator[Gap]:
    """Yield every gap of the approval that a release, or a letter about one, rests on.

    An urgent release never waits for it: the record is completed afterwards.
    """
    if going.urgent:
        return
    if going.releases:
        yield from (replace(gap, final=True) for gap in _release_waits(going))
    elif going.letter and going.letter.waits:
        yield from _letter_waits(going)
    elif going.fact == TERMS_OFFERED:
        yield from release_gate.before_terms(going.file, going.settings).reasons
    elif going.fact == statute(going.file.case.kind).work.answered_by:
        yield from _answered(going)


def _release_waits(going: Departure) -> Iterator[Gap]:
    """Yield what a release waits for, and each way in which it goes beyond what was approved."""
    yield from release_gate.gate_of(going.file, going.settings).reasons
    yield from release_gaps(going.file, going.on, method=going.method, until=going.until)


def _letter_waits(going: Departure) -> Iterator[Gap]:
    """Yield what a letter about a release waits for. Offering terms is a part of approving."""
    if going.letter and going.letter.waits == "terms":
        gate = release_gate.before_terms(going.file, going.settings)
    elif any(fact.name == RELEASED for fact in going.file.standing_facts()):
        return
    else:
        gate = release_gate.gate_of(going.file, going.settings)
    yield from (replace(gap, final=True) for gap in gate.reasons)


def _answered(going: Departure) -> Iterator[Gap]:
    """Yield a gap for an answer to a third party before anybody has ruled on the request."""
    if not release_gate.is_gated(going.file):
        return
    ruling = release_gate.latest_decision(going.file)
    released = any(fact.name == RELEASED for fact in going.file.standing_facts())
    reference = going.file.case.reference
    if ruling is None:
        asked = "Nobody has ruled on this request yet, so there is no answer to send: "
        yield Gap("", Phrase(asked, Remedy("decide", (reference,))))
    elif ruling.ruling != Ruling.REFUSE and not released:
        told = "It was approved, and the answer is the release: "
        yield Gap("", Phrase(told, Remedy("release", (reference,))))

"""What follows a release goes to the recipient who was approved, where they were reached then."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import RELEASED, Departure
from dpo_console.cases.leaving.reader.changed_since import spelt_alike, went_before
from dpo_console.cases.leaving.reader.paper_reader import is_party
from dpo_console.cases.leaving.reader.somebody import parts_of
from dpo_console.cases.people.matching.names import may_be
from dpo_console.cases.people.same.bodies import same_body
from dpo_console.cases.people.same.earlier import earlier_selves
from dpo_console.law.words import listed
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_rows import PartyRow

WAYS = {"name": "name", "organisation": "organisation", "email": "e-mail", "address": "address"}
"""The details of a recipient that an approval covers, in words."""


def after_release(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a recipient who was corrected after the release, which the approval ended.

    UK GDPR Art 5(1)(f): an approval is of one recipient, and of the place that they are reached at.
    """
    released = [entry.seq for entry in going.history if entry.action == "release"]
    if not released or not any(f.name == RELEASED for f in going.file.standing_facts()):
        return
    since = [entry for entry in going.history if entry.seq > released[-1]]
    last = max((entry.seq for entry in since if entry.action == "people"), default=0)
    for now in _readers(going):
        for was in [*earlier_selves(now, since)][-1:]:
            yield from (gap for gap in _changed(was, now) if not went_before(going, gap, last))


def _readers(going: Departure) -> Iterator[PartyRow]:
    """Yield the people who get what was released, or a letter about it."""
    to, parts = going.addressee, parts_of(going.told) if going.paper else []
    people = [p for p in going.file.parties if any(is_party(p, part) for part in parts)]
    if to and to.party and going.letter and going.letter.waits:
        people.append(to.party)
    yield from dict.fromkeys(people)


def _changed(was: PartyRow, now: PartyRow) -> Iterator[Gap]:
    parts = [way for way in WAYS if not spelt_alike(way, getattr(was, way), getattr(now, way))]
    if not parts:
        return
    another = not may_be(was.name, now.name) and not same_body(was.organisation, now.organisation)
    changed = f"{listed([f'the {WAYS[way]}' for way in parts])} of {now.name}"
    if another:
        said = f"The data were released to {was.name}, not to {now.name}. Log it as a new request."
    else:
        said = f"Since the release, {changed} changed. Say how you know that it is the same one."
    yield Gap("", said, final=another)

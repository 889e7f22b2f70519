"""The cases whose retention period has ended, to go through, and others that bear on them.

Nothing is disposed of by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.retention import (
    ENDED,
    HELD,
    PROPOSED,
    REVIEW,
    Objection,
    Others,
    hold_of,
    is_about_same,
    kept,
    objections,
    proposal_of,
    whole_case_ends,
)
from dpo_console.casework.change import change_meant
from dpo_console.errors import BadInput, Refused
from dpo_console.law.retention import CoveredRecords, periods
from dpo_console.store.asking import Ask
from dpo_console.store.cases import case_file, case_parts
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import BY_URGENCY
from dpo_console.store.reads.search import words
from dpo_console.text import clean, day_words, required_words


def hold(desk: Desk, reference: str, until: date, why: str, version: int | None = None) -> str:
    """Stop every disposal of a case. `until` is the day by which the hold is reviewed.

    A second hold sets a new day and reason. Raises BadInput for a day that isn't in the future or
    without a reason, StaleSave.
    """
    require(desk, "hold")
    reason = required_words(clean(why, "why"), "why")
    if until <= desk.today:
        raise BadInput(f"{day_words(until)} isn't in the future.", "until")
    with change_meant(desk, reference, "hold", version=version) as this:
        held = this.fact(HELD, desk.today, note=reason)
        this.fact(REVIEW, until, answers=held)
        this.detail |= {"until": day_words(until), "note": reason}
    return this.case.reference


def unhold(desk: Desk, reference: str, why: str, version: int | None = None) -> str:
    """Lift the hold on a case. Raises Refused if there is none, BadInput without a reason."""
    require(desk, "unhold")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "unhold", version=version) as this:
        if hold_of(this.file()) is None:
            raise Refused(f"{this.case.reference} is not on hold.")
        this.fact(ENDED, desk.today, note=reason)
        this.detail["note"] = reason
    return this.case.reference


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case that may be erased since a day, what speaks against it, and any proposal to erase it.

    `proposed` says who proposed it, on which day and why.
    """

    reference: str
    kind: str
    requester: str
    closed_on: date
    since: date
    against: tuple[Objection, ...]
    proposed: str = ""


def due_cases(desk: Desk) -> tuple[DueCase, ...]:
    """Return the visible cases whose period has ended: first those to confirm, then the oldest."""
    with desk.database.read() as ask:
        pages = case_parts.pages(ask, lists.closed_by(ask, _last_closing(desk)))
        found = [(file, end) for page in pages for file, end in _ended(page, desk)]
        whole = [(case_file.load(ask, file.case.id), end) for file, end in found]
        proposed = {file.case.id: _proposed(ask, desk, file) for file, _ in whole}
    due = [
        DueCase(
            file.case.reference, file.case.kind, file.requester.name, file.case.closed_on, end,
            objections(file, desk.settings, desk.today, others(desk, file)),
            proposed[file.case.id],
        )
        for file, end in whole
        if file.case.closed_on
    ]  # fmt: skip
    return tuple(sorted(due, key=lambda one: (not one.proposed, one.since)))


def _proposed(ask: Ask, desk: Desk, file: CaseFile) -> str:
    """Say who proposed to erase a case, or return '' where no proposal stands."""
    if not any(fact.name == PROPOSED for fact in file.facts):
        return ""
    found = proposal_of(case_file.history(ask, file.case.reference))
    if found is None:
        return ""
    name = desk.settings.names.get(found.by, found.by)
    return f"{name} proposed to erase it on {day_words(found.on)}: {found.why.rstrip('.')}."


def _last_closing(desk: Desk) -> date:
    """Return the last day on which a case closed that can be due today."""
    years = [period.years for period in periods() if period.covers is CoveredRecords.CASE]
    years += [own.years for own in desk.settings.retention if own.covers is CoveredRecords.CASE]
    return desk.today - timedelta(days=365 * min(years))


def _ended(page: case_parts.Page, desk: Desk) -> Iterator[tuple[CaseFile, date]]:
    for file in case_file.files(page):
        if file.case.closed_on and not any(fact.name == "erased" for fact in file.facts):
            end = whole_case_ends(kept(file, desk.settings))
            if end and end <= desk.today:
                yield file, end


MOST = 200
"""The most cases that are read for one name."""


def others(desk: Desk, file: CaseFile) -> Others:
    """Return the linked cases and the open ones of the same people, also those out of sight."""
    with desk.database.whole.read() as ask:
        linked = lists.several(ask, [link.other_id for link in file.links])
        of_people: dict[int, QueueRow] = {}
        for place, party in enumerate(file.parties):
            if party.role in ("requester", "subject") and words(party.name):
                where = conditions.words([party.name], f"p{place}").plus("c.closed_on IS NULL")
                found = lists.cases(ask, where, BY_URGENCY, MOST)
                of_people |= {r.id: r for r in found if is_about_same(file, r)}
    of_people.pop(file.case.id, None)
    rows = (*linked, *of_people.values())
    with desk.database.glance() as ask:
        seen = lists.those_there(ask, [row.reference for row in rows]) if rows else set()
    return Others(linked, tuple(of_people.values()), frozenset(seen))


def naming_elsewhere(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    """Return the other visible cases that name a person of this one. An erasure leaves them."""
    found: dict[str, None] = {}
    with desk.database.read() as ask:
        for place, party in enumerate(file.parties):
            if words(party.name):
                where = conditions.words([party.name], f"p{place}")
                rows = lists.cases(ask, where, BY_URGENCY, MOST)
                found |= dict.fromkeys(row.reference for row in rows)
    found.pop(file.case.reference, None)
    return tuple(found)

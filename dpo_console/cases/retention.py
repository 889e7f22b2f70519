"""How long the records of a case are kept, and what speaks against disposing of them. Pure.

A hold never lapses. After its day it asks for a review, and it ends only when somebody lifts it.
An erasure under a hold, or of an open case, is refused. For the rest, the officer may say in a
sentence why it is lawful all the same.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.people.names import same_name
from dpo_console.cases.sharing.after_release import after_release
from dpo_console.config import Settings
from dpo_console.config.settings.settings import OwnPeriod
from dpo_console.law.regimes import RELATED, SAME_MESSAGE
from dpo_console.law.retention import CountsFrom, CoveredRecords, Period, later_by_years, period_for
from dpo_console.london import london_day
from dpo_console.store.audit.erased import PROPOSE
from dpo_console.store.cases.case_file import AuditRow, CaseFile, last_change
from dpo_console.store.queue_rows import QueueRow
from dpo_console.text import day_words

HELD, REVIEW, ENDED = "held", "hold_review", "hold_ended"
"""The facts of a hold."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that stands. `by` is the slug of the person who made it."""

    since: date
    by: str
    why: str
    review_on: date

    def is_overdue(self, today: date) -> bool:
        """Return True if it should have been reviewed."""
        return self.review_on < today


def hold_of(file: CaseFile) -> Hold | None:
    """Return the hold on a case, or None. Its newest review day and reason count."""
    facts = [f for f in file.standing_facts() if f.name in (HELD, REVIEW, ENDED)]
    ended = max((f.id for f in facts if f.name == ENDED), default=0)
    standing = [f for f in facts if f.id > ended]
    held = [f for f in standing if f.name == HELD]
    if not held:
        return None
    reviews = [f.on for f in standing if f.name == REVIEW]
    return Hold(held[0].on, held[-1].by, held[-1].note, reviews[-1] if reviews else held[0].on)


def hold_words(hold: Hold, name: str, today: date) -> str:
    """Return a hold in a sentence or two. `name` is what its author is called."""
    overdue = hold.is_overdue(today)
    review = f"The review was due {day_words(hold.review_on)}" if overdue else (
        f"Review it by {day_words(hold.review_on)}"
    )  # fmt: skip
    why = hold.why.rstrip(".")
    return f"Kept from disposal since {day_words(hold.since)}, by {name}: {why}. {review}."


UNDISPUTED = (SAME_MESSAGE, "repeat", RELATED)
"""The natures of a link that say nothing of a dispute."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Some records of one case, and the first day on which they may go, or None if they stay.

    `own` is the office's own period, if one counts instead of ours.
    """

    covers: CoveredRecords
    period: Period
    own: OwnPeriod | None
    began: date
    ends: date | None


def own_period(settings: Settings, covers: CoveredRecords, kind: str) -> OwnPeriod | None:
    """Return the office's own period for some records of this kind, or None."""
    of_class = [own for own in settings.retention if own.covers is covers]
    named = [own for own in of_class if kind in own.kinds]
    return next(iter(named or [own for own in of_class if not own.kinds]), None)


def kept(file: CaseFile, settings: Settings) -> tuple[Kept, ...]:
    """Return each class of records of a closed case, with its end. An open case has none."""
    return tuple(_kept(file, settings)) if file.case.closed_on else ()


def _kept(file: CaseFile, settings: Settings) -> Iterator[Kept]:
    disputed = any(link.nature not in UNDISPUTED for link in file.links)
    for covers in CoveredRecords:
        period = period_for(covers, file.case.kind)
        own = own_period(settings, covers, file.case.kind)
        began = _began(file, period.event)
        ends = later_by_years(began, own.years) if own else period.ends(began, disputed=disputed)
        yield Kept(covers, period, own, began, ends)


def whole_case_ends(kept: tuple[Kept, ...]) -> date | None:
    """Return the first day on which a whole case may be erased: each class has ended.

    The log line isn't one of them, because it stays.
    """
    ends = [one.ends for one in kept if one.covers is not CoveredRecords.LOG]
    return max((end for end in ends if end), default=None)


def _began(file: CaseFile, event: CountsFrom) -> date:
    """Return the day of the event, or of the closing if that came later."""
    closed = file.case.closed_on or date.min
    shared = after_release(file) if event is CountsFrom.SHARING_ENDED else None
    if shared is None:
        return closed
    ended = shared.certificate.on if shared.certificate else shared.destruction_due
    return max(closed, ended or closed, shared.on)


PROPOSED = "erasure_proposed"
"""The fact of a proposal to erase a case."""


@dataclass(frozen=True, slots=True)
class ErasureProposal:
    """Who proposed an erasure, by slug, when and why. `although` answers what speaks against it."""

    by: str
    on: date
    why: str
    although: str = ""


def proposal_of(history: Sequence[AuditRow]) -> ErasureProposal | None:
    """Return the proposal that stands, or None. It falls if the case changes."""
    last = last_change(history)
    if last.action != PROPOSE or not last.detail:
        return None
    words: dict[str, str | None] = json.loads(last.detail)
    return ErasureProposal(
        words["proposed"] or "",
        london_day(last.at),
        words["why"] or "",
        words["although"] or "",
    )


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason against disposal, in a sentence. Nothing overrides a `final` one."""

    says: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Others:
    """Other cases that bear on a disposal: the linked ones, and the open ones of the same people.

    `seen` are the references that the officer may see.
    """

    linked: Sequence[QueueRow] = ()
    of_people: Sequence[QueueRow] = ()
    seen: frozenset[str] = frozenset()


def objections(
    file: CaseFile, settings: Settings, today: date, others: Others
) -> tuple[Objection, ...]:
    """Return everything that speaks against disposing of a case, the final reasons first."""
    found = [
        *_held(file, settings, today),
        *_open(file),
        *_shared(file, today),
        *_linked(others),
        *_same_people(others),
        *_protects(file),
        *_too_early(file, settings, today),
    ]
    return tuple(sorted(found, key=lambda one: not one.final))


def _held(file: CaseFile, settings: Settings, today: date) -> Iterator[Objection]:
    if hold := hold_of(file):
        name = settings.names.get(hold.by, hold.by)
        yield Objection(f"{hold_words(hold, name, today)} Lift the hold first.", final=True)


def _open(file: CaseFile) -> Iterator[Objection]:
    if not file.case.closed_on:
        yield Objection("The case is open.", final=True)


def _shared(file: CaseFile, today: date) -> Iterator[Objection]:
    shared = after_release(file)
    if shared is None or shared.certificate:
        return
    due = shared.certificate_due
    if due is None:
        if shared.review_due and shared.review_due >= today:
            yield Objection(
                f"The sharing goes on: its review is due {day_words(shared.review_due)}."
            )
        return
    when = "was due" if due < today else "is due"
    yield Objection(f"No certificate of destruction has come. It {when} {day_words(due)}.")


def _linked(others: Others) -> Iterator[Objection]:
    for row in others.linked:
        if row.closed_on is None:
            yield Objection(f"{_named(row, others)}, linked with it, is open.")


def _same_people(others: Others) -> Iterator[Objection]:
    linked = {row.id for row in others.linked}
    for row in others.of_people:
        if row.id not in linked:
            yield Objection(
                f"{_named(row, others)}, about the same people, is open. Erasing what somebody "
                "asks for can be an offence (DPA 2018 s.173, FOIA s.77)."
            )


def _protects(file: CaseFile) -> Iterator[Objection]:
    """Yield that a protection goes with the case, because letters in other cases rest on it."""
    for one in file.parties:
        if one.protected and one.kept_from:
            yield Objection(
                f"It keeps the details of {one.name} from {one.kept_from}. Protect them first in a "
                f"case that stays, or say why nobody writes to {one.kept_from} again."
            )


def _named(row: QueueRow, others: Others) -> str:
    return row.reference if row.reference in others.seen else "A case that you can't see"


def _too_early(file: CaseFile, settings: Settings, today: date) -> Iterator[Objection]:
    ends = whole_case_ends(kept(file, settings))
    if ends and ends > today:
        yield Objection(f"Its retention period ends {day_words(ends)}.")


def is_about_same(file: CaseFile, row: QueueRow) -> bool:
    """Return True if another case names a requester or subject of this one."""
    names = [p.name for p in file.parties if p.role in ("requester", "subject")]
    return any(same_name(mine, name) for mine in names for name in (row.requester, *row.subjects))

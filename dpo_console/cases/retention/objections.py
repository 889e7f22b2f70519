"""What speaks against disposing of a case: law, a hold, other cases, a sharing that goes on. Pure.

An erasure under a hold or of an open case is refused. For the rest, the officer may say in a
sentence why it is lawful all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.people.names import same_name
from dpo_console.cases.retention.holds import hold_of, hold_words
from dpo_console.cases.retention.schedule import kept, whole_case_ends
from dpo_console.cases.sharing.after_release import after_release
from dpo_console.config import Settings
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.queue_rows import QueueRow
from dpo_console.text import day_words


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
            yield Objection(f"The sharing goes on: its review is due {_day(shared.review_due)}.")
        return
    when = "was due" if due < today else "is due"
    yield Objection(f"No certificate of destruction has come. It {when} {_day(due)}.")


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
        yield Objection(f"Its retention period ends {_day(ends)}.")


def is_about_same(file: CaseFile, row: QueueRow) -> bool:
    """Return True if another case names a requester or subject of this one."""
    names = [p.name for p in file.parties if p.role in ("requester", "subject")]
    return any(same_name(mine, name) for mine in names for name in (row.requester, *row.subjects))


def _day(day: date) -> str:
    return day_words(day)

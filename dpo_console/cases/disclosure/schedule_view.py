"""A disclosure schedule as screens and commands show it: its items, and its totals."""

from dataclasses import dataclass, replace
from datetime import date

from dpo_console.cases.disclosure.schedule_gaps import Totals, gap, totals_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.people.hidden import hidden, hiding
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule of one case at a version of the case."""

    reference: str
    kind: str
    version: int
    items: tuple[ItemRow, ...]
    totals: Totals


def schedule(desk: Desk, reference: str) -> Schedule:
    """Return the schedule of a case, as this officer may see it. Raises BadInput without a case."""
    file = file_meant(desk, reference)
    hide = hiding(desk, file, ())
    found = schedule_of(file, desk.today)
    return hidden(found, hide) if hide else found


def schedule_of(file: CaseFile, today: date) -> Schedule:
    """Return the schedule in a case's records."""
    places = {place.id: place.title for place in file.places}
    return Schedule(
        reference=file.case.reference,
        kind=file.case.kind,
        version=file.case.version,
        items=tuple(
            replace(item, source=places.get(item.place_id or 0, ""), gap=gap(file, item, today))
            for item in file.items
        ),
        totals=totals_of(file, today),
    )

"""A disclosure schedule as screens and commands show it: its items, and its totals."""

from dataclasses import dataclass
from datetime import date

from dpo_console.cases.disclosure.schedule_gaps import gap
from dpo_console.cases.disclosure.schedule_totals import Totals, totals_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow, PlaceRow


@dataclass(frozen=True, slots=True)
class ScheduleItem:
    """One item. `source` is the title of the place where it was found, and `gap` its gap."""

    number: int
    source: str
    category: str
    title: str
    dated: date | None
    pages: int
    treatment: str
    exemption: str
    reason: str
    treated_by: str
    opinion_says: str
    opinion: str
    opinion_on: date | None
    looked_by: str
    looked_on: date | None
    gap: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule of one case at a version of the case. `places` are the places searched."""

    reference: str
    kind: str
    version: int
    items: tuple[ScheduleItem, ...]
    totals: Totals
    places: tuple[PlaceRow, ...] = ()


def schedule(desk: Desk, reference: str) -> Schedule:
    """Return the schedule of a case. Raises BadInput if there is no such case."""
    return schedule_of(file_meant(desk, reference), desk.today)


def schedule_of(file: CaseFile, today: date) -> Schedule:
    """Return the schedule in a case's records."""
    places = {place.id: place.title for place in file.places}
    return Schedule(
        reference=file.case.reference,
        kind=file.case.kind,
        version=file.case.version,
        items=tuple(_item(file, places, item, today) for item in file.items),
        totals=totals_of(file, today),
        places=file.places,
    )


def _item(file: CaseFile, places: dict[int, str], row: ItemRow, today: date) -> ScheduleItem:
    return ScheduleItem(
        number=row.number,
        source=places.get(row.place_id or 0, ""),
        category=row.category,
        title=row.title,
        dated=row.dated,
        pages=row.pages,
        treatment=row.treatment,
        exemption=row.exemption,
        reason=row.reason,
        treated_by=row.treated_by,
        opinion_says=row.opinion_says,
        opinion=row.opinion,
        opinion_on=row.opinion_on,
        looked_by=row.looked_by,
        looked_on=row.looked_on,
        gap=gap(file, row, today),
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None

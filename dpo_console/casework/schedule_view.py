"""A disclosure schedule as screens and commands show it: its items, and its totals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.casework.cases import resolve
from dpo_console.casework.desk import Desk
from dpo_console.casework.schedule_gaps import TREATMENTS, gap, standing
from dpo_console.law.item_categories import item_categories
from dpo_console.store import case_file
from dpo_console.store.case_file import CaseFile, ItemRow


@dataclass(frozen=True, slots=True)
class ScheduleItem:
    """One item; `source` is the title of the place where it was found, `gap` what it lacks."""

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
class Count:
    """How many items and pages there are of one treatment or category."""

    slug: str
    title: str
    items: int
    pages: int


@dataclass(frozen=True, slots=True)
class Totals:
    """A schedule summed up. `open` counts the items that lack something; `gaps` say what."""

    items: int
    pages: int
    open: int
    treatments: tuple[Count, ...]
    categories: tuple[Count, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule of one case, as of a version of the case."""

    reference: str
    kind: str
    version: int
    items: tuple[ScheduleItem, ...]
    totals: Totals


def schedule(desk: Desk, reference: str) -> Schedule:
    """The schedule of a case. Raises BadInput where there is no such case."""
    found = resolve(desk, reference)
    with desk.database.read() as ask:
        file = case_file.load(ask, case_file.find(ask, found))
    return schedule_of(file, desk.today)


def schedule_of(file: CaseFile, today: date) -> Schedule:
    """The schedule that a case's records hold."""
    places = {place.id: place.title for place in file.places}
    return Schedule(
        reference=file.case.reference,
        kind=file.case.kind,
        version=file.case.version,
        items=tuple(_item(file, places, item, today) for item in file.items),
        totals=totals_of(file, today),
    )


def totals_of(file: CaseFile, today: date) -> Totals:
    """What a schedule comes to."""
    categories = {slug: c.title for slug, c in item_categories().items()}
    counted = _counts(file.items, categories, lambda item: item.category)
    gaps = [what for _, what in standing(file, today) if what] if file.items else []
    return Totals(
        items=len(file.items),
        pages=sum(item.pages for item in file.items),
        open=sum(1 for item in file.items if gap(file, item, today)),
        treatments=_counts(file.items, TREATMENTS, lambda item: item.treatment),
        categories=tuple(count for count in counted if count.items),
        gaps=tuple(gaps),
    )


def _counts(
    items: Sequence[ItemRow], titles: dict[str, str], slug_of: Callable[[ItemRow], str]
) -> tuple[Count, ...]:
    found = {slug: [0, 0] for slug in titles}
    for item in items:
        count = found.setdefault(slug_of(item), [0, 0])
        count[0] += 1
        count[1] += item.pages
    return tuple(Count(slug, titles.get(slug, slug), *count) for slug, count in found.items())


def _item(file: CaseFile, places: dict[int, str], row: ItemRow, today: date) -> ScheduleItem:
    return ScheduleItem(
        number=row.number,
        source=places.get(row.place_id or 0, ""),
        category=row.category,
        title=row.title,
        dated=_day(row.dated),
        pages=row.pages,
        treatment=row.treatment,
        exemption=row.exemption,
        reason=row.reason,
        treated_by=row.treated_by,
        opinion_says=row.opinion_says,
        opinion=row.opinion,
        opinion_on=_day(row.opinion_on),
        looked_by=row.looked_by,
        looked_on=_day(row.looked_on),
        gap=gap(file, row, today),
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None

"""Totals of a disclosure schedule: items and pages by treatment and category, and its gaps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.disclosure.schedule_gaps import TREATMENTS, gap, standing, unlisted
from dpo_console.law.exemptions.item_categories import item_categories
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow


@dataclass(frozen=True, slots=True)
class Count:
    """The number of items and pages of one treatment or category."""

    slug: str
    title: str
    items: int
    pages: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a schedule. `open` counts the items with gaps, and `gaps` lists them."""

    items: int
    pages: int
    open: int
    treatments: tuple[Count, ...]
    categories: tuple[Count, ...]
    gaps: tuple[str, ...]


def totals_of(file: CaseFile, today: date) -> Totals:
    """Return the totals of a schedule."""
    categories = {slug: c.title for slug, c in item_categories().items()} if file.items else {}
    counted = _counts(file.items, categories, lambda item: item.category)
    said = [what for _, what in standing(file, today)] if file.items else []
    gaps = [what for what in (*said, unlisted(file)) if what]
    return Totals(
        items=len(file.items),
        pages=sum(item.pages for item in file.items),
        open=sum(1 for item in file.items if gap(file, item, today)),
        treatments=_counts(file.items, TREATMENTS, lambda item: item.treatment),
        categories=tuple(count for count in counted if count.items),
        gaps=tuple(gaps),
    )


def lacking(totals: Totals) -> str:
    """Return how many items have gaps, in words."""
    if not totals.open:
        return "no item lacks anything" if totals.gaps else "nothing is lacking"
    return f"{totals.open} item{' lacks' if totals.open == 1 else 's lack'} something"


def _counts(
    items: Sequence[ItemRow], titles: dict[str, str], slug_of: Callable[[ItemRow], str]
) -> tuple[Count, ...]:
    found = {slug: [0, 0] for slug in titles}
    for item in items:
        count = found.setdefault(slug_of(item), [0, 0])
        count[0] += 1
        count[1] += item.pages
    return tuple(Count(slug, titles.get(slug, slug), *count) for slug, count in found.items())

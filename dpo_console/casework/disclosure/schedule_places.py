"""Places of the search plan, as the sources of a schedule's items."""

from collections.abc import Iterable

from dpo_console.cases.search.search_plan import name_key, names_of, place_called, places_of
from dpo_console.casework.change import Change
from dpo_console.casework.search.searching import new_place
from dpo_console.config.settings.places import Place
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile


def place_ids(this: Change, file: CaseFile, sources: Iterable[str]) -> dict[str, int | None]:
    """Return each source with its place's number in the records, and '' with None.

    A source is a place's slug, title or position, or an unambiguous part of a title. A place
    missing from the plan is added, as one that answered: it must have been searched.
    """
    found: dict[str, int | None] = {"": None}
    known = names_of(file.places)
    last = max((place.number for place in file.places), default=0)
    for source in sources:
        if source in found:
            continue
        key = name_key(source)
        if meant := place_called(file.places, source):
            known[key] = meant.id
        if key not in known:
            last += 1
            row = _new_place(this, source, last)
            known |= dict.fromkeys(
                (key, name_key(row.slug or source), name_key(row.title)), row.id or 0
            )
        found[source] = known[key]
    return found


def _new_place(this: Change, source: str, position: int) -> "tables.PlaceTable":
    """Add a place from the office's list, or one known only by this name."""
    offered = places_of(this.desk.settings)
    usual = [p for p in offered if name_key(source) in (name_key(p.slug), name_key(p.title))]
    row = new_place(this, usual[0] if usual else Place("", source), position)
    row.answered_on, row.result = this.desk.today.isoformat(), "found"
    this.session.add(row)
    this.session.flush()
    return row

"""Items of the disclosure schedule: listing, correcting and removing them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dpo_console.cases.disclosure import (
    HIGHEST,
    IN_FILE,
    ItemPages,
    Schedule,
    items_words,
    number_words,
    parse_numbers,
    schedule,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.papers import AnswerFile, answer_files
from dpo_console.cases.search import name_key, names_of, place_called
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.disclosure.schedule_treatment import check_listed, ground_of
from dpo_console.casework.facts import check_open
from dpo_console.casework.search.searching import add_searched
from dpo_console.errors import BadInput, Refused
from dpo_console.law.exemptions.exemptions import law_of
from dpo_console.law.exemptions.item_categories import category_title, item_category
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store import bulk_writes as stored
from dpo_console.store import tables
from dpo_console.store.asking import Value
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.store.session import ask_in, put
from dpo_console.text import clean, clean_line, counted, required, required_words


def place_items(
    desk: Desk,
    reference: str,
    numbers: Sequence[int],
    name: str,
    pages: str = "",
    *,
    version: int | None = None,
) -> Schedule:
    """Say in which file of the answer items stand, one after the other, and on which `pages`.

    Without `pages`, they are all of the file's. Several items are laid out by the pages that each
    has, or a page each. The pages of one item are counted. Without a `name`, they are in no file.
    Raises BadInput for an unknown file or pages that don't add up, Refused for a withheld item,
    StaleSave.
    """
    require(desk, "schedule")
    with change_meant(desk, reference, "item pages", version=version) as this:
        check_open(this)
        file = this.file()
        check_listed(file.items, numbers)
        items = [item for item in file.items if item.number in set(numbers)]
        if name:
            one = _file_named(file, name)
            _refuse_withheld(items)
            _place(this, items, _laid_out(items, one, _range(pages, one)))
        else:
            for item in items:
                this.note(IN_FILE, item.id, "", even_empty=True)
        this.detail |= {"numbers": number_words(numbers), "file": name, "pages": pages}
    return schedule(desk, this.case.reference)


def _file_named(file: CaseFile, name: str) -> AnswerFile:
    """Return a file of the answer that has pages. Raises BadInput with those there are."""
    known = {one.name: one for one in answer_files(file) if one.pages}
    if name not in known:
        check = Remedy("files", ("check", file.case.reference, "FILE"))
        there = f"Files with pages: {', '.join(known)}." if known else ""
        what = f"file: no checked file {name} with pages goes with the answer. {there}".rstrip()
        raise BadInput(Phrase(f"{what} Check it: ", check, "."))
    return known[name]


def _refuse_withheld(items: Sequence[ItemRow]) -> None:
    withheld = [item.number for item in items if item.treatment == "withhold"]
    if withheld:
        raise Refused(f"{items_words(withheld)}: withheld, so no file of the answer may hold it.")


def _range(typed: str, one: AnswerFile) -> range:
    """Return the pages typed, or all. Raises BadInput unless the file has them, in one run."""
    pages = parse_numbers(typed, "pages") if typed.strip() else range(1, one.pages + 1)
    first, last = pages[0], pages[-1]
    if last - first + 1 != len(pages):
        raise BadInput(f"pages: {typed} has a hole. Say the pages of each item alone.")
    if last > one.pages:
        raise BadInput(f"pages: {one.name} has {counted(one.pages, 'page')}, so no page {last}.")
    return range(first, last + 1)


def _laid_out(items: Sequence[ItemRow], one: AnswerFile, pages: range) -> list[ItemPages]:
    """Return the pages of each item, one after the other. Raises BadInput if they don't add up."""
    sizes = [item.pages for item in items]
    if len(items) in (1, len(pages)):
        sizes = [len(pages) // len(items)] * len(items)
    if 0 in sizes or sum(sizes) != len(pages):
        have = counted(sum(sizes), "page")
        what = f"pages: these items have {have} together, and there are {len(pages)} in {one.name}."
        raise BadInput(f"{what} Say the pages of each item alone.")
    found, first = list[ItemPages](), pages[0]
    for size in sizes:
        found.append(ItemPages(first, first + size - 1, one.pages, one.name))
        first += size
    return found


def _place(this: Change, items: Sequence[ItemRow], placed: Sequence[ItemPages]) -> None:
    for item, at in zip(items, placed, strict=True):
        count = at.last - at.first + 1
        stored.change_items(ask_in(this.session), this.case_id, [item.number], {"pages": count})
        this.note(IN_FILE, item.id, f"{at.first} {at.last} {at.total} {at.file}")


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to list. Without a number it gets the next one.

    Listing it raises BadInput for an unknown category or treatment.
    """

    title: str
    category: str = "other"
    source: str = ""
    dated: date | None = None
    pages: int = 0
    treatment: str = ""
    exemption: str = ""
    reason: str = ""
    number: int | None = None


def of_pages(item: NewItem, pages: str, *, each: bool = False) -> tuple[NewItem, ...]:
    """Return an item of so many pages (`12`), of certain pages (`1-40`), or one for `each` page.

    Raises BadInput if the text is not a number or range.
    """
    if pages.strip().isdecimal() and not each:
        return (replace(item, pages=int(pages[:9])),)
    numbers = parse_numbers(pages, "pages")
    if each:
        return tuple(replace(item, title=f"{item.title}, page {n}", pages=1) for n in numbers)
    title = f"{item.title}, pages {number_words(numbers)}"
    return (replace(item, title=title, pages=len(numbers)),)


def add_items(desk: Desk, reference: str, items: Sequence[NewItem]) -> Schedule:
    """List items that were found.

    A source missing from the search plan is added to it, as a place searched that answered. Raises
    BadInput for a number already used, and then lists nothing.
    """
    require(desk, "schedule")
    with change_meant(desk, reference, "list") as this:
        check_open(this)
        file = this.file()
        cleaned = [clean_item(file.case.kind, item) for item in items]
        numbers = _numbers(cleaned, {item.number for item in file.items})
        places = _place_ids(this, file, [item.source for item in cleaned])
        rows = (
            this.row(
                number=number,
                place_id=places[item.source],
                category=item.category,
                title=item.title,
                dated=item.dated.isoformat() if item.dated else None,
                pages=item.pages,
                treatment=item.treatment,
                exemption=item.exemption,
                reason=item.reason,
                treated_by=this.desk.person.slug if item.treatment else "",
            )
            for item, number in zip(cleaned, numbers, strict=True)
        )
        put(this.session, tables.ItemTable, *rows)
        this.detail |= {"numbers": number_words(numbers), "items": len(numbers)}
    return schedule(desk, this.case.reference)


def clean_item(kind: str, item: NewItem) -> NewItem:
    """Return an item in the form it is kept. Raises BadInput naming the field."""
    if not 0 <= item.pages <= HIGHEST:
        raise BadInput(f"pages: {item.pages:,} is out of bounds; at most {HIGHEST:,}.")
    if item.number is not None and not 1 <= item.number <= HIGHEST:
        raise BadInput(f"number: {item.number:,} is out of bounds; from 1 to {HIGHEST:,}.")
    ground, why = ground_of(kind, item.treatment, item.exemption, item.reason)
    return NewItem(
        title=required(clean_line(item.title, "title"), "title"),
        category=item_category(item.category or "other").slug,
        source=clean_line(item.source, "source"),
        dated=item.dated,
        pages=item.pages,
        treatment=item.treatment,
        exemption=ground,
        reason=why,
        number=item.number,
    )


def _place_ids(this: Change, file: CaseFile, sources: Iterable[str]) -> dict[str, int | None]:
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
            number, names = add_searched(this, source, last)
            known |= dict.fromkeys((key, *map(name_key, names)), number)
        found[source] = known[key]
    return found


def _numbers(items: Sequence[NewItem], taken: Collection[int]) -> tuple[int, ...]:
    """Return each item's number: its own, or the next after all others."""
    given = [item.number for item in items if item.number is not None]
    twice = [n for n, count in Counter(given).items() if count > 1 or n in taken]
    if twice:
        raise BadInput(f"number: {number_words(twice)} is taken; leave it out for the next one.")
    last = max((*taken, *given), default=0)
    numbers = []
    for item in items:
        last += item.number is None
        numbers.append(item.number or last)
    return tuple(numbers)


def correct_item(
    desk: Desk,
    reference: str,
    number: int,
    changes: Mapping[str, str | int | date | None],
    why: str,
    *,
    version: int | None = None,
) -> Schedule:
    """Correct the title, category, source, day or pages of an item.

    The history keeps the earlier values. Raises BadInput for another field, a wrong value or no
    reason.
    """
    require(desk, "schedule")
    reason = required_words(clean(why, "why"), "why")
    if not changes:
        raise BadInput(f"Say what to correct: {', '.join(CORRECTABLE)}.")
    with change_meant(desk, reference, "correct-item", version=version) as this:
        check_open(this)
        file = this.file()
        check_listed(file.items, [number])
        old = next(item for item in file.items if item.number == number)
        new = clean_item(file.case.kind, _with(old, changes))
        columns: dict[str, Value] = {
            "title": new.title,
            "category": new.category,
            "dated": new.dated.isoformat() if new.dated else None,
            "pages": new.pages,
        }
        if "source" in changes:
            columns["place_id"] = _place_ids(this, file, [new.source])[new.source]
        stored.change_items(ask_in(this.session), this.case_id, [number], columns)
        this.detail |= {"numbers": str(number), "note": reason, "before": _told(old)}
    return schedule(desk, this.case.reference)


CORRECTABLE = ("title", "category", "source", "dated", "pages")
"""The fields of an item that can be corrected. The others are set again."""


def _with(old: ItemRow, changes: Mapping[str, str | int | date | None]) -> NewItem:
    for name in changes:
        if name not in CORRECTABLE:
            raise BadInput(
                f"{name}: you can't correct this. You can correct {', '.join(CORRECTABLE)}."
            )
    dated = changes.get("dated", old.dated)
    return NewItem(
        title=str(changes.get("title", old.title)),
        category=str(changes.get("category", old.category)),
        source=str(changes.get("source", "")),
        dated=dated if isinstance(dated, date) else None,
        pages=int(str(changes.get("pages", old.pages))),
    )


def _told(item: ItemRow) -> str:
    """Return an item in words, for the history."""
    size, category = f"{item.pages} pages", category_title(item.category)
    parts = (
        category,
        item.title,
        item.dated.isoformat() if item.dated else "",
        size,
        item.treatment,
    )
    more = (law_of(item.exemption), item.reason)
    return "; ".join(part for part in (*parts, *more) if part)


def remove_items(
    desk: Desk, reference: str, numbers: Sequence[int], why: str, *, version: int | None = None
) -> Schedule:
    """Remove items that should not be on the schedule, such as duplicates.

    The history keeps them. Raises BadInput for an unknown item or no reason.
    """
    require(desk, "schedule")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "remove-item", version=version) as this:
        check_open(this)
        items = this.file().items
        check_listed(items, numbers)
        among = set(numbers)
        for item in items:
            if item.number in among and item.in_file:
                this.note(IN_FILE, item.id, "", even_empty=True)  # a later row may have its id
        gone = [f"{i.number}: {_told(i)}" for i in items if i.number in among]
        stored.remove_items(ask_in(this.session), this.case_id, numbers)
        this.detail |= {"numbers": number_words(numbers), "note": reason}
        this.detail["before"] = "\n".join(gone)
    return schedule(desk, this.case.reference)

"""Saying in which file of the answer items stand. The pages are counted, not typed."""

from collections.abc import Sequence

from dpo_console.cases.disclosure.item_numbers import items_words, number_words, parse_numbers
from dpo_console.cases.disclosure.item_pages import IN_FILE, ItemPages
from dpo_console.cases.disclosure.schedule_view import Schedule, schedule
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.papers.answer_files import AnswerFile, answer_files
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.disclosure.schedule_treatment import check_listed
from dpo_console.casework.facts import check_open
from dpo_console.errors import BadInput, Refused
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store.bulk_writes import items as stored
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.store.session import ask_in
from dpo_console.text import counted


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

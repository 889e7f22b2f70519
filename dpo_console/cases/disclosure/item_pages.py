"""Where an item of the schedule stands in the files of the answer: a file, and its pages. Pure."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from dpo_console.cases.disclosure.item_numbers import number_words
from dpo_console.store.cases.disclosure_rows import ItemRow

IN_FILE = "item.file"
"""The kind of note that says where an item stands, as `FIRST LAST TOTAL NAME`."""


class ItemPages(NamedTuple):
    """The first and last page of an item in a file, and how many pages that file had then."""

    first: int
    last: int
    total: int
    file: str

    @property
    def words(self) -> str:
        """The place in words, such as `pages 3-5 of reply.pdf`."""
        return f"{numbered(range(self.first, self.last + 1))} of {self.file}"


def pages_of(item: ItemRow) -> ItemPages | None:
    """Return where an item stands, or None if nobody said it."""
    if not item.in_file:
        return None
    first, last, total, name = item.in_file.split(" ", 3)
    return ItemPages(int(first), int(last), int(total), name)


def page_words(items: Iterable[ItemRow]) -> str:
    """Return where items stand together: `pages 1-4, 9 of reply.pdf`, or '' if one isn't said."""
    found: dict[str, set[int]] = {}
    for item in items:
        pages = pages_of(item)
        if pages is None:
            return ""
        found.setdefault(pages.file, set()).update(range(pages.first, pages.last + 1))
    return "; ".join(f"{numbered(pages)} of {name}" for name, pages in found.items())


def numbered(pages: Collection[int]) -> str:
    """Return `page 3` or `pages 3-5, 9`."""
    return f"page{'s' if len(pages) > 1 else ''} {number_words(pages)}"

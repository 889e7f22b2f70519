"""All that the records hold, in one value to compare with a copy in another engine."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dpo_console.store.asking import FOUND, Ask, Row, Value
from dpo_console.store.audit import chain
from dpo_console.store.audit.chain import ChainHead
from dpo_console.store.sqlite.whole_file import columns

AT_ONCE = 5_000
"""Number of rows held in memory at once."""

SEARCH = ("case_search", (FOUND, "words"))
"""The table of the words that find a case, and its columns."""

_ORDER = (
    "installation", "counter", "cases", "party", "letter", "fact", "note", "open_check", "scope",
    "scope_item", "assessment", "decision", "reader", "link", "place", "item", "paper", "look",
    "message", "audit", "audit_detail",
)  # fmt: skip
"""The tables, each after those that its rows point to."""

_SEVERAL = {"counter": "prefix, year", "reader": "case_id, person"}
"""The keys of tables whose rows have no number."""

Told = Callable[[str, int, int], object]
"""What hears of the progress: a table, the rows done, and how many there are."""


class Sums(NamedTuple):
    """The head of the log, and the digest of all rows of each table."""

    head: ChainHead
    tables: dict[str, str]


def sums(ask: Ask) -> Sums:
    """Return what these records hold."""
    return Sums(chain.head(ask), {name: _digest(ask, name, of) for name, of in (*tables(), SEARCH)})


@cache
def tables() -> Sequence[tuple[str, tuple[str, ...]]]:
    """Return each table that both engines have, and its columns."""
    known = dict(columns())
    return tuple((table, tuple(known[table])) for table in _ORDER)


def rows(ask: Ask, table: str, names: Sequence[str], told: Told | None = None) -> Iterator[Row]:
    """Yield the rows of a table, in the order of its key."""
    done, many = 0, int(ask(f"SELECT count(*) FROM {table}", {})[0][0] or 0) if told else 0
    for page in _pages(ask, table, names):
        yield from page
        done += len(page)
        if told:
            told(table, done, many)


def _pages(ask: Ask, table: str, names: Sequence[str]) -> Iterator[list[Row]]:
    asked = f"SELECT {', '.join(names)} FROM {table}"
    if table in _SEVERAL:
        yield ask(f"{asked} ORDER BY {_SEVERAL[table]}", {})
        return
    after: Value = -1
    page = f"{asked} WHERE {names[0]} > :after ORDER BY {names[0]} LIMIT {AT_ONCE}"
    while found := ask(page, {"after": after}):
        yield found
        after = found[-1][0]


def _digest(ask: Ask, table: str, names: Sequence[str]) -> str:
    found = hashlib.sha256()
    for page in _pages(ask, table, names):
        found.update("".join(map(repr, page)).encode("utf-8", "backslashreplace"))
    return found.hexdigest()

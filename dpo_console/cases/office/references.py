"""References as officers type them, resolved to the case that is meant."""

import re
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.errors import BadInput, NoSuchCase
from dpo_console.lazy_import import later
from dpo_console.store.asking import Ask
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import lists
from dpo_console.text import clean_line

if TYPE_CHECKING:
    from dpo_console.store.cases import case_file
else:
    case_file = later("dpo_console.store.cases.case_file")

REFERENCE = re.compile(r"[A-Z]+-[0-9]{4}-[0-9]{4,}")
"""A whole reference, as the records hold it."""

_SHORT = re.compile(r"(?P<prefix>[A-Z]+)[- ]?(?P<number>[0-9]+)")


def resolve(desk: Desk, reference: str) -> str:
    """Return the full reference for one that was typed.

    It may be whole in any case of letters, an unambiguous ending, or prefix and number, such as
    dsc-17. Raises BadInput if no case matches, or several do.
    """
    with desk.database.glance() as ask:
        return reference_meant(ask, reference)


def file_meant(desk: Desk, reference: str) -> "case_file.CaseFile":
    """Return everything kept about the case that is meant, in one look. Raises as `resolve`."""
    with desk.database.glance() as ask:
        typed = clean_line(reference, "reference").upper()
        named = case_file.load_named(ask, typed) if typed else None
    if named:
        return named
    with desk.database.read() as ask:
        return case_file.load(ask, case_meant(ask, reference)[1])


def reference_meant(ask: Ask, reference: str) -> str:
    """Return the reference that is meant, as `resolve` does, within one look at the records."""
    return case_meant(ask, reference)[0]


def case_meant(ask: Ask, reference: str) -> tuple[str, int]:
    """Return the same with the number of its case."""
    typed = clean_line(reference, "reference").upper()
    found = _alike(ask, typed)
    if typed in found or len(found) == 1:
        whole = typed if typed in found else next(iter(found))
        return whole, found[whole]
    if found:
        raise BadInput(f"{reference!r} could be any of: {', '.join(found)}. Type more of it.")
    raise NoSuchCase(reference)


def _alike(ask: Ask, typed: str) -> dict[str, int]:
    """Return the first few cases that a typed reference may mean, by reference."""
    found = lists.references_like(ask, typed) if typed else {}
    if found or not (short := _SHORT.fullmatch(typed)):
        return found
    return lists.references_of(ask, short["prefix"], short["number"].lstrip("0").rjust(4, "0"))


def rows_meant(desk: Desk, reference: str) -> tuple[QueueRow, ...]:
    """Return the first few cases that a typed reference may mean, the most urgent first."""
    typed = clean_line(reference, "reference").upper()
    with desk.database.read() as ask:
        return lists.several(ask, tuple(_alike(ask, typed).values()))


def references_from(desk: Desk, beginning: str) -> tuple[str, ...]:
    """Return up to 200 visible references with this beginning, in any case of letters."""
    with desk.database.glance() as ask:
        return tuple(lists.references_from(ask, beginning.upper(), 200))

"""The computed columns that lists sort by, rewritten when their source changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.store.asking import Ask, Value, as_list, joined, listed

try:  # as in cases/clock/basis.py
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dpo_console.store.asking import Row
    from dpo_console.store.cases.case_parts import Page


_WHICH = f"case_id = :case AND number IN ({listed('numbers')})"


def change_items(ask: Ask, case: int, numbers: Sequence[int], columns: Mapping[str, Value]) -> None:
    """Set columns to the same values in each of these items. The column names must be ours."""
    setting = ", ".join(f"{name} = :{name}" for name in columns)
    ask(f"UPDATE item SET {setting} WHERE {_WHICH}", dict(columns) | _these(case, numbers))


def remove_items(ask: Ask, case: int, numbers: Sequence[int]) -> None:
    """Remove these items of a case."""
    ask(f"DELETE FROM item WHERE {_WHICH}", _these(case, numbers))


def _these(case: int, numbers: Sequence[int]) -> dict[str, Value]:
    return {"case": case, "numbers": as_list(numbers)}


GROUND = "SELECT law, chain FROM installation WHERE id = 1"
"""The question for the fingerprint of the columns' source."""

SPOILT = "changed outside"
"""What stands for a fingerprint that this program didn't write."""


def ground(ask: Ask) -> str:
    """Return the fingerprint of the columns' source, SPOILT, or '' if it is gone."""
    return told(ask(GROUND, {}))


def told(rows: Sequence[Row]) -> str:
    """Return the same from the answer. Earlier releases wrote it without its seal."""
    law, chain = map(str, rows[0]) if rows else ("", "")
    fingerprint = law[:64]
    is_ours = law in ("", _sealed(fingerprint, chain)) or re.fullmatch("[0-9a-f]{64}", law)
    return fingerprint if is_ours else SPOILT


def set_ground(ask: Ask, fingerprint: str) -> None:
    """Record the fingerprint of the columns' new source."""
    ((_, chain),) = ask(GROUND, {})
    law = _sealed(fingerprint, str(chain))
    ask("UPDATE installation SET law = :law WHERE id = 1", {"law": law})


def _sealed(fingerprint: str, chain: str) -> str:
    """Return a fingerprint with a digest of itself and of the records that it is of."""
    seal = blake2b(f"{chain} {fingerprint}".encode(), digest_size=16).hexdigest()
    return f"{fingerprint} {seal}"


class Closed(NamedTuple):
    """A closed case in short, with no corrected facts.

    `received` is the day of receipt and `minute` its minute, if recorded. `first_day` is the
    earliest day of any fact. `facts` lists their names, separated by commas.
    """

    case: int
    kind: str
    school: str
    received: str | None
    minute: str | None
    first_day: str
    facts: str


def closed(ask: Ask, columns: Sequence[str], first: int, last: int) -> Iterator[tuple[Closed, Row]]:
    """Return the closed cases numbered `first` to `last`, with their columns as lists show them.

    Most cases are closed. One question reads them all faster than reading the facts of each.
    """
    rows = ask(
        "SELECT c.id, c.kind, c.school, f.received, f.minute, f.first_day, f.facts, "
        f"{', '.join(f'c.{name}' for name in columns)} FROM cases c JOIN ("
        "SELECT case_id, min(CASE WHEN name = 'received' THEN on_day END) AS received, "
        "min(CASE WHEN name = 'received' THEN at_minute END) AS minute, "
        f"min(on_day) AS first_day, {joined('name')} AS facts "
        "FROM fact WHERE case_id BETWEEN :first AND :last GROUP BY case_id "
        "HAVING max(struck) = 0 AND count(supersedes) = 0) f ON f.case_id = c.id "
        "WHERE c.id BETWEEN :first AND :last AND c.closed_on IS NOT NULL",
        {"first": first, "last": last},
    )
    many = len(Closed._fields)
    return ((Closed._make(row[:many]), row[many:]) for row in rows)


def shown(page: Page, columns: Sequence[str]) -> dict[int, Row]:
    """Return the computed columns of each case of a page, as lists show them now."""
    rows = page.rows(f"SELECT id, {', '.join(columns)} FROM cases WHERE id IN ({{cases}})")
    return {int(row[0] or 0): row[1:] for row in rows}


def rewrite(ask: Ask, columns: Sequence[str], rows: Iterable[tuple[int, Row]]) -> int:
    """Write the computed columns of these cases, and return the number of cases."""
    settings = ", ".join(f"{name} = :{name}" for name in columns)
    sql, count = f"UPDATE cases SET {settings} WHERE id = :case", 0
    for case, values in rows:
        ask(sql, {**dict(zip(columns, values, strict=True)), "case": case})
        count += 1
    return count

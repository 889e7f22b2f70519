"""The cases that were alive in a span of days, each with its facts in short."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dpo_console.store.database import Ask, Value

AT_ONCE = 2_000
"""How many cases one question asks for: so many are held in memory."""


class Alive(NamedTuple):
    """A case in short.

    `facts` are the names of its facts, each with its ISO day behind a blank, with commas between,
    whether they hold or were put right; `many` how many there are. `received_at` is the minute of
    receipt where one was recorded, `timed` how many other facts have one.
    """

    case: int
    kind: str
    school: str
    facts: str
    many: int
    received_at: str | None
    timed: int


_SQL = (
    "SELECT c.id, c.kind, c.school, coalesce(group_concat(f.name || ' ' || f.on_day), ''), "
    "count(f.id), max(CASE WHEN f.name = 'received' THEN f.at_minute END), "
    "count(CASE WHEN f.name <> 'received' THEN f.at_minute END) "
    "FROM cases c LEFT JOIN fact f ON f.case_id = c.id "
    "WHERE c.id > :after AND c.received < :end AND (c.closed_on IS NULL OR c.closed_on >= :first) "
    "GROUP BY c.id ORDER BY c.id LIMIT :many"
)


def alive_between(ask: Ask, first: date, last: date) -> Iterator[Alive]:
    """The cases that were received by `last` and not closed before `first`, by entry."""
    end, after = last + timedelta(days=1), 0
    span: dict[str, Value] = {"first": first.isoformat(), "end": end.isoformat(), "many": AT_ONCE}
    while rows := ask(_SQL, {**span, "after": after}):
        found = [Alive._make(row) for row in rows]
        yield from found
        after = found[-1].case

"""Cases that were open in a span of days, each with its facts in short."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dpo_console.store.asking import Ask, Value
from dpo_console.store.dialect import joined

AT_ONCE = 2_000
"""Number of cases fetched by one question, and so held in memory at once."""


class Alive(NamedTuple):
    """A case in short.

    `facts` lists its facts, separated by commas: each a name, a space and an ISO day. Corrected
    facts are included, and `many` is their number. `received_at` is the minute of receipt, if
    recorded. `timed` is the number of other facts with a recorded minute.
    """

    case: int
    kind: str
    school: str
    facts: str
    many: int
    received_at: str | None
    timed: int


_NAMED = "f.name || ' ' || f.on_day"
_SQL = (
    f"SELECT c.id, min(c.kind), min(c.school), coalesce({joined(_NAMED)}, ''), "
    "count(f.id), max(CASE WHEN f.name = 'received' THEN f.at_minute END), "
    "count(CASE WHEN f.name <> 'received' THEN f.at_minute END) "
    "FROM cases c LEFT JOIN fact f ON f.case_id = c.id "
    "WHERE c.id > :after AND c.received < :end AND (c.closed_on IS NULL OR c.closed_on >= :first) "
    "GROUP BY c.id ORDER BY c.id LIMIT :many"
)


def alive_between(ask: Ask, first: date, last: date) -> Iterator[Alive]:
    """Yield the cases received by `last` and not closed before `first`, in order of entry."""
    end, after = last + timedelta(days=1), 0
    span: dict[str, Value] = {"first": first.isoformat(), "end": end.isoformat(), "many": AT_ONCE}
    while rows := ask(_SQL, {**span, "after": after}):
        found = [Alive._make(row) for row in rows]
        yield from found
        after = found[-1].case

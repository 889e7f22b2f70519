"""Filters for lists, as conditions on cases. Moments are Europe/London minutes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from dpo_console.store.asking import Ask, Value, folded
from dpo_console.store.queue_rows import LOOK
from dpo_console.store.reads import search
from dpo_console.store.reads.lists import Key, Order, Search, Where

OPEN = "c.closed_on IS NULL"
STOPPED = "c.status IN ('paused', 'waiting_to_start')"
HELD_UNTIL = "h"
"""The letter in the sort key of a case on hold, before the day of its review."""

WEEK = timedelta(days=7)

ON_HOLD = f"c.urgent_at LIKE '%{HELD_UNTIL}%'"
"""An index has these cases alone."""


def everything() -> Where:
    """Return no condition."""
    return Where()


def band(name: str, now: datetime) -> Where:
    """Return the condition for one band of urgency at `now`."""
    minute = now.isoformat(timespec="minutes")
    today = now.date().isoformat()
    week = (now.date() + WEEK).isoformat()
    running = f"{OPEN} AND NOT {STOPPED} AND c.due_at IS NOT NULL AND c.due_at >= :minute"
    match name:
        case "closed":
            return Where(("c.closed_on IS NOT NULL",))
        case "paused":
            return Where((f"{OPEN} AND {STOPPED}",))
        case "no_limit":
            return Where((f"{OPEN} AND NOT {STOPPED} AND c.due_at IS NULL",))
        case "overdue":
            late = f"{OPEN} AND NOT {STOPPED} AND c.due_at < :minute"
            return Where((late,), {"minute": minute})
        case "today":
            at = {"minute": minute, "today": today}
            return Where((f"{running} AND substr(c.due_at, 1, 10) <= :today",), {**at})
        case "week":
            span = "substr(c.due_at, 1, 10) > :today AND substr(c.due_at, 1, 10) <= :week"
            return Where(
                (f"{running} AND {span}",), {"minute": minute, "today": today, "week": week}
            )
    later = f"{running} AND substr(c.due_at, 1, 10) > :week"
    return Where((later,), {"minute": minute, "week": week})


def target_within_a_week(today: date) -> Where:
    """Return the condition for cases with no limit, whose own target is near or has passed."""
    no_limit = f"{OPEN} AND NOT {STOPPED} AND c.due_at IS NULL"
    near = "substr(c.target, 1, 10) <= :last_target"
    return Where((f"{no_limit} AND {near}",), {"last_target": (today + WEEK).isoformat()})


def late_step(today: date) -> Where:
    """Return the condition for cases in time, of which a step before the limit is late."""
    in_time = f"{OPEN} AND c.due IS NOT NULL AND substr(c.due_at, 1, 10) >= :today"
    return Where((f"{in_time} AND substr(c.target, 1, 10) < :today",), {"today": today.isoformat()})


def refused() -> Where:
    """Return the condition for cases with an outcome or a ruling that refused."""
    ruled = "SELECT d.case_id FROM decision d WHERE d.ruling = 'refuse'"
    closed = "SELECT r.id FROM cases r WHERE r.outcome = 'refused'"
    return Where((f"c.id IN ({closed} UNION {ruled})",))


def given() -> Where:
    """Return the condition for cases that were answered, or in which data were released."""
    gave = "f.name IN ('responded', 'released', 'released_urgently')"
    return Where((f"c.id IN (SELECT f.case_id FROM fact f WHERE {gave} AND f.struck = 0)",))


def still_open() -> Where:
    """Return the condition for cases that are not closed."""
    return Where((OPEN,))


def waiting_on(*whose: str) -> Where:
    """Return the condition for open cases in which one of these has the next move."""
    names = {f"whose_{who}": who for who in whose}
    marks = ", ".join(f":{name}" for name in names)
    return Where((f"{OPEN} AND c.whose_move IN ({marks})",), {**names})


def urgent() -> Where:
    """Return the condition for incomplete urgent releases on which no ruling stands."""
    return Where((f"{OPEN} AND c.urgent_at < '0001'",), {})  # the next key is of those ruled on


def second_check(person: str) -> Where:
    """Return the condition for open cases in which others' redactions await a second check."""
    item = (
        "SELECT 1 FROM item i WHERE i.case_id = c.id AND i.treatment IN ('redact', 'withhold') "
        "AND i.looked_on IS NULL AND i.treated_by <> :checker"
    )
    return Where((f"{OPEN} AND c.next_act = '{LOOK}' AND EXISTS ({item})",), {"checker": person})


def on_hold() -> Where:
    """Return the condition for cases on hold."""
    return Where((ON_HOLD,))


def hold_review_before(day: date, name: str) -> Where:
    """Return the condition for cases on hold whose review was due before a day."""
    late = f"substr(c.urgent_at, length(c.urgent_at) - 9) < :{name}"  # the day ends the key
    return Where((ON_HOLD, late), {name: day.isoformat()})


def but_late(where: Where, acts: Sequence[str], now: datetime) -> Where:
    """Narrow `where` to leave out late cases whose next act is one of `acts`, at `now`."""
    awaited = {f"awaited_{place}": act for place, act in enumerate(acts)}
    named = ", ".join(f":{name}" for name in awaited)
    late = f"c.next_act IN ({named}) AND c.due_at IS NOT NULL AND c.due_at < :late_at"
    return where.plus(f"NOT ({late})", **awaited, late_at=now.isoformat(timespec="minutes"))


def same(column: str, value: str, name: str) -> Where:
    """Return the condition for a kind, school or owner. `name` keeps filters' values apart."""
    columns = {"kind": "c.kind", "school": "c.school", "owner": "c.owner"}
    return Where((f"{columns[column]} = :{name}",), {name: value})


def one_of(column: str, values: Sequence[str], name: str) -> Where:
    """Return the condition for cases whose kind, school or owner is one of these."""
    if len(values) == 1:
        return same(column, values[0], name)
    return either([same(column, value, f"{name}_{place}") for place, value in enumerate(values)])


def either(wheres: Sequence[Where]) -> Where:
    """Return the condition for cases that meet at least one of these."""
    values: dict[str, Value] = {}
    for where in wheres:
        values |= where.values
    return Where((" OR ".join(f"({where.sql()})" for where in wheres) or "1 = 0",), values)


def due_between(first: date | None, last: date, name: str) -> Where:
    """Return the condition for open cases due from `first` to `last`. None means no lower end."""
    # With both ends named, SQLite searches the index of days rather than reading all cases.
    due = f"{OPEN} AND c.due_at BETWEEN :{name}_from AND :{name}_to"
    begin = first.isoformat() if first else ""
    return Where((due,), {f"{name}_from": begin, f"{name}_to": f"{last.isoformat()}T23:59"})


def due_within(days: int, today: date, name: str) -> Where:
    """Return the condition for open cases due within `days` days, including late ones."""
    return due_between(None, today + timedelta(days=days), name)


def received(first: date | None, last: date | None, name: str) -> Where:
    """Return the condition for cases received in a span of days. Either end may be open."""
    where = Where()
    if first:
        where = where.plus(f"c.received >= :{name}_from", **{f"{name}_from": first.isoformat()})
    if last:
        after = (last + timedelta(days=1)).isoformat()
        where = where.plus(f"c.received < :{name}_to", **{f"{name}_to": after})
    return where


def words(typed: Sequence[str], name: str) -> Where:
    """Return the condition for cases with words that begin as typed.

    It searches names, references and summaries. No case meets it if a typed text has no word to
    search for.
    """
    questions = [search.match(text) for text in typed]
    if not all(questions):
        return Where(("1 = 0",))
    words = [word for text in typed for word in search.words(text)]
    plain = words if all(word.isascii() for word in words) else []
    held = {f"{name}_{n}": f" {word.replace('_', ' ')}" for n, word in enumerate(plain)}
    return Where((), {name: " ".join(questions), **held}, (Search(name, tuple(held)),))


def reference(whole: str, name: str) -> Where:
    """Return the condition for the case of a whole reference, in capitals."""
    return Where((f"c.reference = :{name}",), {name: whole})


def negated(where: Where) -> Where:
    """Return the condition for cases that do not meet this one."""
    return Where((f"NOT ({where.sql()})",), where.values)


def together(*wheres: Where) -> Where:
    """Return the condition for cases that meet all of these."""
    values: dict[str, Value] = {}
    for where in wheres:
        values |= where.values
    searches = tuple(each for where in wheres for each in where.searches)
    return Where(tuple(c for w in wheres for c in w.conditions), values, searches)


def after(key: Key, order: Order, name: str = "at") -> Where:
    """Return the condition for cases after `key` in an order. `name` keeps two such keys apart."""
    columns = ", ".join(column.sql for column in order.columns)
    values: dict[str, Value] = {f"{name}{place}": value for place, value in enumerate(key)}
    named = ", ".join(
        folded(f":{name}") if column.folded else f":{name}"
        for name, column in zip(values, order.columns, strict=True)
    )
    sign = "<" if order.backwards else ">"
    further = Where((f"({columns}) {sign} ({named})",), values)
    first = order.columns[0]
    # SQLite ignores the index for several columns if one is folded, but uses it for one alone.
    start = folded(f":{name}0")
    return further.plus(f"{first.sql} {sign}= {start}") if first.folded else further


_REFUSED = f"SELECT c.id FROM cases c WHERE {refused().conditions[0]}"


def reached_at(ask: Ask, emails: Sequence[str], addresses: Sequence[str]) -> list[int]:
    """Return the refused cases with one of these e-mail addresses, or the begin of an address.

    Both are compared without case.
    """
    values = {f"email_{n}": email.casefold() for n, email in enumerate(emails)}
    starts = {f"address_{n}": f"{start.casefold()}%" for n, start in enumerate(addresses)}
    ways = [*(f"lower(p.email) = :{n}" for n in values)]
    ways += [f"lower(p.address) LIKE :{n}" for n in starts]
    if not ways:
        return []
    rows = ask(
        "SELECT DISTINCT c.id FROM cases c JOIN party p ON p.case_id = c.id "
        f"WHERE c.id IN ({_REFUSED}) AND ({' OR '.join(ways)})",
        {**values, **starts},
    )
    return [int(row[0] or 0) for row in rows]


def corrected(ask: Ask, words: Sequence[str]) -> list[int]:
    """Return the refused cases where a correction or removal of people tells one of these words."""
    told = {f"word_{n}": f"%{word.casefold()}%" for n, word in enumerate(words)}
    if not told:
        return []
    tells = " OR ".join(f"lower(d.detail) LIKE :{name}" for name in told)
    rows = ask(
        f"SELECT c.id FROM cases c WHERE c.id IN ({_REFUSED}) AND EXISTS (SELECT 1 FROM audit a "
        "JOIN audit_detail d ON d.seq = a.seq WHERE a.reference = c.reference "
        f"AND a.action = 'people' AND d.detail LIKE '%\"before.%' AND ({tells}))",
        told,
    )
    return [int(row[0] or 0) for row in rows]

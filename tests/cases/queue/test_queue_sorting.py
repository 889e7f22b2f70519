"""The queue in other orders: complete, without gaps between pages, and read from an index."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.filters import SORTS, order_of
from dpo_console.cases.queue.queue import Query, just_before, key_of, last_page, page, plain
from dpo_console.casework.notes import assign
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput
from dpo_console.store.asking import Row, Value
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import Order, Where
from tests.conftest import Begin, DeskOf, desks

WORDS = [word for slug in SORTS for word in (slug, f"-{slug}")]


@pytest.fixture
def office(desk: Desk, home: Path, begin: Begin) -> Desk:
    """Return a desk with a dozen cases alike in much, and distinguished only by their numbers."""
    begin(home, a_dozen)
    return desk


def a_dozen(home: Path) -> None:
    desk = desks(home)()
    names = ("bell, ann", "Bell, Ann", "Ágnes Zed", "", "Čapek", "bell, ann")
    for number in range(12):
        case = log_request(
            desk,
            NewRequest(
                ("sar", "foi", "erasure")[number % 3],
                date(2026, 11, 3 + number % 4),
                names[number % 6] or "Jane Doe",
            ),
        )
        assign(desk, case.reference, ("dpo", "clerk", "")[number % 3])


@pytest.mark.parametrize("sort", WORDS)
def test_pages_follow_each_other_both_ways_without_gap_or_double(office: Desk, sort: str) -> None:
    query = Query(sort=sort)
    whole = page(office, query, limit=50).rows
    assert len({row.id for row in whole}) == 12
    down: list[QueueRow] = []
    after = None
    while True:
        found = page(office, query, after=after, limit=5)
        down += found.rows
        if not found.more:
            break
        after = key_of(query, found.rows[-1])
    assert tuple(down) == whole
    up = last_page(office, query, limit=5)
    rows = list(up.rows)
    while up.more:
        up = page(office, query, before=key_of(query, rows[0]), limit=5)
        rows[:0] = up.rows
    assert tuple(rows) == whole
    for row in whole:
        assert page(office, query, after=just_before(query, row), limit=1).rows[0] == row


@pytest.mark.parametrize("slug", SORTS)
def test_a_minus_turns_it_round(office: Desk, slug: str) -> None:
    forwards, backwards = (page(office, Query(sort=s)).rows for s in (slug, f"-{slug}"))
    assert forwards == tuple(reversed(backwards))


def test_names_stand_in_order_whatever_their_capitals(office: Desk) -> None:
    names = [row.requester for row in page(office, Query(sort="name")).rows]
    assert [name.casefold() for name in names[:4]] == ["bell, ann"] * 4
    assert names == sorted(names, key=lambda name: name.translate({65: 97, 66: 98, 74: 106}))


def test_below_each_kind_and_owner_the_most_urgent_stands_first(office: Desk) -> None:
    for slug in ("kind", "owner"):
        rows = page(office, Query(sort=slug)).rows
        assert rows == tuple(sorted(rows, key=lambda r: (getattr(r, slug), r.urgent_at, r.id)))


def test_a_word_that_sorts_by_nothing_names_those_that_do(office: Desk) -> None:
    with pytest.raises(BadInput, match="Sort by: due, received, name"):
        page(office, Query(sort="size"))


@pytest.mark.parametrize("person", ["dpo", "clerk"])
@pytest.mark.parametrize("sort", WORDS)
@pytest.mark.of_the_file
def test_a_page_is_read_from_an_index_and_nothing_is_sorted_whole(
    office: Desk, desk_of: DeskOf, sort: str, person: str
) -> None:
    order = order_of("all", sort)
    (row,) = page(office, Query(), limit=1).rows
    plan = plan_of(desk_of(person), conditions.after(order.key(row), order), order)
    of_page = plan[: next(n for n, line in enumerate(plan) if f"{line} ".startswith("SEARCH p "))]
    assert not any("TEMP B-TREE" in line for line in of_page), plan
    assert of_page[1].startswith("SEARCH"), plan


@pytest.mark.parametrize("person", ["dpo", "clerk"])
@pytest.mark.of_the_file
def test_what_is_due_is_looked_up_by_its_day(office: Desk, desk_of: DeskOf, person: str) -> None:
    desk = desk_of(person)
    plan = plan_of(desk, conditions.due_within(7, desk.today, "on"), order_of("all", ""))
    assert plan[1].startswith("SEARCH c USING INDEX cases_by_due"), plan


def plan_of(desk: Desk, where: Where, order: Order) -> list[str]:
    """Return SQLite's plan for reading a page, line by line."""
    plan: list[str] = []
    with desk.database.read() as ask:

        def listening(sql: str, values: Mapping[str, Value]) -> list[Row]:
            plan.extend(str(line[3]) for line in ask(f"EXPLAIN QUERY PLAN {sql}", values))
            return ask(sql, values)

        lists.cases(listening, where, order, 5)
    return plan


def test_what_is_to_be_decided_comes_by_urgency_but_to_an_approver_their_own_first(
    desk: Desk, desk_of: DeskOf
) -> None:
    asked = Query("decide")
    assert plain(desk, asked).sort == "due"
    assert plain(desk_of("head"), asked) == asked
    assert plain(desk, asked._replace(sort="name")).sort == "name"

"""A schedule of 800 items beside one of 8: no key may feel the difference."""

import statistics
from collections.abc import Callable
from functools import partial
from time import perf_counter

import pytest

from dpo_console.cases.disclosure import schedule
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_import import import_items
from dpo_console.casework.disclosure.schedule_treatment import treat_items
from tests.casework.disclosure.conftest import log
from tests.store import spoiling


@pytest.mark.benchmark
def test_one_item_of_many(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    few, many = log(desk), log(desk, "erasure")
    add_items(desk, few, [NewItem(f"Page {n}", pages=1) for n in range(8)])
    started = perf_counter()
    add_items(desk, many, [NewItem(f"Page {n}", pages=1) for n in range(800)])
    listed = perf_counter() - started
    rows = [("list 800", listed / seconds(lambda: add_items(desk, few, [NewItem("Page")])))]
    acts: list[tuple[str, Callable[[str], object]]] = [
        ("read", lambda case: schedule(desk, case)),
        ("treat one", lambda case: treat_items(desk, case, [1], "release")),
    ]
    for name, act in acts:
        rows.append((name, seconds(partial(act, many)) / seconds(partial(act, few))))
    told = [f"{name}: {ratio:.1f} times as long with 800 items as with 8" for name, ratio in rows]
    with capsys.disabled():
        print("", *told, sep="\n")  # noqa: T201


ROWS = 20_000


@pytest.mark.benchmark
def test_import_beside_a_plain_executemany(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Import the most rows that a file may have, and write as many without any rule."""
    lines = (f"E-mail {n} to the head,Email,3 Sep 2025,2,release" for n in range(ROWS))
    found = "\n".join(("title,source,date,pages,treatment", *lines)).encode()
    case = log(desk)
    started = perf_counter()
    import_items(desk, case, found)
    imported = perf_counter() - started
    records = desk.database.path
    names = [column for table, column in spoiling.columns(records) if table == "item"][2:]
    rows = spoiling.ask(records, f"SELECT {', '.join(names)} FROM item")
    other = log(desk, "erasure")
    [(number,)] = spoiling.ask(records, "SELECT id FROM cases WHERE reference = ?", [other])
    started = perf_counter()
    spoiling.fill(records, [("item", ("case_id", *names), ((number, *row) for row in rows))])
    floor = perf_counter() - started
    with capsys.disabled():
        print(f"\n{ROWS:,} rows imported in {imported:.2f} s, written alone in {floor:.2f} s")  # noqa: T201


def seconds(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(5):
        started = perf_counter()
        act()
        taken.append(perf_counter() - started)
    return statistics.median(taken)

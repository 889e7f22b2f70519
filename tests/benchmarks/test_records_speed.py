"""The office's questions of 1,000 and 20,000 cases, each beside the same rows in bare SQL."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue import queue
from dpo_console.cases.queue.month import month_view
from dpo_console.cases.queue.queue import Query
from dpo_console.cases.reports.register import full_register
from dpo_console.cases.reports.statistics import statistics
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.office.refresh import refresh
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.demo import build
from tests.benchmarks.timing import Both, say_both, seconds
from tests.conftest import Ticking, add_elm, make_home
from tests.many_cases import made_cases, write_cases
from tests.store import spoiling

pytestmark = pytest.mark.benchmark

TODAY = date(2026, 11, 25)
COUNTS = (1_000, 20_000)
SHOWN = 50
"""The number of rows in a page."""

TYPED = {"one letter": ("s",), "a word": ("reading",), "a name": ("farah", "obuya")}
SORTS = {
    "received": "c.received, c.id",
    "-received": "c.received DESC, c.id DESC",
    "reference": "c.reference, c.id",
    "kind": "c.kind, c.urgent_at, c.id",
    "owner": "c.owner, c.urgent_at, c.id",
    "name": "q.name COLLATE NOCASE, q.case_id",
}
ASKS = "JOIN party q ON q.case_id = c.id AND q.role = 'requester' AND q.position = 0"
HELD = "c.id IN (SELECT rowid FROM case_search WHERE case_search MATCH ?)"
RELEASED = "(SELECT case_id FROM fact WHERE name = 'released')"
COMMITS = 40
RANKS = {"p50": 0.5, "p95": 0.95}
OF_A_RELEASE = ("fact", "party", "scope", "scope_item", "decision", "note")


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Desk]:
    """Make the desks of made-up trusts as the demo does, by their number of cases."""
    found = {}
    for count in COUNTS:
        root = tmp_path_factory.mktemp("trust") / str(count)
        build(root, cases=count, today=TODAY)
        found[count] = open_desk(root, as_person="dpo", today=TODAY, clock=Ticking())
    return found


@pytest.fixture
def on_disk() -> Iterator[Path]:
    """Yield a folder on a disk: tests may keep homes in memory, where writing costs nothing."""
    with TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(folder)


def bare(desk: Desk, sql: str, *values: str) -> list[tuple[Any, ...]]:
    """Return the rows of a question, as the engine gives them on a connection of its own."""
    return spoiling.ask(desk.home.database, sql, values)


def bare_page(desk: Desk, sql: str, *values: str) -> list[int]:
    return [row[0] for row in bare(desk, f"SELECT c.* FROM cases c {sql} LIMIT {SHOWN}", *values)]


def both(ours: Callable[[], object], floor: Callable[[], object]) -> Both:
    return seconds(ours), seconds(floor)


def shown(desk: Desk, query: Query) -> list[int]:
    return [row.id for row in queue.page(desk, query, limit=SHOWN).rows]


def test_search(desks: Mapping[int, Desk], capsys: pytest.CaptureFixture[str]) -> None:
    for count, desk in desks.items():
        rows = {}
        for what, typed in TYPED.items():
            question = " ".join(f'"{word}"*' for word in typed)
            where = f"WHERE {HELD} ORDER BY c.urgent_at, c.id"
            found = partial(shown, desk, Query(filters=typed))
            assert found() == bare_page(desk, where, question) != []
            rows[f"{what}: a page"] = both(found, partial(bare_page, desk, where, question))
            counted = partial(queue.counts, desk, typed)
            floor = partial(bare, desk, f"SELECT count(*) FROM cases c WHERE {HELD}", question)
            assert counted()["all"] == floor()[0][0]
            rows[f"{what}: how many in each view"] = both(counted, floor)
        say_both(capsys, f"Search through {count:,} cases", rows)


def test_sort(desks: Mapping[int, Desk], capsys: pytest.CaptureFixture[str]) -> None:
    for count, desk in desks.items():
        rows = {}
        for sort, columns in SORTS.items():
            sorted_so = partial(shown, desk, Query(sort=sort))
            floor = partial(bare_page, desk, f"{ASKS if sort == 'name' else ''} ORDER BY {columns}")
            assert sorted_so() == floor() != []
            rows[f"by {sort}: a page"] = both(sorted_so, floor)
        say_both(capsys, f"Sorting {count:,} cases", rows)


def test_month(desks: Mapping[int, Desk], capsys: pytest.CaptureFixture[str]) -> None:
    first = TODAY.replace(day=1)
    due = "SELECT due_at FROM cases WHERE closed_on IS NULL AND due_at BETWEEN ? AND ?"
    for count, desk in desks.items():
        month = partial(month_view, desk, first)
        floor = partial(bare, desk, due, "2026-11-01", "2026-11-31")
        assert sum(day.due for day in month().days) == len(floor()) > 0
        say_both(capsys, f"The calendar of {count:,} cases", {"a month": both(month, floor)})


def test_full_register(desks: Mapping[int, Desk], capsys: pytest.CaptureFixture[str]) -> None:
    for count, desk in desks.items():
        register = partial(full_register, desk)
        tables = [f"SELECT * FROM {name} WHERE case_id IN {RELEASED}" for name in OF_A_RELEASE]

        def floor(desk: Desk = desk, tables: list[str] = tables) -> None:
            assert all(bare(desk, sql) for sql in tables)

        assert len(register()) == len(bare(desk, f"SELECT DISTINCT case_id FROM {RELEASED}")) > 0
        rows = {f"{len(register()):,} releases in full": both(register, floor)}
        say_both(capsys, f"The register among {count:,} cases", rows)


@pytest.mark.parametrize("count", COUNTS)
def test_statistics(tmp_path: Path, count: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Use cases that are nearly all different, because the demo's are copies of a few."""
    add_elm(make_home(tmp_path / "home"))
    desk = open_desk(tmp_path / "home", as_person="dpo", today=TODAY, clock=Ticking())
    write_cases(desk.home.database, made_cases(count, seed=1))
    refresh(desk)
    scan = partial(bare, desk, "SELECT case_id, name, on_day FROM fact ORDER BY case_id, id")
    rows = {}
    for title, since in {"a school year": date(2026, 9, 1), "five years": date(2021, 9, 1)}.items():
        figures = partial(statistics, desk, since, TODAY)
        answered = bare(
            desk,
            "SELECT count(*) FROM fact f JOIN cases c ON c.id = f.case_id "
            "WHERE kind = 'breach' AND name = 'reported' AND on_day BETWEEN ? AND ?",
            since.isoformat(),
            TODAY.isoformat(),
        )
        assert figures().kinds["breach"].answered == answered[0][0] > 0
        rows[f"{title} of answers"] = both(figures, scan)
    say_both(capsys, f"Statistics of {count:,} cases, beside a scan of all facts", rows)


def test_durable_commit(
    desks: Mapping[int, Desk], on_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Time a new case: its facts, people, search words and audit entry, written through to disk."""
    request = NewRequest("sar", TODAY, "Zebedee Quillfeather", subjects=("Ann Quillfeather",))
    for count, made in desks.items():
        root = Path(copytree(made.home.root, on_disk / str(count)))
        desk = open_desk(root, as_person="dpo", today=TODAY, clock=Ticking())
        ours, floor = [], []
        with (on_disk / "floor").open("wb") as file:
            for _ in range(COMMITS):
                ours.append(wall(partial(log_request, desk, request)))
                floor.append(wall(partial(through, file.fileno())))
        assert queue.count(desk, Query(filters=("zebedee", "quillfeather"))) == COMMITS
        assert len(bare(desk, "SELECT 1 FROM audit WHERE action = 'log'")) == count + COMMITS
        rows = {name: (rank(ours, at), rank(floor, at)) for name, at in RANKS.items()}
        say_both(capsys, f"A case saved among {count:,}, beside one fsync of 4 KiB", rows)


def rank(times: Sequence[float], at: float) -> float:
    """Return the time that the given share of them doesn't exceed."""
    return sorted(times)[int(len(times) * at)]


def wall(work: Callable[[], object]) -> float:
    """Return the seconds by the clock, because a wait for the disk takes no processor time."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def through(handle: int) -> None:
    os.write(handle, bytes(4096))
    os.fsync(handle)

"""The time for the dates of 100,000 cases, from a database file and back into it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dpo_console.cases.clock.projection import COLUMNS, every_case
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.refresh import refresh
from tests.benchmarks.timing import once, say, seconds
from tests.conftest import DeskOf, add_elm
from tests.many_cases import made_cases, write_cases
from tests.store import spoiling

COUNT = 100_000
READ = (
    f"SELECT id, kind, school, closed_on, {', '.join(COLUMNS)} FROM cases ORDER BY id",
    "SELECT case_id, id, name, on_day, at_minute, answers, supersedes, struck, reasoned "
    "FROM fact ORDER BY case_id, id",
)
WRITE = f"UPDATE cases SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE id = ?"


def bare(records: Path) -> None:
    """Do the minimum: read the source of the dates, and write back the columns of lists."""
    cases, facts = spoiling.rewrite_all(records, READ, WRITE, slice(4, None))
    assert len(facts) > len(cases) == COUNT


def forgetting(desk: Desk) -> None:
    """Make the law look changed since the dates were computed."""
    spoiling.change(desk.home.database, "UPDATE installation SET law = ''")


def looking(desk: Desk) -> Callable[[], object]:
    def look() -> None:
        with desk.database.read() as ask:
            assert all(t.computed == t.shown for t in every_case(ask, desk.settings, desk.today))

    return look


@pytest.mark.benchmark
@pytest.mark.parametrize("still_open", [False, True], ids=["four years' cases", "all open"])
def test_a_hundred_thousand(
    home: Path, desk_of: DeskOf, capsys: pytest.CaptureFixture[str], still_open: bool
) -> None:
    add_elm(home)
    desk = desk_of()
    write_cases(desk.home.database, made_cases(COUNT, seed=1, still_open=still_open))
    write_all = once(lambda: refresh(desk))
    floor = seconds(lambda: bare(desk.home.database), runs=3)

    def without_a_change() -> None:
        forgetting(desk)
        assert refresh(desk).rows == 0

    rows = {
        "facts read and rows written, nothing computed (floor)": floor,
        "every date computed, every row written": write_all,
        "every date computed, no row changed": seconds(without_a_change, runs=3),
        "the same for verify, which only looks": seconds(looking(desk), runs=3),
    }
    say(capsys, f"{COUNT:,} cases, {'all open' if still_open else 'of four years'}", rows, "s ")

"""Homes of every release open today, and a kill at that moment loses nothing."""

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from tests.store import golden, ledger, old_homes
from tests.store.killing import Ended, Job, Killer, killer
from tests.store.make_homes import RELEASES as MADE
from tests.store.old_homes import (
    RELEASES,
    ask,
    kept,
    layout,
    lost,
    put,
    records_of,
    rows,
    told,
)

pytestmark = pytest.mark.of_the_file

EMPTY_IN_0_1_0 = {
    ("party", "address"), ("party", "email"), ("party", "phone"),
}  # fmt: skip
"""The columns that release 0.1.0's command line couldn't fill."""

PAGE = 4096

each_release = pytest.mark.parametrize("release", RELEASES)


@pytest.fixture
def home(release: str, tmp_path: Path) -> Path:
    return put(release, tmp_path / "home")


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return the layout that today's program brings records to."""
    home = put(RELEASES[-1], tmp_path_factory.mktemp("newest") / "home")
    ask(home, "list")
    return layout(records_of(home))


@pytest.fixture(scope="module")
def killing() -> Iterator[Killer]:
    with killer() as process:
        yield process


Moments = Callable[[str], dict[str, int]]


@pytest.fixture(scope="module")
def moments(killing: Killer, tmp_path_factory: pytest.TempPathFactory) -> Moments:
    """Return a function that names the moments of an opening of a release's home."""

    @cache
    def of(release: str) -> dict[str, int]:
        return _moments(
            killing.open(Job(str(put(release, tmp_path_factory.mktemp("whole") / "home"))))
        )

    return of


def test_every_release_has_a_home() -> None:
    assert [*MADE] == RELEASES


@each_release
def test_home_holds_every_part_that_its_release_had(release: str, home: Path) -> None:
    with closing(ledger.opened(records_of(home))) as records:
        empty = {
            (table, column)
            for table, column in ledger.columns_of_cases(records)
            if not records.execute(
                f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN ('', 0)"
            ).fetchone()
        }
    assert empty == (EMPTY_IN_0_1_0 if release == "0.1.0" else set())


@each_release
def test_home_is_proved_by_the_written_format_as_it_was_left(home: Path) -> None:
    with closing(ledger.opened(records_of(home))) as records:
        assert ledger.problems(records) == []


@each_release
def test_home_opens_in_the_newest_layout_and_is_sound(
    release: str, home: Path, newest: int
) -> None:
    before = layout(records_of(home))
    verified = ask(home, "verify", "--json")
    assert (verified.code, _unsound(verified.out)) == (0, [])
    assert layout(records_of(home)) == newest
    assert _layouts_of_copies(home) == ([before] if before < newest else [])


@each_release
def test_home_tells_what_is_checked_in(release: str, home: Path) -> None:
    differs = golden.difference(kept(release), golden.pretty(told(home)) + "\n", release)
    if differs:
        pytest.fail(f"{differs}\n\n{old_homes.__doc__}", pytrace=False)


@each_release
def test_home_keeps_every_row(release: str, home: Path) -> None:
    before = rows(records_of(home))
    ask(home, "list")
    assert lost(before, rows(records_of(home))) == []


@each_release
def test_home_can_be_worked_on(release: str, home: Path) -> None:
    for reference in told(home)["show"]:
        assert ask(home, "note", reference, "Opened by a later release", minute=5).code == 0
    verified = ask(home, "verify", "--json", minute=6)
    assert (verified.code, _unsound(verified.out)) == (0, [])
    with closing(ledger.opened(records_of(home))) as records:
        assert ledger.problems(records) == []


@each_release
@pytest.mark.parametrize("moment", ["copied", "begun", "half", "numbered", "committing", "shown"])
def test_home_killed_while_it_is_opened_loses_nothing(
    release: str, moment: str, home: Path, killing: Killer, moments: Moments
) -> None:
    _killed_before(moments(release)[moment], release, home, killing)


@each_release
@pytest.mark.slow
def test_home_killed_before_any_statement_loses_nothing(
    release: str, killing: Killer, tmp_path: Path
) -> None:
    whole = killing.open(Job(str(put(release, tmp_path / "whole"))))
    for before in range(1, len(whole.statements) + 1):
        _killed_before(before, release, put(release, tmp_path / str(before)), killing)


@each_release
def test_home_killed_while_its_pages_are_written_loses_nothing(
    release: str, killing: Killer, tmp_path: Path
) -> None:
    for size in _sizes(release, killing, tmp_path)[:1]:
        _killed_at_size(size, release, put(release, tmp_path / str(size)), killing)


@each_release
@pytest.mark.slow
def test_home_killed_at_any_page_loses_nothing(
    release: str, killing: Killer, tmp_path: Path
) -> None:
    for size in _sizes(release, killing, tmp_path):
        _killed_at_size(size, release, put(release, tmp_path / str(size)), killing)


@each_release
def test_home_killed_while_it_is_copied_leaves_no_half_copy(
    release: str, home: Path, newest: int, killing: Killer
) -> None:
    before = layout(records_of(home))
    half = records_of(home).stat().st_size // 2
    ended = killing.open(Job(str(home), size=half))
    assert ended.signal == (signal.SIGXFSZ if before < newest else 0)
    assert _layouts_of_copies(home) == []
    ask(home, "list")
    assert _layouts_of_copies(home) == ([before] if before < newest else [])
    assert list(home.glob("data/backups/.*")) == []


@each_release
def test_home_killed_again_and_again_loses_nothing(
    release: str, home: Path, killing: Killer, moments: Moments
) -> None:
    before = rows(records_of(home))
    for moment in moments(release).values():
        assert killing.open(Job(str(home), before=moment)).signal == signal.SIGKILL
    _nothing_is_lost(release, home, before)


def _moments(whole: Ended) -> dict[str, int]:
    """Name moments of an opening by the number of the next statement.

    Without a migration, they are moments of the refresh of what lists show.
    """
    said = [statement.split("\n")[0] for statement in whole.statements]
    commits = [number for number, text in enumerate(said, 1) if text == "COMMIT"]
    begun = said.index("BEGIN IMMEDIATE") + 1
    committed = next(number for number in commits if number > begun)
    return {
        "copied": begun + 1,
        "begun": begun + 2,
        "half": (begun + committed) // 2,
        "numbered": committed - 1,
        "committing": committed,
        "shown": commits[-2],
    }


def _layouts_of_copies(home: Path) -> list[int]:
    """Return the layout of each copy of the records that has its name."""
    return [layout(path) for path in home.glob("data/backups/[!.]*")]


def _killed_before(statement: int, release: str, home: Path, killing: Killer) -> None:
    before = rows(records_of(home))
    ended = killing.open(Job(str(home), before=statement))
    assert (ended.signal, len(ended.statements)) == (signal.SIGKILL, statement)
    _nothing_is_lost(release, home, before)


def _sizes(release: str, killing: Killer, tmp_path: Path) -> list[int]:
    """Say the sizes that a file grows past, a page at a time, while a home is opened."""
    whole = put(release, tmp_path / "whole")
    before = records_of(whole).stat().st_size
    assert killing.open(Job(str(whole))).code == 0
    return [*range(before, records_of(whole).stat().st_size, PAGE)]


def _killed_at_size(size: int, release: str, home: Path, killing: Killer) -> None:
    before = rows(records_of(home))
    assert killing.open(Job(str(home), size=size)).signal == signal.SIGXFSZ
    _nothing_is_lost(release, home, before)


def _nothing_is_lost(release: str, home: Path, before: dict[str, list[dict[str, object]]]) -> None:
    """Open the home again, in the very second of the kill, and look at everything."""
    verified = ask(home, "verify", "--json")
    assert verified.code == 0, verified.err
    assert _unsound(verified.out) == []
    assert lost(before, rows(records_of(home))) == []
    assert golden.pretty(told(home)) + "\n" == kept(release)


def _unsound(report: str) -> list[str]:
    return [check["text"] for check in json.loads(report)["checks"] if not check["sound"]]

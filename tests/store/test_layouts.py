"""Records of an older layout stay whole, and the log still vouches for them."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dpo_console.cases.records.verify import verify
from dpo_console.casework.office.opening import open_desk
from dpo_console.config.new_home import make_home
from dpo_console.store.postgres.layouts import for_postgres
from dpo_console.store.sqlite import layouts

pytestmark = pytest.mark.of_the_file

OLD = Path(__file__).parent / "layout-1.sqlite3"
"""Two cases as the first layout kept them: a request, and an approved sharing."""

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = make_home(tmp_path / "home")
    shutil.copyfile(OLD, home.database)
    home.database.chmod(0o600)
    return home.root


def test_an_older_file_is_brought_up_to_date_and_stays_sound(home: Path) -> None:
    desk = open_desk(home, today=date(2026, 11, 26), clock=lambda: NOW)
    report = verify(desk)
    assert [check.text for check in report.checks if not check.sound] == []
    with closing(sqlite3.connect(desk.home.database)) as connection:
        assert layouts.layout(connection) == layouts.newest()


def test_a_copy_of_the_older_file_is_kept(home: Path) -> None:
    desk = open_desk(home, today=date(2026, 11, 26), clock=lambda: NOW)
    (copy,) = desk.home.backups.iterdir()
    with closing(sqlite3.connect(copy)) as connection:
        assert layouts.layout(connection) == 1


def test_an_approval_given_under_the_older_layout_still_stands(home: Path) -> None:
    from dpo_console.cases.view.case import case_view

    desk = open_desk(home, today=date(2026, 11, 26), clock=lambda: NOW)
    decision = case_view(desk, "DSC-2026-0001").decision
    assert decision
    assert not decision.lapsed


def test_a_step_for_both_engines_makes_the_tables_that_were_written_by_hand_before() -> None:
    def made(step: str) -> dict[str, str]:
        found = re.finditer(r"CREATE TABLE (\w+) [^;]*;", step)
        return {table[1]: " ".join(table[0].split()) for table in found}

    by_hand = made((layouts.FOLDER / "0010.postgres.sql").read_text("utf-8"))
    same = [
        name
        for path in layouts.FOLDER.glob("*.sqlite.sql")
        for name, table in made(for_postgres(path.read_text("utf-8"))).items()
        if table == by_hand.get(name)
    ]
    assert sorted(same) == [
        "assessment", "audit_detail", "counter", "decision", "item", "letter", "link", "look",
        "message", "note", "open_check", "paper", "party", "place", "reader", "scope_item",
    ]  # fmt: skip

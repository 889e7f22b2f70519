import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dpo_console.casework.desk import Desk
from dpo_console.config import crash_log
from dpo_console.tui.app import ConsoleApp
from dpo_console.tui.work import background
from tests.hostile_home import open_to_anything
from tests.tui.conftest import Log, Opener

SECRET = "Zoe Example has an EHC plan"


def fail() -> None:
    pupil = SECRET
    raise ValueError(f"bad value {pupil}")


async def crashed(app: ConsoleApp, begin: Callable[[], object]) -> None:
    """Run the app until `begin` has brought it down; run_test raises what did."""

    async def run() -> None:
        async with app.run_test() as pilot:
            begin()
            await app.workers.wait_for_complete()
            await pilot.pause()
            await pilot.pause()

    with pytest.raises(ValueError, match="bad value"):
        await run()


async def test_a_mistake_of_ours_ends_with_a_code_and_no_data(desk: Desk) -> None:
    app = ConsoleApp(desk)
    await crashed(app, lambda: app.call_later(fail))
    assert app.return_code == 70
    log = desk.home.log.read_text()
    assert "ValueError" in log
    assert "fail" in log
    assert "Zoe" not in log
    assert stat.S_IMODE(desk.home.log.stat().st_mode) == 0o600


async def test_a_mistake_in_the_background_ends_likewise(desk: Desk) -> None:
    app = ConsoleApp(desk)
    await crashed(app, lambda: background(app, fail, lambda _: None, lambda _: None))
    assert app.return_code == 70


def test_the_officer_is_given_the_code_that_stands_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "errors.log"
    defect = crash_log.record(ValueError(SECRET), log)
    assert defect.reference in str(defect)
    assert defect.reference in log.read_text()
    assert SECRET not in str(defect) + log.read_text()


def test_a_log_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    assert crash_log.record(ValueError(), tmp_path / "gone" / "errors.log").exit_code == 70


async def test_a_case_that_somebody_damaged_is_told_and_the_queue_stays(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    with closing(open_to_anything(desk.home.database)) as raw:
        raw.execute("UPDATE fact SET on_day = 'banana'")
    async with console(desk) as c:
        await c.press("enter")
        assert f"{case.reference}: on_day in row 1 of fact is 'banana'" in c.shown
        await c.press("escape")
        assert case.reference in c.shown
        assert c.app.is_running
    assert "isoformat" not in desk.home.log.read_text()

import asyncio
import re
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Resize
from textual.geometry import Size

from dpo_console.cases.office.desk import Desk
from dpo_console.config import crash_log
from dpo_console.tui.app import ConsoleApp
from dpo_console.tui.background import background
from dpo_console.tui.terminal.quiet_errors import keep_loop_quiet, keep_quiet
from tests.store import spoiling
from tests.tui.conftest import Console, Log, Opener
from tests.tui.pty_terminal import Terminal, restored

pytestmark = pytest.mark.usefixtures("noon")  # the log of mistakes is stamped

SECRET = "Zoe Example has an EHC plan"


def fail() -> None:
    pupil = SECRET
    raise ValueError(f"bad value {pupil}")


async def crashed(app: ConsoleApp, begin: Callable[[], object]) -> None:
    """Run the app until `begin` has brought it down, and expect the error from run_test."""

    async def run() -> None:
        async with app.run_test() as pilot:
            begin()
            await Console(app, pilot).rest()

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


async def test_a_list_for_which_a_small_screen_has_no_line_takes_its_keys(
    console: Opener, desk: Desk
) -> None:
    async with console(desk, (80, 1)) as c:
        await c.press("question_mark", "pagedown", "pageup", "ctrl+d", "ctrl+u", "j", "G")
        assert c.app.is_running


async def test_a_window_that_changes_its_size_twice_at_once_is_heard_again(
    console: Opener, desk: Desk
) -> None:
    """Send each size between other work, as while a screen comes up."""
    async with console(desk) as c:
        screen, taken = c.app.screen, []
        screen_resized = screen._screen_resized

        def count(size: Size) -> None:
            taken.append(size)
            assert len(taken) < 50, "they take turns for ever"
            screen_resized(size)

        screen._screen_resized = count  # type: ignore[method-assign]
        c.app._size = Size(100, 30)
        for size in (Size(90, 40), c.app.size):
            screen.post_message(Resize(size, size))
            screen.call_later(lambda: None)
        await c.rest()
        assert screen.size == c.app.size
        await c.press("question_mark")
        assert c.app.is_running


async def test_a_screen_that_was_still_to_come_when_it_was_left_is_no_mistake(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        c.app.exit(return_code=143)
        c.app._handle_exception(ValueError(SECRET))
        assert c.app.return_code == 143
    assert not desk.home.log.exists()


def test_an_error_that_nobody_waits_for_is_logged_and_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for owner, hook in ((threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, hook, getattr(owner, hook))
    log = tmp_path / "errors.log"
    keep_quiet(log)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    loop = asyncio.new_event_loop()
    keep_loop_quiet(loop, log)
    loop.call_soon(fail)
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
    assert len(log.read_text().splitlines()) == 2
    assert capfd.readouterr() == ("", "")
    assert "Zoe" not in log.read_text()


FAULTS = {
    "compose": "import dpo_console.tui.screens.queue.queue as q; q.QueueScreen.body = fail",
    "draw": "import dpo_console.tui.widgets.queue.case_list as c; c.CaseList.render_line = fail",
    "read keys": "import dpo_console.tui.terminal.keys_read as k; k.KeysRead.feed = fail",
    "background": "import dpo_console.tui.polling as p; p.look = fail",
    "begin": "import dpo_console.tui.app as a; a.ConsoleApp.on_mount = fail",
    "draw up": "import dpo_console.tui.app as a; a.ConsoleApp.CSS_PATH = 'nowhere.tcss'",
}
FAULTY = f"""
import os
from dpo_console.tui.terminal.abilities import prepare
prepare(os.environ)
def fail(*_, **__):
    pupil = {SECRET!r}
    raise ValueError(pupil)
"""


@pytest.mark.parametrize(
    "fault", ["compose", *(pytest.param(f, marks=pytest.mark.slow) for f in list(FAULTS)[1:])]
)
def test_a_crash_leaves_the_terminal_as_it_was_with_a_code_and_no_data(
    desk: Desk, log: Log, terminals: list[Terminal], fault: str
) -> None:
    log()
    terminal = Terminal(desk.home.root, before=FAULTY + FAULTS[fault])
    terminals.append(terminal)
    if fault == "read keys":
        terminal.see("help")
        terminal.press(b"j")
    assert terminal.exit_code() == 70
    assert b"Traceback" not in terminal.output
    assert b"Zoe" not in terminal.output + desk.home.log.read_bytes()
    (reference,) = re.findall(rb"reference ([0-9A-F]{8})", terminal.output)
    assert reference in desk.home.log.read_bytes()
    assert b"NOTE" not in terminal.output
    assert restored(terminal)


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
    spoiling.damage(
        desk.home.database,
        "UPDATE fact SET on_day = 'banana'",
        "UPDATE cases SET target = 'banana'",
    )
    async with console(desk) as c:
        await c.press("enter")
        assert f"{case.reference}: on_day in row 1 of fact is 'banana'" in c.shown
        await c.press("escape")
        assert case.reference in c.shown
        assert c.app.is_running
    assert "isoformat" not in desk.home.log.read_text()

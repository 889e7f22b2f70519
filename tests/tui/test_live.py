"""Others' work in an open console. The tests call the looks that its timer would take."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import add_note
from dpo_console.casework.restricted import restrict
from dpo_console.casework.search import searching
from dpo_console.tui.screens.queue.queue import QueueScreen
from dpo_console.tui.widgets.queue.case_list import CaseList
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Log, Opener

WIDE = (120, 60)


async def looked(c: Console) -> None:
    """Let the console look, as its timer does."""
    c.app.pulse.look()
    await c.rest()


async def all_drawn(c: Console) -> None:
    """Wait until the screen has drawn what changed, which a slow machine does later."""
    screen = c.app.screen
    while (
        c.app._batch_count
        or screen._repaint_required
        or screen._layout_required
        or screen._dirty_widgets
        or screen._compositor._dirty_regions
    ):
        await asyncio.sleep(0.001)


@pytest.fixture
def clerk(desk_of: DeskOf, desk: Desk) -> Desk:
    return desk_of("clerk")


async def test_a_case_that_another_logs_appears_and_the_cursor_stays_on_its_case(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Ann Early", days_ago=9)
    log(requester="Bob Later", days_ago=3)
    async with console(desk) as c:
        await looked(c)
        await c.press("j")
        assert "Bob Later" in current(c)
        log(requester="Cid First", days_ago=20)
        await looked(c)
        assert "Cid First" in c.shown
        assert "Bob Later" in current(c)
        assert "All 3" in c.shown


async def test_the_cursor_goes_with_its_case_when_another_moves_its_date(
    console: Opener, desk: Desk, clerk: Desk, log: Log
) -> None:
    first = log(requester="Ann Early", days_ago=9)
    log(requester="Bob Later", days_ago=3)
    async with console(desk) as c:
        await looked(c)
        assert "Ann Early" in current(c)
        record_fact(clerk, first.reference, "clarification_requested", TODAY, note="Which years?")
        await looked(c)
        assert c.shown.index("Bob Later") < c.shown.index("Ann Early")
        assert "Ann Early" in current(c)


async def test_a_case_that_leaves_the_view_gives_the_cursor_to_the_next(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Ann Early", days_ago=40)
    middle = log(requester="Mid Dle", days_ago=39)
    log(requester="Bob Later", days_ago=38)
    async with console(desk) as c:
        await looked(c)
        await c.press("1", "j")
        assert "Mid Dle" in current(c)
        record_fact(desk, middle.reference, "withdrawn", TODAY)
        close(desk, middle.reference, "withdrawn", TODAY)
        await looked(c)
        assert "Mid Dle" not in c.shown
        assert "Bob Later" in current(c)


def current(c: Console) -> str:
    row = c.app.screen.query_one(CaseList).current
    return row.requester if row else ""


async def test_a_case_shows_what_another_did_to_it_and_who(
    console: Opener, desk: Desk, clerk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk, WIDE) as c:
        await looked(c)
        await c.press("enter")
        add_note(clerk, case.reference, "The mother rang")
        await looked(c)
        assert "Ben Hale has just changed it" in c.shown
        assert c.shown.count("The mother rang") == 2  # in the timeline, and on the status line


@pytest.mark.parametrize("key", ["A", "P", "B", "L"])
async def test_every_screen_on_a_case_follows_it(
    console: Opener, desk: Desk, clerk: Desk, log: Log, key: str
) -> None:
    case = log()
    async with console(desk, WIDE) as c:
        await looked(c)
        await c.press("enter", key)
        add_note(clerk, case.reference, "The mother rang")
        await looked(c)
        assert "Ben Hale has just changed it" in c.shown
        await c.press("escape")
        assert "The mother rang" in c.shown


async def test_marks_stay_when_another_changes_the_plan(
    console: Opener, desk: Desk, clerk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await looked(c)
        await c.press("enter", "P", "space")
        marked = c.app.screen.marked  # type: ignore[attr-defined]
        assert marked
        searching.record_answer(clerk, case.reference, ["2"], "nothing")
        await looked(c)
        assert c.app.screen.marked == marked  # type: ignore[attr-defined]


async def test_a_case_restricted_to_others_leaves_the_screen(
    console: Opener, desk: Desk, clerk: Desk, log: Log
) -> None:
    case = log(requester="Zoe Secret")
    async with console(clerk) as c:
        await looked(c)
        await c.press("enter", "L")
        assert "Zoe Secret" in c.shown
        restrict(desk, case.reference, ["dpo"], "about staff")
        await looked(c)
        await c.rest()
        assert isinstance(c.app.screen, QueueScreen)
        assert "Zoe Secret" not in c.shown


async def test_nothing_is_drawn_when_nothing_has_changed(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log()
    drawn: list[object] = []
    async with console(desk) as c:
        await looked(c)
        for keys in ((), ("enter",)):
            await c.press(*keys)
            await all_drawn(c)
            monkeypatch.setattr(c.app, "_display", lambda *seen: drawn.append(seen))
            await looked(c)
            await looked(c)
            await all_drawn(c)
            assert drawn == []
            monkeypatch.undo()


async def test_ones_own_saving_is_not_told_as_news(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        await looked(c)
        await c.press("enter", "n")
        await c.type("rang the mother")
        await c.press("enter")
        await looked(c)
        assert "has just changed" not in c.shown
        assert "Note added" in c.shown
        await c.press("B", "plus")
        await c.type("Annual report")
        await c.press("tab", "p", "enter", "escape")
        await looked(c)
        assert "1 listed. 1 item lacks something." in c.shown


class TestForms:
    async def test_a_form_tells_what_another_does_and_stays_as_it_is(
        self, console: Opener, desk: Desk, clerk: Desk, log: Log
    ) -> None:
        case = log()
        async with console(desk, WIDE) as c:
            await looked(c)
            await c.press("enter", "n")
            await c.type("half a sen")
            add_note(clerk, case.reference, "The mother rang")
            await looked(c)
            assert "Just now: Ben Hale, 09:00: The mother rang" in c.shown
            assert "half a sen" in c.shown
            await c.press("enter")
            assert "Note added. Ben Hale has just changed it: The mother rang" in c.shown
            assert "half a sen" in c.shown

    async def test_the_screen_below_catches_up_when_the_form_is_left(
        self, console: Opener, desk: Desk, clerk: Desk, log: Log
    ) -> None:
        case = log()
        async with console(desk, WIDE) as c:
            await looked(c)
            await c.press("enter", "n")
            add_note(clerk, case.reference, "The mother rang")
            await looked(c)
            assert c.shown.count("The mother rang") == 1
            await c.press("escape")
            assert c.shown.count("The mother rang") == 2


class TestSettings:
    async def test_term_dates_that_another_brings_count_at_once(
        self, console: Opener, desk: Desk, log: Log
    ) -> None:
        case = log("foi", school="oak", days_ago=1)
        async with console(desk) as c:
            await looked(c)
            await c.press("enter")
            before = c.shown
            change(desk, "[2026-11-03, 2026-12-18], ", "")
            await looked(c)
            assert c.app.desk.settings != desk.settings
            assert c.shown != before
            await c.press("escape", "enter")
            assert case.reference in c.shown

    async def test_a_broken_file_keeps_the_old_settings_and_says_so(
        self, console: Opener, desk: Desk, log: Log
    ) -> None:
        log()
        async with console(desk) as c:
            await looked(c)
            change(desk, 'name = "Brookfield', 'nmae = "Brookfield')
            await looked(c)
            assert "The settings of before go on" in c.shown
            assert "nmae" in c.shown
            await c.press("enter")
            assert "The settings of before go on" in c.shown
            change(desk, 'nmae = "Brookfield', 'name = "Brook')
            await looked(c)
            assert "The settings of before" not in c.shown
            await c.press("escape")
            assert "Brook" in c.lines[0]

    async def test_whoever_is_no_longer_listed_can_not_go_on(
        self, console: Opener, clerk: Desk
    ) -> None:
        async with console(clerk) as c:
            await looked(c)
            change(clerk, 'slug = "clerk"', 'slug = "other"')
            await looked(c)
            assert c.app.return_code == 1
            assert not c.app.is_running

    async def test_a_new_role_counts_at_once(self, console: Opener, clerk: Desk) -> None:
        async with console(clerk) as c:
            await looked(c)
            change(clerk, 'role = "clerk"', 'role = "auditor"')
            await looked(c)
            assert "auditor, reads only" in c.lines[0]


def change(desk: Desk, old: str, new: str) -> None:
    """Replace the settings as an editor does: a new file under the old name."""
    path = desk.home.settings
    text = path.read_text()
    assert old in text
    beside = path.with_suffix(".new")
    beside.write_text(text.replace(old, new))
    beside.replace(path)


async def test_what_else_happened_is_told_once_no_dialog_is_open(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        desk.asides.append("The witness couldn't be written. The records are saved.")
        await looked(c)
        assert "The witness couldn't be written" in c.shown
        await c.press("escape")
        await looked(c)
        assert "The witness couldn't be written" not in c.shown


async def test_the_day_goes_on_at_midnight(console: Opener, desk: Desk, log: Log) -> None:
    log(days_ago=10)
    night = datetime(2026, 11, 26, 0, 30, tzinfo=UTC)
    async with console(desk) as c:
        await looked(c)
        assert "Wed 25 Nov 2026" in c.lines[0]
        left = c.shown
        object.__setattr__(desk, "clock", lambda: night)
        await looked(c)
        assert "Thu 26 Nov 2026" in c.lines[0]
        assert c.shown != left
        assert c.app.desk.today == TODAY + timedelta(days=1)


async def test_another_day_than_the_real_one_stays(console: Opener, desk_of: DeskOf) -> None:
    desk = desk_of(today=TODAY - timedelta(days=30))
    async with console(desk) as c:
        await looked(c)
        assert c.app.desk is desk

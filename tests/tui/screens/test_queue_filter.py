"""The filter of the queue, letter by letter."""

from threading import Event

import pytest
from textual import events

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue import queue
from dpo_console.tui.forms.controls import LineField
from dpo_console.tui.screens.frame import command_screen
from dpo_console.tui.widgets.queue.case_list import CaseList
from tests.tui.conftest import Log, Opener
from tests.tui.idle import idle
from tests.tui.pty_terminal import PATIENCE


async def test_the_filter_is_live_and_kept(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_screen, "REST", 0.001)
    log(requester="Jane Doe")
    log(requester="Ann Bell")
    log("foi", requester="Doe, Sam")
    async with console(desk) as c:
        await c.press("slash", "d", "o", "e")
        assert "Ann Bell" not in c.shown
        assert "Jane Doe" in c.shown
        assert "Doe, Sam" in c.shown
        assert c.lines[-1].strip() == "enter keep  tab complete  esc clear"
        await c.type(" kind:foi")
        assert "Jane Doe" not in c.shown
        assert "All 1" in c.shown
        await c.press("enter", "j")
        assert "enter open" in c.lines[-1]
        assert "Jane Doe" not in c.shown
        await c.press("escape")
        assert "Ann Bell" in c.shown
        cases = c.app.screen.query_one(CaseList)
        for keys in ((), ("k", "slash", "d", "o", "e", "escape")):
            await c.press(*keys)
            assert cases.current
            assert cases.current.requester == ("Ann Bell" if keys else "Doe, Sam")


async def test_a_filter_that_means_nothing_says_so_and_shows_what_was_there(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Jane Doe")
    async with console(desk) as c:
        await c.press("slash")
        await c.type("due:x")
        assert "write due:7 for the next seven days" in c.shown
        assert "Jane Doe" in c.shown
        await c.press("home")
        await c.type("doe ")
        await c.press("enter")
        assert "! due:x means nothing" in c.shown
        assert c.lines[1].startswith(" /doe due:x")
        await c.press("end", *["backspace"] * len(" due:x"), "enter", "slash")
        assert c.lines[1].startswith(" /doe ")
        await c.type("sam")
        assert c.lines[1].startswith(" /sam ")


async def test_tab_completes_a_filter_goes_through_what_it_can_be_and_tells_what_that_is(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Jane Doe")
    log("foi", requester="Doe, Sam")
    async with console(desk) as c:
        await c.press("slash")
        await c.type("!k")
        assert "tab completes to kind: (kind of request)" in c.lines[-2]
        await c.press("tab")
        await c.type("f")
        assert "tab completes to foi (Freedom of information request)" in c.lines[-2]
        assert "Jane Doe" in c.shown
        await c.press("tab")
        assert "/!kind:foi " in c.shown
        assert "Doe, Sam" not in c.shown
        await c.press("tab")
        assert "/!kind:foi-review " in c.shown
        assert c.lines[-2].startswith("tab completes to foi-review (")
        assert "Doe, Sam" in c.shown
        await c.press("shift+tab")
        await c.type(",sar owner:nob")
        assert "Nothing here matches !kind:foi,sar owner:nob." in c.shown
        await c.press("home", "tab", "escape")
        assert "Doe, Sam" in c.shown
        assert "tab completes to" not in c.shown


async def test_what_is_typed_ahead_of_the_filter_is_no_key_and_is_not_lost(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Umar Xu")
    log(requester="Jane Doe")
    async with console(desk) as c:
        for key, character in (("slash", "/"), ("u", "u"), ("m", "m"), ("a", "a")):
            c.app.post_message(events.Key(key, character))
        await c.rest()
        assert c.app.screen.query_one(LineField).value == "uma"
        assert "Umar Xu" in c.shown
        assert "Jane Doe" not in c.shown


async def test_while_letters_are_typed_only_what_is_listed_is_counted(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_screen, "REST", 60)
    log(requester="Jane Doe")
    log(requester="Ann Bell")
    async with console(desk) as c:
        await c.press("slash", "j", "a")
        assert "Ann Bell" not in c.shown
        assert "All 1" in c.shown
        await c.press("enter")
        assert "All 1" in c.shown


async def test_the_place_in_the_list_counts_what_the_typed_filter_left(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(requester="Jane Doe")
    for number in range(12):
        log(requester=f"Ann Bell {number}")
    async with console(desk, (80, 12)) as c:
        assert "1 of 13" in c.shown
        monkeypatch.setattr(command_screen, "REST", 60)
        await c.press("slash", "a", "n", "n")
        assert "1 of 12" in c.shown
        assert "All 12" in c.shown


async def test_letters_typed_fast_wait_for_no_count_and_the_last_one_is_counted(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_screen, "REST", 0.001)
    log(requester="Jane Doe")
    log(requester="Janet Bell")
    counted: list[tuple[str, ...]] = []
    go_on, real = Event(), queue.counts

    def slow(desk: Desk, filters: tuple[str, ...]) -> dict[str, int]:
        counted.append(filters)
        assert go_on.wait(PATIENCE)
        return real(desk, filters)

    async with console(desk) as c:
        await c.press("slash")
        monkeypatch.setattr(queue, "counts", slow)
        for letter in "janet":
            c.app.post_message(events.Key(letter, letter))
            await idle()
        assert "Janet Bell" in c.shown
        assert "Jane Doe" not in c.shown
        go_on.set()
        await c.rest()
        assert counted == [("j",), ("janet",)]
        assert "All 1" in c.shown


async def test_nothing_found_says_how_to_go_on(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        await c.press("slash", "x", "q")
        assert "Nothing here matches xq. Press esc to clear the filter." in c.shown
        await c.press("enter", "1", "slash", "ctrl+u", "j", "a", "n", "e")
        assert "Nothing in Overdue matches jane." in c.shown
        assert "Press enter, then 6, to look in All; esc clears it." in c.shown
        await c.press("enter", "6")
        assert "Jane Doe" in c.shown

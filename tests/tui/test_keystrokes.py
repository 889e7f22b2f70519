"""An officer's commonest acts take few keys, counted as they are pressed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event
from typing import Any

import pytest
from textual.events import Key

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.view.case import case_view
from dpo_console.casework import notes
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import add_note
from dpo_console.casework.search.searching import EVERY, tell_to_keep
from dpo_console.errors import TryAgain
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.dialogs import Confirm
from tests.conftest import TODAY
from tests.tui.conftest import Console, Log, Opener
from tests.tui.idle import idle
from tests.tui.pty_terminal import PATIENCE


async def test_a_request_is_logged_in_twelve_keys_beyond_the_names(
    console: Opener, desk: Desk
) -> None:
    before, between = ("N", "s", "a", "r", "space"), ("space", "r", "e", "space")
    assert len((*before, *between, "enter")) <= 12
    async with console(desk) as c:
        await c.press(*before)
        await c.type("Jane Doe")
        await c.press(*between)
        await c.type("Tom Doe")
        await c.press("enter")
    (row,) = page(desk, Query()).rows
    assert (row.kind, row.requester, row.subjects) == ("sar", "Jane Doe", ("Tom Doe",))


async def test_an_acknowledgement_is_written_and_sent_in_three_keys_from_the_queue(
    console: Opener, desk: Desk, log: Log
) -> None:
    sar = log(address="1 Low Road").reference
    async with console(desk) as c:
        await c.press("L", "s", "enter")
    (letter,) = case_view(desk, sar).letters
    assert (letter.name, letter.sent_on) == ("acknowledgement", TODAY)
    assert (desk.home.exports / letter.path).is_file()


async def test_a_reference_is_jumped_to_by_its_last_digits(
    console: Opener, desk: Desk, log: Log
) -> None:
    for _ in range(11):
        log()
    async with console(desk) as c:
        await c.press("colon")
        await c.type("0011")
        await c.press("enter")
        assert c.lines[0].startswith("SAR-2026-0011")


async def test_a_line_says_what_is_next_and_whose_move_it_is(
    console: Opener, desk: Desk, log: Log
) -> None:
    ours = log(days_ago=60).row
    reference = log().reference
    tell_to_keep(desk, reference, EVERY, "Ann Bell, IT")
    stopped = case_view(
        desk, record_fact(desk, reference, "clarification_requested", TODAY, note="Years?")
    ).row
    assert (ours.whose_move, stopped.whose_move) == ("us", "requester")
    async with console(desk, (120, 40)) as c:
        for row in (ours, stopped):
            shown = next(line for line in c.lines if row.reference in line)
            assert row.next_action[:12] in shown


async def test_keys_typed_while_a_form_is_saved_are_for_what_comes_then_or_for_nothing(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, go_on, tries = log().reference, Event(), iter((TryAgain("Full."), None, None))

    def slow(*given: object, **more: object) -> str:
        assert go_on.wait(PATIENCE)
        if problem := next(tries):
            raise problem
        return add_note(*given, **more)  # type: ignore[arg-type]

    @asynccontextmanager
    async def saving(c: Console, *keys: str) -> AsyncIterator[None]:
        for key in ("enter", *keys):
            c.app.post_message(Key(key, key if len(key) == 1 else None))
        await idle()
        yield
        go_on.set()
        await c.rest()
        go_on.clear()

    monkeypatch.setattr(notes, "add_note", slow)
    async with console(desk) as c:
        await c.press("enter", "n", "a")
        async with saving(c, "b", "enter", "escape"):
            assert isinstance(c.app.screen, Ask)
        # Refused: the keys weren't meant for the form.
        assert "! Full." in c.shown
        assert c.app.screen.query_one(Form).values["text"] == "a"
        async with saving(c, "n", "c"):
            assert c.app.screen.query_one(Form).values["text"] == "a"
        # Saved: another note, whose first letter is c.
        assert c.app.screen.query_one(Form).values["text"] == "c"
        async with saving(c, "ctrl+o"):
            assert c.app.hiding.on  # hiding names waits for no disk
    assert [event.text for event in case_view(desk, reference).timeline[-2:]] == ["a", "c"]


async def test_keys_typed_ahead_of_a_screen_reach_it_as_if_typed_slowly(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(summary="the reports on Tom", address="1 Low Road")
    async with console(desk) as c:
        for keys in AHEAD:
            shown = []
            for all_at_once in (False, True):
                for key in keys:
                    c.app.post_message(Key(key, key if len(key) == 1 else None))
                    if not all_at_once:
                        await c.rest()
                await c.rest()
                shown.append((type(c.app.screen), c.shown))
                while len(c.app.screen_stack) > 1:
                    await c.press("y" if isinstance(c.app.screen, Confirm) else "escape")
                await c.press("escape", "6", "g")
            assert shown[0] == shown[1], keys


AHEAD = (
    ("L", "slash", "f", "e", "enter"),
    ("enter", "A", "j", "enter", "x"),
    ("enter", "P", "j", "enter"),
    ("enter", "B", "plus", "x"),
    ("slash", "j", "a", "n", "e", "enter", "n", "x"),
    ("colon", "r", "e", "g"),
    ("J", "l", "right"),
    ("enter", "j", "j", "down", "j"),
)
"""Keys from the queue on, each way into a screen with keys that are meant for it."""


async def test_a_key_waits_for_the_one_before_however_long_the_console_stands_still(
    console: Opener, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()
    at_once = CommandScreen.action_run

    async def run(screen: CommandScreen[Any], id: str) -> None:
        await go_on.wait()
        at_once(screen, id)

    monkeypatch.setattr(CommandScreen, "action_run", run)
    async with console(desk) as c:
        for key in ("N", "x"):
            c.app.post_message(Key(key, key))
        for _ in range(3):
            await idle()
            await c.app._look_again()
        waits = not c.app.all_handed_on
        go_on.set()
        await c.rest()
        assert waits
        assert "x" in c.app.screen.query_one(Form).values.values()


async def test_a_key_that_does_nothing_says_so(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        for opens, unknown in ((), "D"), (("enter",), "J"), (("m",), "Q"):
            await c.press(*opens)
            c.app.post_message(Key(unknown, unknown))
            await c.rest()
            assert f"! The key {unknown} does nothing here." in c.shown


async def test_the_terminals_own_cursor_stands_at_the_line_under_the_cursor(
    console: Opener, desk: Desk, log: Log
) -> None:
    for days in (30, 20):
        log(days_ago=days)
    async with console(desk) as c:
        for keys, words in ((("j",), "SAR-2026-0002"), (("L", "j"), "Proof of identity")):
            await c.press(*keys)
            lines = c.lines  # which draws them, and then the cursor stands there
            at = c.app.cursor_position
            assert lines[at.y][at.x :].strip(" !").startswith(words)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("N", "tab"), "‹ Subject access request ›"),
        (("N", *["tab"] * 8), "no other kind space adds"),
        (("J",), "25 today"),
        (("J", "right"), "26"),
    ],
)
async def test_the_terminals_own_cursor_stands_at_the_field_or_day_under_the_cursor(
    console: Opener, desk: Desk, keys: tuple[str, ...], words: str
) -> None:
    async with console(desk) as c:
        await c.press(*keys)
        line = c.lines[c.app.cursor_position.y]  # which moves it while it is drawn
        x, y = c.app.cursor_position
        assert " ".join(c.lines[y][x:].split()).startswith(words), line

"""Unsaved typing: kept, offered to its author, and dropped once done."""

import os
import signal
import stat
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.office import drafts
from dpo_console.casework.office.drafts import find_filling, keep_filling
from dpo_console.errors import GateClosed
from dpo_console.letters.catalogue import letter_kind
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.dialogs import TakeUp
from dpo_console.tui.screens.requests.new_request import NewRequestScreen
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Log, Opener
from tests.tui.pty_terminal import Terminal, opened
from tests.tui.test_crash import fail

WORDS = "Rang Ms Doe; she wants the 2024 file"


def kept(desk: Desk) -> list[Path]:
    """Return the files of drafts."""
    folder = desk.home.drafts
    return sorted(folder.iterdir()) if folder.exists() else []


def values(c: Console) -> dict[str, str]:
    return c.app.screen.query_one(Form).values


async def half_filled(c: Console) -> None:
    """Start a note on the case under the cursor, then cut it off with the console."""
    await c.press("n")
    await c.type(WORDS)
    c.app.exit()


async def test_a_note_that_was_cut_off_is_offered_and_gone_once_saved(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    async with console(desk) as c:
        await half_filled(c)
    (file,) = kept(desk)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert case.reference not in file.name
    async with console(desk) as c:
        await c.press("n")
        assert "You began this Wed 25 Nov 2026" in c.shown
        assert f"Note: {WORDS}" in c.shown
        await c.press("enter")
        assert values(c) == {"text": WORDS}
        await c.press("enter")
        assert "Note added" in c.shown
        assert kept(desk) == []
        await c.press("n")
        assert isinstance(c.app.screen, Ask)
    assert WORDS in str(case_view(desk, case.reference).timeline)


async def test_a_draft_that_is_refused_is_gone(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        await half_filled(c)
    async with console(desk) as c:
        await c.press("n", "minus")
        assert values(c) == {"text": ""}
        assert kept(desk) == []


async def test_words_typed_ahead_answer_no_offer_and_escape_leaves_the_draft(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await half_filled(c)
    async with console(desk) as c:
        await c.press("n", *"no yes")
        assert isinstance(c.app.screen, TakeUp)
        await c.press("escape")
        assert len(c.app.screen_stack) == 1
        assert len(kept(desk)) == 1


async def test_leaving_for_good_drops_the_draft(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        await half_filled(c)
    async with console(desk) as c:
        await c.press("n", "enter", "escape")
        assert "What you typed here will be lost" in c.shown
        assert len(kept(desk)) == 1
        await c.press("y")
        assert kept(desk) == []


async def test_a_draft_is_offered_in_no_other_form_and_to_no_other_person(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    log(days_ago=20)
    log(days_ago=2)
    desk = desk_of()
    async with console(desk) as c:
        await half_filled(c)
    async with console(desk) as c:
        await c.press("j", "n")
        assert isinstance(c.app.screen, Ask)
        await c.press("escape", "k", "c")
        assert isinstance(c.app.screen, Ask)
    async with console(desk_of("clerk")) as c:
        await c.press("n")
        assert isinstance(c.app.screen, Ask)
        await c.type("Another's")
        c.app.exit()
    assert len(kept(desk)) == 2
    async with console(desk) as c:
        await c.press("n")
        assert WORDS in c.shown
        assert "Another's" not in c.shown


async def test_a_note_on_one_place_is_not_offered_for_another(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("P", "space", "1")
        await c.type("Ann Bell, IT")
        c.app.exit()
    async with console(desk) as c:
        await c.press("P", "j", "space", "1")
        assert isinstance(c.app.screen, Ask)
        await c.press("escape", "escape", "g", "space", "1")
        assert isinstance(c.app.screen, TakeUp)


async def test_a_request_comes_back_as_it_was_typed_over_its_first_line(
    console: Opener, desk: Desk
) -> None:
    typed = {"requester": "Joan Doe", "requester_kind": "police", "received": "yesterday"}
    async with console(desk) as c:
        await c.press("N")
        await c.type("foi Jane Doe, email, today")
        c.app.screen.query_one(Form).fill(typed)
        await c.rest()
        before = values(c)
        c.app.exit()
    async with console(desk) as c:
        await c.press("N", "enter")
        assert values(c) == before | {"received": "2026-11-24"}
        await c.press("enter")
        assert "Logged. Joan Doe" in c.shown
        assert kept(desk) == []


async def test_a_kind_that_comes_back_leaves_who_asks_as_it_was_chosen(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        form = c.app.screen.query_one(Form)
        usual = form.values["requester_kind"]
        form.fill({"kind": "foi"})
        await c.rest()
        assert form.values["requester_kind"] != usual
        form.fill({"requester_kind": usual, "requester": "Jane Doe"})
        await c.rest()
        c.app.exit()
    async with console(desk) as c:
        await c.press("N", "enter")
        assert (values(c)["kind"], values(c)["requester_kind"]) == ("foi", usual)


async def test_a_first_line_that_cannot_be_read_comes_back_with_what_is_wrong(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("nonsense Jane Doe")
        c.app.exit()
    async with console(desk) as c:
        await c.press("N", "enter")
        assert values(c)["line"] == "nonsense Jane Doe"
        await c.press("enter")
        assert "The first line can't be read" in c.shown


async def test_a_new_request_is_offered_until_it_is_let_go(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar Jane Doe")
        c.app.exit()
    async with console(desk) as c:
        await c.press("N")
        c.app.exit()
    async with console(desk) as c:
        await c.press("N", "escape")
        assert len(kept(desk)) == 1
        await c.press("N", "enter", "escape", "y")
        assert kept(desk) == []
        await c.press("N")
        assert isinstance(c.app.screen, NewRequestScreen)


async def test_emptying_the_form_again_leaves_no_draft(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await half_filled(c)
    async with console(desk) as c:
        await c.press("n", "enter")
        c.app.screen.query_one(Form).fill({"text": ""})
        await c.rest()
        c.app.exit()
    assert kept(desk) == []


@pytest.mark.usefixtures("noon")  # the log of mistakes is stamped
async def test_a_mistake_of_ours_loses_nothing_typed(console: Opener, desk: Desk, log: Log) -> None:
    case = log()

    async def run() -> None:
        async with console(desk) as c:
            await c.press("n")
            await c.type(WORDS)
            c.app.call_later(fail)
            await c.rest()

    with pytest.raises(ValueError, match="bad value"):
        await run()
    left = drafts.find(desk, case.reference, f"Note on {case.reference}")
    assert left
    assert left.values == {"text": WORDS}


async def test_a_disk_that_takes_no_draft_is_said_and_the_form_goes_on(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    desk.home.drafts.write_text("in the way")
    async with console(desk) as c:
        await c.press("n")
        await c.type(WORDS)
        assert isinstance(c.app.screen, Ask)
        c.app.screen.keep_now()
        await c.rest()
        assert "can't be kept as a draft just now" in c.shown
        await c.press("enter")
        assert "Note added" in c.shown
        await c.press("x", "tab", "tab")
        await c.type("why")
        await c.press("enter")
        assert "! This can't be empty." in c.shown
        assert isinstance(c.app.screen, Ask)
        assert c.app.screen.keeping is None, "said first, so that it hides no reason"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"account": 1}', b"\xff"])
def test_a_draft_that_cannot_be_read_is_none(desk: Desk, content: bytes) -> None:
    drafts.keep(desk, "", "New request", {"line": "x"})
    kept(desk)[0].write_bytes(content)
    assert drafts.find(desk, "", "New request") is None


def test_a_draft_holds_any_words_and_a_day_stays_what_it_was(desk_of: DeskOf) -> None:
    nasty = "\x1b]52;c;x\x07 \udc80 ‮"
    drafts.keep(desk_of(), "", "New request", {"line": nasty})
    left = drafts.find(desk_of(today=date(2026, 11, 26)), "", "New request")
    assert left
    assert left.values == {"line": nasty}


def test_closing_a_case_drops_what_this_person_left_on_it_and_nothing_else(
    desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case, other = log().reference, log().reference
    clerk = desk_of("clerk")
    for who, reference in ((desk, case), (desk, other), (clerk, case), (desk, "")):
        keep_filling(who, reference, "clarification", {"clarification.reason": "no year given"})
        drafts.keep(who, reference, "Note", {"text": WORDS})
    drafts_of_all = len(kept(desk))
    with pytest.raises(GateClosed):
        close(desk, case, "disclosed", TODAY)
    assert len(kept(desk)) == drafts_of_all
    close(desk, case, "withdrawn", TODAY)
    letter = letter_kind("clarification")
    assert find_filling(desk, case, letter) is None
    assert drafts.find(desk, case, "Note") is None
    assert find_filling(clerk, case, letter)
    assert find_filling(desk, other, letter)
    assert len(kept(desk)) == drafts_of_all - 2


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_a_line_that_drops_over_a_half_filled_form_loses_no_words(
    desk: Desk,
    log: Log,
    terminals: list[Terminal],
    number: signal.Signals,
) -> None:
    log()
    first = opened(terminals, desk)
    first.press(b"n", b"ctrl+j")
    first.press(b"Zebra", b"Zebra")
    if number == signal.SIGKILL:
        while not [path for path in kept(desk) if path.suffix == ".json"]:
            first.read()
    os.kill(first.pid, number)
    assert first.exit_code() in (128 + number, -number)
    second = opened(terminals, desk)
    assert b"Zebra" in second.press(b"n", b"enter continue")
    second.press(b"\r")
    second.press(b"\r", b"Note added")
    assert kept(desk) == []


async def test_escape_asks_only_where_words_or_several_choices_would_be_lost(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("x", "right", "escape")
        assert len(c.app.screen_stack) == 1  # one choice is quickly made again
        await c.press("x", "tab", "tab", "a", "escape")
        assert "What you typed here will be lost." in c.shown
        await c.press("y", "N", *["tab"] * 8, "right", "space", "escape")
        assert "What you chose here will be lost." in c.shown


async def test_a_single_choice_leaves_no_draft(console: Opener, desk: Desk, log: Log) -> None:
    log()
    async with console(desk) as c:
        await c.press("x", "right")
    assert kept(desk) == []

"""Marks, ranges, and acts on all the marked cases at once."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework import notes
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import add_note, assign
from dpo_console.casework.restricted import restrict
from dpo_console.tui.screens.queue import bulk_acts, marks
from dpo_console.tui.screens.queue.batches import told
from dpo_console.tui.screens.queue.bulk_forms import AskForMany
from dpo_console.tui.screens.queue.queue import QueueScreen
from dpo_console.tui.widgets.queue.case_list import CaseList
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Log, Opener


def stars(c: Console) -> list[str]:
    """Return the references of the lines that show a mark."""
    return [line[4:17] for line in c.lines if line.startswith("*")]


def owners(desk: Desk, *references: str) -> list[str]:
    return [case_view(desk, reference).row.owner for reference in references]


def last_words(desk: Desk, reference: str) -> str:
    return case_view(desk, reference).timeline[-1].text


@pytest.fixture
def five(log: Log) -> list[str]:
    """Log five cases, the most urgent first."""
    return [log(days_ago=20 - n, requester=f"Pupil {n}").reference for n in range(5)]


async def test_space_marks_and_goes_on_and_the_marks_outlast_views_sorts_and_filters(
    console: Opener, desk: Desk, five: list[str]
) -> None:
    async with console(desk) as c:
        await c.press("space", "space", "j", "space", "k", "space")
        assert stars(c) == [five[0], five[1]]
        assert c.lines[0].startswith("2 marked · Cases")
        await c.press("greater_than_sign", "r", "greater_than_sign", "r")
        assert stars(c) == [five[1], five[0]]
        assert c.lines[0].startswith("2 marked · Cases by received")
        await c.press("7")
        assert stars(c) == []
        await c.press("6", "slash")
        await c.type(five[4])
        await c.press("enter", "space")
        assert c.lines[0].startswith("3 marked")
        await c.press("escape")
        assert c.lines[0].startswith("Cases")
        assert "Pupil 4" in c.shown
        assert "Pupil 1" not in c.shown
        await c.press("escape")
        assert "Pupil 1" in c.shown
        assert stars(c) == []


async def test_a_range_is_shown_while_it_is_open_and_kept_by_the_second_v(
    console: Opener, desk: Desk, five: list[str]
) -> None:
    async with console(desk) as c:
        await c.press("j", "v", "j", "j")
        assert stars(c) == five[1:4]
        assert c.lines[0].startswith("3 marked, range open · Cases")
        assert f"Range from {five[1]}: move to the last case you want, then press v." in c.shown
        await c.press("g")
        assert stars(c) == five[:2]
        assert c.lines[0].startswith("2 marked, range open · Cases")
        await c.press("G", "v", "g")
        assert stars(c) == five[1:]
        assert c.lines[0].startswith("4 marked · Cases")
        await c.press("v", "j", "1")
        assert c.lines[0].startswith("5 marked · Cases")


async def test_star_marks_what_the_view_holds_under_its_filter_or_none_of_it(
    console: Opener, desk: Desk, five: list[str], log: Log
) -> None:
    other = log("foi", days_ago=1).reference
    async with console(desk, (80, 10)) as c:
        await c.press("space", "slash")
        await c.type("kind:foi")
        await c.press("enter", "asterisk")
        assert "2 cases marked." in c.shown
        assert stars(c) == [other]
        await c.press("asterisk")
        assert "1 case marked." in c.shown
        assert stars(c) == []
        cases = c.app.screen.query_one(CaseList)
        assert cases.marks == {case_view(desk, five[0]).row.id}


async def test_no_more_are_marked_than_anybody_means(
    console: Opener, desk: Desk, five: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOST", 3)
    async with console(desk) as c:
        await c.press("asterisk")
        assert "The view holds 5 cases; no more than 3 can be marked at once." in c.shown
        await c.press("v", "G", "n")
        assert "No more than 3 cases can be marked at once." in c.shown
        await c.press("escape", "g", "space", "space", "space", "space")
        assert stars(c) == five[:3]
        assert "No more than 3 cases can be marked at once." in c.shown
        let_go = "! The range held more than 3 cases, too many to mark, and was dropped."
        for leaves in ("right_square_bracket", "slash"):
            await c.press("escape", "g", "v", "G", leaves)
            assert let_go in c.shown
            assert "range open" not in c.lines[0]
            await c.press("escape", "6")


async def test_a_note_goes_to_each_marked_case_and_u_takes_them_all_back(
    console: Opener, desk: Desk, five: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_acts, "AT_ONCE", 4)  # five are read in the background
    async with console(desk) as c:
        await c.press("space", "v", "j", "G", "n")
        assert "Note on 5 cases" in c.shown
        assert all(reference in c.shown for reference in five)
        await c.press("enter")
        assert "! This can't be empty." in c.shown
        await c.type("School closed by snow")
        await c.press("enter")
        assert "Note added: 5 done. u undoes them." in c.shown
        assert c.lines[0].startswith("Cases")
        assert stars(c) == []
        assert [last_words(desk, r) for r in five] == ["School closed by snow"] * 5
        add_note(desk, five[2], "another one, from another window")
        await c.press("u")
        assert "Undo what was done to 4 cases?" in c.shown
        assert f"{five[0]} Withdraws the note “School closed by snow”." in c.shown
        assert f"! 1 case left out: {five[2]} was changed since" in c.shown
        await c.press("n")
        assert last_words(desk, five[0]) == "School closed by snow"
        await c.press("u", "y")
        assert "Undone: 4 done." in c.shown
        assert last_words(desk, five[0]) == "Undone: School closed by snow"
        assert last_words(desk, five[2]) == "another one, from another window"


async def test_what_somebody_else_changed_since_stays_and_is_named(
    console: Opener, desk: Desk, desk_of: DeskOf, five: list[str]
) -> None:
    clerk = desk_of("clerk")
    async with console(desk) as c:
        await c.press("space", "space", "space", "a")
        assert "Who works on 3 cases?" in c.shown
        assign(clerk, five[1], "me")
        await c.press("right", "enter")
        assert "Assigned: 2 done, 1 refused. u undoes them. " in c.shown
        assert f" {five[1]} was changed since you opened it" in c.shown
        assert owners(desk, *five[:3]) == ["dpo", "clerk", "dpo"]
        await c.press("escape")
        assert stars(c) == [five[1]]
        add_note(clerk, five[2], "rang")
        await c.press("u")
        assert "Undo what was done to 1 case?" in c.shown
        assert "! 1 case left out:" in c.shown
        assert f"The last change of {five[2]} is Ben Hale's" in c.shown
        await c.press("y")
        assert "Undone: 1 done." in c.shown
        assert owners(desk, *five[:3]) == ["", "clerk", "dpo"]


async def test_a_marked_case_that_left_the_view_is_named_and_one_that_was_restricted_is_not(
    console: Opener, desk: Desk, desk_of: DeskOf, five: list[str]
) -> None:
    async with console(desk_of("clerk")) as c:
        await c.press("space", "space", "space")
        close(desk, five[0], "withdrawn", TODAY)
        restrict(desk, five[1], ["head"])
        c.app.others_saved()
        await c.rest()
        assert c.lines[0].startswith("2 marked · Cases")
        await c.press("1", "n")
        assert "Note on 2 cases" in c.shown
        assert five[0] in c.shown
        assert five[2] in c.shown
        assert five[1] not in c.shown


async def test_what_some_cases_do_not_allow_is_said_before_and_done_to_the_rest(
    console: Opener, desk: Desk, five: list[str]
) -> None:
    close(desk, five[4], "withdrawn", TODAY)
    record_fact(desk, five[0], "clarification_requested", TODAY - timedelta(days=1), note="Years?")
    async with console(desk) as c:
        await c.press("asterisk", "m")
        assert "5 cases: what happens next?" in c.shown
        assert "Record: we acknowledged it Not for 1 of 5." in c.shown
        await c.press("escape", "c")
        assert "Clarification received 1 of the 5 cases" in c.shown
        assert "Clarification asked for 4 of the 5 cases" in c.shown
        await c.press("j", "enter")
        assert "Clarification asked for: 4 cases" in c.shown
        assert f"{five[4]} The case is closed; reopen it first." in c.shown
        await c.press("tab")
        await c.type("Which years?")
        await c.press("enter")
        assert "Clarification asked for: 4 done." in c.shown
        assert stars(c) == [five[4]]
        assert case_view(desk, five[1]).clock.status.value == "paused"


async def test_a_key_that_means_one_case_says_so(
    console: Opener, desk: Desk, desk_of: DeskOf, five: list[str]
) -> None:
    async with console(desk) as c:
        await c.press("space", "A")
        assert "“Checklist” is for one case at a time." in c.shown
        await c.press("enter")
        assert c.lines[0].startswith(five[1])
    async with console(desk_of("clerk")) as c:
        await c.press("space", "x")
        assert "Ben Hale is a clerk, who may not close" in c.shown


async def test_each_case_gets_its_own_letter_and_what_lacks_something_is_refused(
    console: Opener, desk: Desk, log: Log
) -> None:
    ready = log(days_ago=9, address="1 Low Road").reference
    other = log(days_ago=8, address="2 Low Road").reference
    ctf = log("ctf", days_ago=7).reference
    async with console(desk) as c:
        await c.press("asterisk", "L")
        assert "Which letter, for 3 cases?" in c.shown
        await c.press("enter")
        assert "2 cases" in c.shown
        assert f"{ctf} It is not for this kind of case." in c.shown
        await c.press("enter")
        assert "2 done" in c.shown
        names = [[row.name for row in case_view(desk, r).letters] for r in (ready, other, ctf)]
        assert names == [["acknowledgement"], ["acknowledgement"], []]


async def test_a_letter_that_asks_for_nothing_is_written_by_enter(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        given: list[Mapping[str, str] | None] = []
        form = AskForMany("Certificate: 1 case", [("DSC-2026-0001", "Nora")], (), lambda _: None)
        c.app.push_screen(form, given.append)
        await c.rest()
        assert "DSC-2026-0001 Nora" in c.shown
        await c.press("enter")
        assert given == [{}]


async def test_escape_stops_before_the_next_case_and_what_is_left_stays_marked(
    console: Opener, desk: Desk, five: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(desk) as c:
        home = c.app.screen
        assert isinstance(home, QueueScreen)
        real = notes.add_note

        def and_escape(at: Desk, reference: str, text: str) -> str:
            if reference == five[1] and home.batches.under_way:
                home.batches.under_way.stopped = True
            return real(at, reference, text)

        monkeypatch.setattr(notes, "add_note", and_escape)
        await c.press("asterisk", "n")
        await c.type("rang")
        await c.press("enter")
        assert "Note added: 2 done, 3 not begun. u undoes them." in c.shown
        assert stars(c) == five[2:]
        assert [last_words(desk, r) == "rang" for r in five] == [True, True, False, False, False]


async def test_what_was_refused_is_told_once_the_queue_is_in_sight_again(
    console: Opener, desk: Desk, desk_of: DeskOf, five: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(desk) as c:
        real = notes.assign

        def and_open(at: Desk, reference: str, who: str, version: int | None = None) -> str:
            if reference == five[0]:
                c.app.call_from_thread(c.app.open_case, five[4])
            return real(at, reference, who, version)

        await c.press("space", "space", "a")
        assign(desk_of("clerk"), five[1], "me")
        monkeypatch.setattr(notes, "assign", and_open)
        await c.press("right", "enter")
        assert c.lines[0].startswith(five[4])
        assert "refused" not in c.shown
        await c.press("escape")
        assert "Assigned: 1 done, 1 refused. u undoes it." in c.shown
        assert f" {five[1]} was changed" in c.shown


async def test_leaving_ends_with_the_case_that_was_begun(
    console: Opener, desk: Desk, five: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(desk) as c:
        real = notes.add_note

        def and_leave(at: Desk, reference: str, text: str) -> str:
            if reference == five[1]:
                c.app.call_from_thread(c.app.workers.cancel_all)  # as leaving does
            return real(at, reference, text)

        monkeypatch.setattr(notes, "add_note", and_leave)
        await c.press("asterisk", "n")
        await c.type("rang")
        await c.press("enter")
    assert [last_words(desk, r) == "rang" for r in five] == [True, True, False, False, False]
    assert verify(desk).sound


async def test_marks_can_be_acted_on_from_a_view_that_holds_none_of_them(
    console: Opener, desk: Desk, five: list[str]
) -> None:
    async with console(desk) as c:
        await c.press("x", "escape", "space", "7")
        assert "No case was closed yet." in c.shown
        await c.press("x")
        assert "Close 1 case?" in c.shown
        await c.press("enter")
        assert "! This can't be empty" in c.shown
        for _ in range(9):
            if "‹ Withdrawn ›" in c.shown:
                break
            await c.press("right")
        await c.press("tab", "tab")
        await c.type("he rang")
        await c.press("enter")
        assert "Closed: 1 done. u undoes it." in c.shown
        assert five[0] in c.shown
        await c.press("u", "y")
        assert "No case was closed yet." in c.shown


def test_a_long_refusal_is_cut_and_names_its_case_once() -> None:
    gaps = "".join(f"\n  - gap {n}" for n in range(9))
    assert told("SAR-1", f"SAR-1 can't be closed yet:{gaps}").splitlines() == [
        "SAR-1 can't be closed yet:", "  - gap 0", "  - gap 1", "  - gap 2",
        "  and 6 lines more: open it",
    ]  # fmt: skip
    assert told("SAR-1", "Not now.\nWhy.") == "SAR-1: Not now.\nWhy."

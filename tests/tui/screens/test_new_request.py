from datetime import date, datetime

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, count
from dpo_console.cases.view.case import case_view
from dpo_console.errors import BadInput
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.requests.new_request import NewRequestScreen
from dpo_console.tui.widgets.menu import Menu
from tests.conftest import DeskOf
from tests.tui.conftest import Console, Log, Opener


def fill(c: Console, **values: str) -> None:
    c.app.screen.query_one(Form).fill(values)


async def test_one_line_is_enough_and_shows_its_reading_and_its_date(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar Jane Doe re Tom Doe, email, 2 Nov, jane@example.org")
        assert "due Wed 2 Dec 2026" in c.shown
        assert "UK GDPR Art 12A(1)" in c.shown
        assert "Requester Jane Doe" in c.shown
        await c.press("enter")
        assert c.lines[0].startswith("SAR-2026-0001")
        assert "Logged. Jane Doe, due Wed 2 Dec 2026. a assigns it to someone." in c.shown
        await c.press("escape")
        assert "Jane Doe re" in c.shown
    case = case_view(desk, "0001")
    assert case.row.received == "2026-11-02"
    assert (case.channel, case.row.subjects) == ("email", ("Tom Doe",))
    assert case.requester.email == "jane@example.org"


async def test_no_date_is_shown_while_the_line_cannot_be_read(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        assert "The due date shows here once you type the first line" in c.shown
        assert "because a parent asked" not in c.shown
        await c.type("Fenmark Police, asks for an address, today")
        assert "No due date yet: the first line can't be read." in c.shown
        assert "‹ Subject access request › a guess so far" in c.shown
        assert "due Tue" not in c.shown
        assert "may also come under" not in c.shown
        fill(c, kind="disclosure")
        await c.rest()
        assert "No due date yet" not in c.shown
        assert "a guess so far" not in c.shown
        c.app.screen.query_one(Form).focus_field("line")
        await c.press("ctrl+u")
        await c.type("sar Jane Doe re Tom Doe, email, 2 Nov")
        assert "due Wed 2 Dec 2026" in c.shown
        assert "This may also come under" in c.shown
        await c.type(", by owl")
        assert "due Wed 2 Dec 2026" not in c.shown


async def test_who_asks_is_enough_for_a_date_where_no_line_is_typed(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        fill(c, requester="Jane Doe", received="2 Nov")
        await c.rest()
        assert "due Wed 2 Dec 2026" in c.shown


async def test_another_line_takes_along_what_the_first_one_said(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar Jane Doe re Tom Doe, email, jane@example.org")
        assert "About Tom Doe" in c.shown
        await c.press("ctrl+u")
        await c.type("foi Ann Hale, email")
        assert "Tom Doe" not in c.shown
        assert "jane@example.org" not in c.shown
        await c.press("enter")
    assert case_view(desk, "0001").row.subjects == ()


async def test_a_line_without_a_way_leaves_the_usual_one(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar Jane Doe re Tom Doe")
        assert "‹ by e-mail ›" in c.shown
        await c.type(", phone")
        assert "‹ by telephone ›" in c.shown
        await c.press("ctrl+u")
        await c.type("sar Jane Doe")
        assert "‹ by e-mail ›" in c.shown


async def test_a_breach_asks_when_we_became_aware(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("breach Kim Lee")
        assert "Became aware" in c.shown
        assert hint(c) == "the day staff saw that it was a breach, if later"
        await c.press("ctrl+u")
        await c.type("sar Kim Lee")
        assert "Became aware" not in c.shown
        assert hint(c) == "the day staff saw it was a request, if later"


def hint(c: Console) -> str:
    return str(c.app.screen.query_one(Form).notes["recognised"].render())


async def test_a_breach_names_its_receipt_in_its_facts(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("breach")
    async with console(desk, (80, 60)) as c:
        await c.press("enter")
        facts = c.shown[c.shown.index("Facts") :]
        assert "Became aware of the breach" in facts
        assert "Received" not in facts


@pytest.mark.usefixtures("two_schools")
async def test_among_several_schools_the_one_is_asked_for_once_and_never_supposed(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar Jane Doe re Tom Doe, email, yesterday")
        await c.press("enter")
        assert "Which school is it about?" in c.shown
        await c.press("escape")
        assert c.lines[0].startswith("New request")
        await c.press("enter", "down", "down", "enter")
        assert "SAR-2026-0001" in c.shown
    assert case_view(desk, "0001").row.school == "elm"


async def test_an_error_takes_one_line_once_another_field_is_looked_at(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        c.app.screen.query_one(Form).focus_field("received")
        await c.rest()
        await c.type("31 foo")
        assert "Write it like 13 Oct" in c.shown
        await c.press("tab")
        assert "Write it like 13 Oct" not in c.shown
        assert "! '31 foo' is not a day" in c.shown
        await c.press("shift+tab")
        assert "Write it like 13 Oct" in c.shown


@pytest.mark.usefixtures("two_schools")
async def test_the_form_logs_everything_that_was_filled_in(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        fill(c, kind="disclosure", received="20 Nov 2026", recognised="23 Nov 2026")
        fill(c, channel="letter", requester="DC Ann Bell", requester_kind="police")
        fill(c, subjects="Tom Doe; Ann Lee", organisation="Kent Police", school="elm")
        form = c.app.screen.query_one(Form)
        form.focus_field("summary")
        await c.type("Where they live, and who else is at that addres")
        await c.press("s")
        assert "else is at that address" in c.shown
        await c.press("tab")
        assert "Asks for Where they live, and who else is…" in c.shown
        await c.press("enter")
        assert "DSC-2026-0001" in c.shown
    case = case_view(desk, "DSC-2026-0001")
    assert (case.requester.name, case.requester.organisation) == ("DC Ann Bell", "Kent Police")
    assert (case.requester_kind, case.channel, case.row.school) == ("police", "letter", "elm")
    assert case.row.subjects == ("Tom Doe", "Ann Lee")
    assert {f.name: f.on for f in case.facts} == {
        "received": date(2026, 11, 20),
        "recognised": date(2026, 11, 23),
    }
    assert case.summary == "Where they live, and who else is at that address"


async def test_a_breach_counts_from_its_minute(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        fill(c, kind="breach", received="2026-11-24", requester="Ben Hale")
        await c.rest()
        assert "add a time, such as 14:20" in c.shown
        fill(c, received="2026-11-24T14:20")
        await c.rest()
        assert "due Fri 27 Nov 2026 14:20" in c.shown
        await c.press("enter")
    assert datetime.fromisoformat(case_view(desk, "0001").row.received).hour == 14


async def test_a_breach_in_one_line_keeps_its_minute(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("breach Ben Hale, email, 2026-11-24T14:20")
        assert "due Fri 27 Nov 2026 14:20" in c.shown
        await c.press("enter")
        assert c.lines[0].startswith("BRC-2026-0001")
    assert case_view(desk, "0001").row.received == "2026-11-24T14:20"


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        fill(c, received="31 June", summary="All e-mails")
        await c.rest()
        await c.press("enter")
        at = next(n for n, line in enumerate(c.lines) if line.startswith(" Received"))
        requester = next(line for line in c.lines if line.startswith(" Requester"))
        assert "! '31 June'" in c.lines[at + 1]
        assert "! " in requester
        assert isinstance(c.app.screen, NewRequestScreen)
        assert c.app.screen.form.values["summary"] == "All e-mails"
        form = c.app.screen.form
        assert c.app.screen.focused is form.controls["received"]
        fill(c, received="today", requester="Jane Doe", subjects="Tom Doe")
        await c.rest()
        assert not [line for line in c.lines if "!" in line and "! This may also" not in line]
        await c.press("enter")
        assert "SAR-2026-0001" in c.shown


async def test_a_line_that_cannot_be_read_is_not_logged(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar Jane Doe re Tom Doe, yesturday")
        assert "I don't recognise" in c.shown
        assert "“asks for” before" in c.shown
        await c.press("enter")
        assert "The first line can't be read" in c.shown
        assert count(desk, Query()) == 0
        await c.press("tab", "shift+tab", *["backspace"] * len("urday"))
        await c.type("erday")
        await c.press("enter")
        assert c.lines[0].startswith("SAR-2026-0001")


async def test_days_lost_before_it_was_recognised_are_told(console: Opener, desk: Desk) -> None:
    async with console(desk, (120, 40)) as c:
        await c.press("N")
        fill(c, received="2026-11-02", recognised="2026-11-23", requester="Jane Doe")
        await c.rest()
        assert "due Wed 2 Dec 2026" in c.shown
        assert "21 days" in c.shown


async def test_a_probable_duplicate_is_told_before_it_is_logged(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("foi", requester="Jane Doe")
    async with console(desk) as c:
        await c.press("N")
        fill(c, requester="jane doe")
        assert isinstance(c.app.screen, NewRequestScreen)
        c.app.screen.search()
        await c.rest()
        assert "! FOI-2026-0001: probably the same" in c.shown
        await c.press("escape", "y", "N")
        await c.type("foi Ms Jane Doe")
        await c.press("enter")
        assert "enter again logs this one too." in c.shown
        assert count(desk, Query()) == 1
        await c.press("enter")
        assert c.lines[0].startswith("FOI-2026-0002")


async def test_letters_choose_in_a_choice_and_never_run_commands(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N", "tab", "d")
        assert "Data protection complaint" in c.shown
        await c.press("q")
        assert isinstance(c.app.screen, NewRequestScreen)
        await c.press("left", "right", "right")
        assert isinstance(c.app.screen, NewRequestScreen)
        form = c.app.screen.query_one(Form)
        form.focus_field("requester_kind")
        await c.press("p", "u")
        assert form.values["requester_kind"] == "pupil"
        form.focus_field("readers")
        await c.press("space", "right", "space")
        assert "(backspace" in c.shown
        await c.press("space", "space", "shift+tab", "enter")
        assert "! This includes everyone." in c.shown
        assert c.app.screen.focused is form.controls["readers"]


async def test_leaving_asks_only_when_something_was_typed(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N", "escape")
        assert c.lines[0].startswith("Cases")
        await c.press("N")
        await c.type("sar Jane")
        await c.press("escape")
        assert "Leave without logging?" in c.shown
        await c.press("n")
        assert "sar Jane" in c.shown
        await c.press("escape", "y")
        assert c.lines[0].startswith("Cases")


async def test_who_may_not_log_is_told_so_before_typing(console: Opener, desk_of: DeskOf) -> None:
    async with console(desk_of("auditor")) as c:
        await c.press("N")
        assert "who may not log a request; the DPO, a clerk or the designated" in c.shown
        assert c.lines[0].startswith("Cases")


async def test_a_request_is_logged_while_a_case_is_open(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("foi", requester="Jane Doe")
    async with console(desk) as c:
        await c.press("6", "enter", "N")
        await c.type("sar Ann Lee")
        await c.press("enter")
        assert c.lines[0].startswith("SAR-2026-0001")
        await c.press("escape")
        assert c.lines[0].startswith("Cases")


async def test_twelve_keys_beside_the_names_log_a_request(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N", "s", "a", "r", "space")
        await c.type("Jane Doe")
        await c.press("enter")
    assert case_view(desk, "0001").requester.name == "Jane Doe"
    with pytest.raises(BadInput):
        case_view(desk, "0002")


async def test_a_courts_request_is_told_that_the_order_sets_the_day(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("court DJ Ann Petch re Tom Doe, letter")
        assert "The order sets the day by which to answer" in c.shown


async def test_a_body_with_a_right_to_pupil_data_is_supposed_for_nobody(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("ctf Rex Vane re Una Carr, email, rex@example.org")
        assert c.app.screen.query_one(Form).values["requester_kind"] == ""
        await c.press("enter")
        assert "Nobody has said who asks. We supposed: Another school or college." in c.shown
        await _say(c, "people", "1", phone="01632 960123", why="She rang")
        assert "Nobody has said who asks" in c.shown
        await _say(c, "correct_case", requester_kind="school", why="The head wrote")
        assert "Nobody has said who asks" not in c.shown
    assert case_view(desk, "CTF-2026-0001").requester.kind == "school"


async def _say(c: Console, *chosen: str, **values: str) -> None:
    """Do a step of the open case from its menu, with a form."""
    await c.press("m")
    for name in chosen:
        menu = c.app.screen.query_one(Menu)
        menu.highlighted = [choice.value for choice in menu.choices].index(name)
        await c.press("enter")
    fill(c, **values)
    await c.press("enter")


async def test_letters_that_spell_no_choice_leave_the_one_before_and_say_so(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        form = c.app.screen.query_one(Form)
        form.focus_field("kind")
        before = form.values["kind"]
        await c.press(*"compx")
        assert form.values["kind"] == before
        assert "no “compx”" in c.shown
        await c.press("backspace")
        assert "no “" not in c.shown
        await c.press(*"complaint")
        assert "Data protection complaint" in c.shown


async def test_a_supposed_parent_who_asks_about_nobody_is_told_above_the_dates(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar Tom Doe, email, yesterday")
        assert "Nobody is named under “About”. If Tom Doe asks for data about themselves" in c.shown
        c.app.screen.query_one(Form).fill({"requester_kind": "pupil"})
        await c.rest()
        assert "Nobody is named" not in c.shown
        c.app.screen.query_one(Form).fill({"requester_kind": "parent", "subjects": "Ida Doe"})
        await c.rest()
        assert "Nobody is named" not in c.shown

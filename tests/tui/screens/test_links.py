"""Several kinds in one message, linked cases, and another kind, by keys."""

from dataclasses import replace

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.links import link
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.case.case import CaseScreen
from dpo_console.tui.screens.frame import palette as palette_screen
from dpo_console.tui.screens.requests.new_request import NewRequestScreen
from dpo_console.tui.widgets.menu import Menu
from tests.answering import meet_checklist
from tests.conftest import TODAY
from tests.tui.conftest import Console, Log, Opener
from tests.tui.screens.test_new_request import fill

LINE = "sar Jane Doe re Tom Doe, email, 9 Nov 2026"


def value(c: Console, name: str) -> str:
    assert isinstance(c.app.screen, NewRequestScreen)
    return c.app.screen.form.values[name]


async def test_space_adds_what_the_message_may_be_besides(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type(LINE)
        assert "! This may also come under: educational record (due sooner, Mon 30 Nov" in c.shown
        c.app.screen.query_one(Form).focus_field("also")
        await c.press("space")
        assert value(c, "also") == "educational-record"
        assert "This may also come under: FOI" in c.shown
        assert "Earliest: Mon 30 Nov 2026 (educational record, 15 school days); SAR" in c.shown
        assert "Work to the earliest." in c.shown
        assert "15 school days: day 1 is Tue 10 Nov" in c.shown
        await c.press("space", "space", "backspace")
        assert value(c, "also") == "educational-record+foi"
        await c.press("enter")
        assert "EDR-2026-0001, from the same message, is due first: Mon 30 Nov 2026" in c.shown
        assert c.lines[0].startswith("SAR-2026-0001")
    assert len(case_view(desk, "SAR-2026-0001").links) == 2
    assert verify(desk).sound


async def test_space_adds_the_likeliest_kind_though_others_come_before_it_in_the_list(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("foi Ann Lee, email")
        assert "This may also come under: SAR (1 month)" in c.shown
        c.app.screen.query_one(Form).focus_field("also")
        await c.press("space")
        assert value(c, "also") == "sar"


async def test_letters_and_arrows_look_among_the_kinds(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        c.app.screen.query_one(Form).focus_field("also")
        await c.rest()
        assert "space adds educational record" in c.shown
        await c.press("o")
        assert "space adds objection" in c.shown
        await c.press("right", "left", "space")
        assert value(c, "also") == "objection"
        await c.press("backspace", "backspace")
        assert value(c, "also") == ""


async def test_the_kind_itself_is_no_further_kind(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        fill(c, also="foi+educational-record")
        await c.rest()
        fill(c, kind="foi")
        await c.rest()
        assert value(c, "also") == "educational-record"


async def test_a_breach_among_the_kinds_asks_for_the_minute(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        fill(c, kind="complaint", received="2026-11-24", requester="Jane Doe")
        await c.rest()
        assert "at what time?" not in c.shown
        fill(c, also="breach")
        await c.rest()
        assert "add a time, such as 14:20" in c.shown


async def test_one_line_fills_the_kinds_and_the_earlier_case(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("foi", days_ago=30)
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar+edr Jane Doe re Tom Doe, about 0001")
        assert value(c, "also") == "educational-record"
        assert value(c, "about") == "0001"
        assert isinstance(c.app.screen, NewRequestScreen)
        c.app.screen.search()
        await c.rest()
        assert "FOI-2026-0001" in next(line for line in c.lines if "Belongs with" in line)
        await c.press("enter")
    assert [x.nature for x in case_view(desk, "SAR-2026-0001").links] == [
        "related", "same-message"
    ]  # fmt: skip


async def test_an_earlier_case_that_is_none_is_told_and_nothing_logged(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        fill(c, requester="Jane Doe", about="SAR-2026-0077")
        await c.rest()
        await c.press("enter")
        assert "There is no case 'SAR-2026-0077'" in c.shown
        assert value(c, "requester") == "Jane Doe"


async def test_a_repeat_is_told_with_the_day_it_was_answered(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("sar", subjects=("Tom Doe",))
    meet_checklist(desk, case.reference)
    close(desk, case.reference, "disclosed", TODAY)
    async with console(desk, (120, 40)) as c:
        await c.press("N")
        fill(c, requester="Jane Doe", subjects="Tom Doe")
        assert isinstance(c.app.screen, NewRequestScreen)
        c.app.screen.search()
        await c.rest()
        assert "a repeat: the last one was answered Wed 25 Nov 2026. UK GDPR Art 12(5)" in c.shown
        assert "To link the two, type SAR-2026-0001 into “Belongs with”" in c.shown
        fill(c, subjects="Ann Doe")
        await c.rest()
        assert "about Tom Doe" in c.shown


async def test_a_key_opens_the_case_that_belongs_with_it(
    console: Opener, desk: Desk, log: Log
) -> None:
    first, second = log("sar"), log("foi", requester="Una Rae")
    async with console(desk) as c:
        await c.press("enter", "b")
        assert "It is linked with no other case." in c.shown
        await c.press("escape")
    link(desk, first.reference, second.reference, "related")
    async with console(desk) as c:
        await c.press("enter")
        at = c.lines[0].split()[0]
        other = {first.reference: second.reference, second.reference: first.reference}[at]
        await c.press("b")
        assert c.lines[0].startswith(other)
        await c.press("escape")
        assert c.lines[0].startswith(at)


async def test_several_are_chosen_from(console: Opener, desk: Desk) -> None:
    request = NewRequest("sar", TODAY, "Jane Doe", also=("foi", "educational-record"))
    log_request(desk, request)
    async with console(desk) as c:
        c.app.open_case("SAR-2026-0001")
        await c.rest()
        await c.press("b")
        assert "With SAR-2026-0001 belong" in c.shown
        await c.press("enter")
        assert isinstance(c.app.screen, CaseScreen)
        assert c.lines[0].startswith("FOI-2026-0001")


async def palette(c: Console, words: str) -> None:
    await c.press("colon")
    await c.type(words)
    await c.press("enter")


async def test_a_link_is_said_and_taken_back(console: Opener, desk: Desk, log: Log) -> None:
    log("sar")
    log("sar", days_ago=9, requester="Una Rae")
    async with console(desk) as c:
        c.app.open_case("SAR-2026-0001")
        await c.rest()
        await palette(c, "a related one")
        await c.type("0002")
        await c.press("tab", "r", "enter")
        assert "Linked: SAR-2026-0002 (this case repeats it)." in c.shown
        await palette(c, "remove the link")
        assert "SAR-2026-0002 (this case repeats it)" in c.shown
        await c.press("tab")
        await c.type("A slip")
        await c.press("enter")
        assert "Link removed." in c.shown
    assert case_view(desk, "0001").links == ()
    assert case_view(desk, "0002").timeline[-1].text.endswith("A slip")
    assert verify(desk).sound


@pytest.mark.usefixtures("two_schools")
async def test_no_school_is_supposed_and_choosing_one_shows_the_date_beside_it(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        await c.type("educational-record Jane Doe re Tom Doe, email, 9 Nov 2026")
        assert "‹ School not known ›" in c.shown
        assert "due Mon 30 Nov 2026" in c.shown
        await c.press("enter", "enter")
        assert "The school isn't known." in c.shown
        await palette(c, "correct the entry")
        assert "due Mon 30 Nov 2026" in c.shown
        await c.press("right", "right")
        assert "no date set by law; now due Mon 30 Nov 2026" in c.shown
        c.app.screen.query_one(Form).focus_field("why")
        await c.type("On the roll of Elm Park")
        await c.press("enter")
        assert "Elm Park Academy" in c.shown
    case = case_view(desk, "EDR-2026-0001")
    assert (case.row.school, case.row.due) == ("elm", None)
    assert verify(desk).sound


async def test_reclassifying_shows_the_date_beside_the_kind(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log("sar", days_ago=16, subjects=("Tom Doe",))
    assert case.row.due == "2026-12-09"
    async with console(desk) as c:
        await c.press("enter")
        await palette(c, "change the kind of the case")
        await c.press("e")
        assert "due Mon 30 Nov 2026, in 5 days; now due Wed 9 Dec 2026" in c.shown
        await c.press("tab")
        await c.type("The parent wants the record")
        await c.press("enter")
        assert "Before: due Wed 9 Dec 2026; now: due Mon 30 Nov 2026." in c.shown
        assert "Counted as a parent's request for the educational record from this day" in c.shown
    after = case_view(desk, case.reference)
    assert (after.row.kind, after.logged_as) == ("educational-record", "sar")
    assert verify(desk).sound


async def test_a_kind_that_cannot_be_says_so_beside_it(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("sar")
    async with console(desk) as c:
        await c.press("enter")
        await palette(c, "change the kind of the case")
        await c.press("p", "p")
        fill_kind(c, "breach")
        await c.rest()
        assert "counts hours: say first at what minute" in c.shown


def fill_kind(c: Console, kind: str) -> None:
    from dpo_console.tui.forms.form import Form

    c.app.screen.query_one(Form).fill({"kind": kind})


async def test_the_preview_and_the_case_tell_what_belongs_with_it(
    console: Opener, desk: Desk
) -> None:
    request = NewRequest("sar", TODAY.replace(day=9), "Jane Doe", subjects=("Tom Doe",))
    log_request(desk, replace(request, also=("educational-record",)))
    async with console(desk, (120, 40)) as c:
        c.app.open_case("SAR-2026-0001")
        await c.rest()
        assert "EDR-2026-0001 (same message), due Mon 30 Nov 2026" in c.shown


async def test_enter_opens_the_case_that_was_typed_however_late_it_is_found(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log("foi", days_ago=9)
    other = log("foi", requester="Kim Roe").reference
    monkeypatch.setattr(palette_screen, "background", lambda *_: None)
    async with console(desk) as c:
        await c.press("colon")
        await c.type("foi-2")
        await c.press("enter")
        assert c.shown.startswith(other)
        await c.press("escape", "colon")
        await c.type("zebedee quux")
        await c.press("enter")
        assert "Nothing matches." in c.shown


async def test_find_runs_a_command_of_the_screen_before_and_names_cases_by_their_people(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("sar", summary="everything since the schedule changed")
    async with console(desk) as c:
        await c.press("enter", "A", "colon")
        await c.type("schedule")
        offered = [choice.value for choice in c.app.screen.query_one(Menu).choices]
        assert "case:SAR-2026-0001" not in offered, "a case that only mentions the word"
        await c.press("enter")
        assert c.lines[0].startswith("SAR-2026-0001  Disclosure schedule")
        await c.press("escape")
        assert isinstance(c.app.screen, CaseScreen)
        await c.press("A", "colon")
        await c.type("assign")
        assert "SAR-2026-0001: " in c.shown
        await c.press("ctrl+u")
        await c.type("reopen")
        await c.press("enter")
        assert "! “Reopen” is for a closed case. SAR-2026-0001 is open." in c.shown
        await c.press("escape")
        assert c.lines[0].startswith("SAR-2026-0001  Before")


async def test_find_offers_first_the_command_typed_in_full(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("sar")
    async with console(desk) as c:
        await c.press("enter", "colon")
        await c.type("link")
        assert c.app.screen.query_one(Menu).choices[0].title == "link"

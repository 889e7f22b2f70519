"""Messages by keys: several in a row become cases, in a few keys each."""

import pytest

from dpo_console.cases.intake.tray import tray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.intake import take_in
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.mail.boxes import Raw
from dpo_console.store.reads.messages import ASIDE
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.intake import TrayScreen
from tests.casework.intake.test_intake import SAR, mail
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Opener

FOI = mail(
    "Under the Freedom of Information Act 2000: what did supply teachers cost?",
    name="Greta Holm", subject="FOI request",
)  # fmt: skip
LUNCH = mail("Is there a vegetarian choice on Friday?", name="Lena Frost", subject="Lunch [/] \x1b")
SCAN = Raw("scan.eml", b"%PDF-1.7 no mail at all")


@pytest.fixture
def waiting(desk: Desk) -> None:
    assert len([*take_in(desk, (SAR, FOI, LUNCH, SCAN))]) == 4


async def press(console: Console, *keys: str) -> None:
    for key in keys:
        await console.press(key)


async def test_three_messages_become_cases_in_a_few_keys_each(
    console: Opener, desk: Desk, waiting: None
) -> None:
    async with console(desk, (120, 40)) as c:
        assert c.lines[1].endswith("@ Messages 4")
        await press(c, "at")
        assert "Nothing here is logged yet." in c.shown
        assert "Jane Doe" in c.shown
        assert "It says “copy of all" in c.shown
        await press(c, "enter", "enter")
        assert "Message 1 became SAR-2026-0001." in c.shown
        await press(c, "enter", "enter")
        assert "Message 2 became FOI-2026-0001." in c.shown
        # no words show a kind: somebody chooses it, and nothing is logged before
        await press(c, "enter")
        assert "What is it?" in c.shown
        await press(c, "enter")
        assert c.app.screen.query_one(Form).values["requester_kind"] == ""
        assert "If you don't, we take it for: Parent or carer." in c.shown
        await press(c, "escape", "2", "enter")
        assert "Which case? Type its reference" in c.shown
        await press(c, "escape")
        assert isinstance(c.app.screen, TrayScreen)
    assert [one.row.number for one in tray(desk)] == [3, 4]
    case = case_view(desk, "SAR-2026-0001")
    assert (case.requester.name, [row.name for row in case.papers]) == ("Jane Doe", ["request.eml"])


async def test_a_narrow_window_still_counts_the_messages(
    console: Opener, desk: Desk, waiting: None
) -> None:
    async with console(desk, (80, 24)) as c:
        assert c.lines[1].endswith("@ new 4")
        await press(c, "H")
        assert c.lines[1].endswith("@ new 4")


async def test_what_a_message_leaves_open_is_empty_in_the_form(console: Opener, desk: Desk) -> None:
    raw = b"From: jumping_jack@home.example.net\nTo: us@oak.example.org\n\nSubject access request"
    take = [*take_in(desk, [Raw("a.eml", raw)])]
    async with console(desk, (120, 40)) as c:
        await press(c, "at", "enter")
        values = c.app.screen.query_one(Form).values
        assert (values["kind"], values["requester"], values["received"]) == ("sar", "", "")
        await press(c, "enter")
        assert len(take) == len(tray(desk)) == 1
        c.app.screen.query_one(Form).fill({"requester": "Jack Roe", "received": "2 Nov"})
        await press(c, "enter")
        assert "became SAR-2026-0001" in c.shown


async def test_an_address_that_the_message_protects_is_told_above_the_fold(
    console: Opener, desk: Desk
) -> None:
    words = "A copy of all you hold about my son Tom Doe. Please do not share my address with him."
    assert [*take_in(desk, [mail(words, name="Jane Doe", subject="Subject access request")])]
    async with console(desk) as c:
        await press(c, "at", "enter")
        assert "Protect address" not in c.shown
        assert "Their address is protected, as the message asks." in c.shown
        c.app.screen.query_one(Form).fill({"protected": "no"})
        await c.rest()
        await press(c, "tab")
        assert "is protected" not in c.shown


async def test_a_message_is_set_aside_taken_up_and_kept_by_keys(
    console: Opener, desk: Desk, waiting: None
) -> None:
    log_request(desk, NewRequest("sar", TODAY, "Jane Doe", email="jane@home.example.net"))
    async with console(desk, (80, 24)) as c:
        await press(c, "at")
        assert isinstance(c.app.screen, TrayScreen)
        c.app.screen.compare()
        await c.rest()
        assert "! SAR-2026-0001: jane@home.example.net is" in c.shown
        await press(c, "2")
        c.app.screen.query_one(Form).fill({"case": "SAR-2026-0001"})
        await press(c, "enter")
        assert "Message 1 is kept with" in c.shown
        assert "No date moves by that." in c.shown
        await press(c, "3")
        assert "No message is set aside." in c.shown
        await press(c, "3", "1")
        await c.type("It asks for nothing")
        await press(c, "enter")
        assert "Message 2 is set aside." in c.shown
        await press(c, "4")
        assert "It isn't set aside." in c.shown
        await press(c, "3")
        assert "It asks for nothing" in c.shown
        await press(c, "1")
        assert "It was set aside." in c.shown
        await press(c, "5", "y")
        assert "Message 2 is deleted." in c.shown
    assert tray(desk, (ASIDE,)) == ()


async def test_an_auditor_sees_why_nothing_can_be_done(
    console: Opener, desk: Desk, waiting: None, desk_of: DeskOf
) -> None:
    async with console(desk_of("auditor"), (120, 40)) as c:
        await press(c, "at", "enter")
        assert "is an auditor, who may not log a request" in c.shown

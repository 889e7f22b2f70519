"""The people of a case, its readers and its evidence pack, by keys, with others' view of them."""

from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from dpo_console.casework.people.parties import change_party, with_protected
from dpo_console.casework.restricted import restrict
from tests.conftest import DeskOf
from tests.tui.conftest import Console, Log, Opener
from tests.tui.screens.test_links import palette
from tests.tui.screens.test_new_request import fill

SECRET = "4 Refuge Row"


async def test_somebody_is_added_put_right_and_taken_off(
    console: Opener, desk: Desk, log: Log
) -> None:
    reference = log("sar", subjects=("Tom Doe",)).reference
    async with console(desk) as c:
        await c.press("enter")
        await palette(c, "add, correct or take off")
        for shown in ("requester: Jane Doe", "subject: Tom Doe", "Add a subject"):
            assert shown in c.shown
        await c.press("down", "down", "enter")
        await c.type("Ana Doe")
        await c.press("enter")
        assert "Subject added." in c.shown
        await palette(c, "add, correct or take off")
        await c.press("down", "down", "enter")
        assert f"{reference}: subject Ana Doe" in c.shown
        await c.type("Anna Doe")
        await c.press(*["tab"] * 11)
        await c.type("As on the register")
        await c.press("enter")
        assert "Corrected." in c.shown
        await palette(c, "add, correct or take off")
        await c.press("down", "down", "enter")
        await c.press(*["tab"] * 10)
        await c.press("right", "tab")
        await c.type("Another family")
        await c.press("enter")
        assert "Corrected." in c.shown
        await palette(c, "add, correct or take off")
        await c.press("enter", *["tab"] * 10, "s", "tab")
        await c.type("Writes for her")
        await c.press("enter")
        assert "Jane Doe (Solicitor)" in c.shown
    case = case_view(desk, reference)
    assert [p.name for p in case.parties] == ["Jane Doe", "Tom Doe"]
    assert [e.text for e in case.timeline[1:]] == [
        "Added subject Ana Doe",
        "Corrected name of subject Ana Doe: As on the register",
        "Took off subject Anna Doe: Another family",
        "Corrected kind of requester Jane Doe: Writes for her",
    ]
    assert verify(desk).sound


async def test_a_protected_address_is_seen_in_its_form_alone(
    console: Opener, desk: Desk, log: Log
) -> None:
    reference = log("sar", address=SECRET).reference
    change_party(desk, reference, 1, {}, "She fled", protected=True)
    async with console(desk, (120, 40)) as c:
        assert SECRET not in c.shown
        await c.press("enter")
        assert SECRET not in c.shown
        await palette(c, "add, correct or take off")
        assert SECRET not in c.shown
        await c.press("enter")
        assert SECRET in c.shown
        assert "yes: in no letter to others" in c.shown


async def test_another_person_is_added_and_her_details_are_kept_from_the_requester(
    console: Opener, desk: Desk, log: Log
) -> None:
    reference = log("sar", requester="Paul Doe").reference
    async with console(desk, (120, 40)) as c:
        await c.press("enter")
        await palette(c, "add, correct or take off")
        await c.press(*["down"] * 3, "enter")
        assert f"{reference}: add another person" in c.shown
        fill(c, name="Jane Doe", relation="mother", address=SECRET, kept_from="1")
        await c.press("enter")
        assert "Person added." in c.shown
        assert "Jane Doe, address protected, kept from Paul Doe" in c.shown
    mother = with_protected(desk, reference)[-1]
    assert (mother.known_as, mother.address, mother.protected) == ("mother", SECRET, True)


async def test_a_case_is_restricted_marked_and_explained(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    reference = log("sar").reference
    async with console(desk) as c:
        await c.press("enter")
        await palette(c, "let only some people see")
        assert "Also seen by nobody else space adds Ben Hale (clerk)" in c.shown
        assert "Left and right arrows offer another person" in c.shown
        assert "Nobody but you and these people sees it in any list" in c.shown
        await c.press("r", "space", "tab")
        await c.type("A colleague's own request")
        await c.press("enter")
        assert "Restricted: seen by you " in c.shown
        await c.press("escape")
        assert "(r) Jane Doe" in c.shown
        await c.press("question_mark")
        while "(r) marks it" not in c.shown:
            assert "quit" not in c.lines[-3], "the last line of help, and it was not there"
            await c.press("ctrl+d")
    case = case_view(desk, reference)
    assert case.readers == ("dpo", "head")
    async with console(desk_of("clerk")) as c:
        assert reference not in c.shown
        await c.press("colon")
        await c.type(reference)
        await c.press("enter")
        assert "Jane Doe" not in c.shown


async def test_a_case_that_is_restricted_while_it_is_open_can_be_changed_no_more(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    reference = log("sar").reference
    async with console(desk_of("clerk")) as c:
        await c.press("enter")
        restrict(desk, reference, ["head"])
        await c.press("n")
        await c.type("Too late")
        await c.press("enter")
        assert "can't be read now: it may have been restricted." in c.shown
        await c.press("escape", "y", "escape", "r")
        assert reference not in "\n".join(c.lines[:-1])
    assert all("Too late" not in e.text for e in case_view(desk, reference).timeline)


@pytest.mark.parametrize("key", ["enter", "m", "n", "L"])
async def test_a_key_on_a_line_that_is_no_longer_there_for_them_says_so(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log, key: str
) -> None:
    reference = log("sar").reference
    async with console(desk_of("clerk")) as c:
        assert "Jane Doe" in c.shown
        restrict(desk, reference, ["head"])
        await c.press(key)
        assert f"There is no case '{reference}'" in c.shown


async def test_a_request_is_protected_and_restricted_as_it_is_logged(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        fill(c, requester="Jane Doe", requester_kind="staff")
        await c.rest()
        assert "Should everyone see it?" in c.shown
        fill(c, reach=f"jane@example.org; {SECRET}", protected="yes", readers="head")
        await c.rest()
        assert "Should everyone see it?" not in c.shown
        await c.press("enter")
        assert "restricted to Amara Okafor, Ruth Castle" in c.shown
        assert SECRET not in c.shown
    requester = with_protected(desk, "0001")[0]
    assert (requester.email, requester.address) == ("jane@example.org", SECRET)
    assert requester.protected


async def test_a_pack_is_made_where_the_form_says(
    console: Opener, desk: Desk, log: Log, tmp_path: Path
) -> None:
    reference = log("sar").reference
    add_note(desk, reference, "She rang")
    async with console(desk) as c:
        await c.press("enter")
        await palette(c, "a folder for the Commissioner")
        assert f"{reference}: make an evidence pack?" in c.shown
        fill_form(c, to=str(tmp_path / "ico"))
        await c.rest()
        await c.press("enter")
        assert "Evidence pack made: " in c.shown
        await palette(c, "a folder for the Commissioner")
        fill_form(c, whom="", to=str(tmp_path / "ico"))
        await c.press("enter")
        assert "Say for whom the pack is" in c.shown
    assert [p.name for p in (tmp_path / "ico").iterdir()] == [f"{reference}-pack-1"]


def fill_form(c: Console, **values: str) -> None:
    from dpo_console.tui.forms.form import Form

    c.app.screen.query_one(Form).fill(values)

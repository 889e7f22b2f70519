"""The way of somebody who knows only what the screens say, counted with its tabs and arrows.

Words that the officer must write are counted apart, because no key can save them.
"""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.search.searching import ask_places
from dpo_console.tui.forms.form import Form
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener
from tests.tui.test_whole_work import Counted


async def logged(work: Counted) -> None:
    """Fill in the form field by field, without its one line, and say the school when asked."""
    await work.press("N tab tab")
    await work.write("Jane Doe", "tab tab")
    await work.write("Tom Doe", "tab tab")
    await work.write("All e-mails about Tom", "enter")


@pytest.mark.usefixtures("two_schools")
async def test_a_newcomer_logs_a_request_in_nine_keys(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        work = Counted(c)
        await logged(work)
        work.reached("Which school is it about?", "1 Oak", "2 Elm")
        await work.press("2")
        work.reached("Logged. Jane Doe", "next: Preserve the records", "enter next step")
    case = case_view(desk, "SAR-2026-0001")
    assert (case.row.requester, case.row.subjects) == ("Jane Doe", ("Tom Doe",))
    assert (case.row.school, case.summary) == ("elm", "All e-mails about Tom")
    assert work.keys <= 9, f"{work.keys} keys"


@pytest.mark.usefixtures("two_schools")
async def test_a_newcomer_searches_and_acknowledges_in_sixteen_keys(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await logged(Counted(c))
        await c.press("2")
        work = Counted(c)
        await work.press("enter")
        work.reached("Notices sent? Press 1 to record it for 4 places.")
        await work.press("1 enter")
        work.reached("Asked? Press 2 to record it for 9 places.")
        await work.press("2 enter")
        work.reached("Press 4 for found, 5 for nothing held. * marks all that are left.")
        await work.press("4 4 j j 4 asterisk 5")
        work.reached("9 of 9 places answered", "Next (L): Acknowledge.")
        await work.press("L s enter")
        work.reached("Recorded as sent. Next (B): List what was found.")
    case = case_view(desk, "SAR-2026-0001")
    results = [row.result for row in case.places]
    assert results == [*["found"] * 2, *["nothing"] * 2, "found", *["nothing"] * 4]
    assert all(row.told_on for row in case.places if row.hold)
    assert all(row.asked_on for row in case.places)
    assert [letter.name for letter in case.letters] == ["acknowledgement"]
    assert work.keys <= 16, f"{work.keys} keys"


async def test_late_answers_are_chased_at_once_only_after_a_question(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    reference = log().reference
    ask_places(desk, reference, ["mis", "cctv"], by=date(2026, 12, 1))
    async with console(desk_of(today=date(2026, 12, 9))) as c:
        await c.press("6", "P", "3")
        assert "Record 2 reminders as sent?" in c.shown
        assert "You sent one for: Pupil information system, CCTV." in c.shown
        await c.press("n")
        assert not any(row.chased_on for row in case_view(desk, reference).places)
        await c.press("3", "y")
        assert "Reminder recorded: Pupil information system, CCTV." in c.shown
    chased = [row.slug for row in case_view(desk, reference).places if row.chased_on]
    assert chased == ["mis", "cctv"]


async def test_enter_on_a_case_begins_its_move_or_offers_every_step(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = log("complaint")
    async with console(desk) as c:
        await c.press("6", "enter", "enter")
        assert c.lines[0].startswith(f"{case.reference} Letters".replace(" L", "  L"))
    close(desk, case.reference, "withdrawn", TODAY)
    async with console(desk) as c:
        await c.press("7", "enter", "enter")
        assert f"{case.reference}: what happens next?" in c.shown


async def test_a_body_is_asked_for_its_name_and_number_at_once(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        form = c.app.screen.query_one(Form)
        assert names(form)[:4] == ["line", "kind", "requester", "requester_kind"]
        form.fill({"requester_kind": "solicitor"})
        await c.rest()
        assert names(form)[4:7] == ["organisation", "their_ref", "subjects"]
        form.fill({"requester_kind": "parent"})
        await c.rest()
        assert names(form)[4] == "subjects"
        form.fill({"kind": "breach"})
        await c.rest()
        assert names(form)[2:4] == ["received", "recognised"]
        form.focus_field("kind")
        await c.press("tab")
        assert c.app.focused is form.controls["received"]


def names(form: Form) -> list[str]:
    """Return the fields of a form, from top to bottom."""
    rows = {field.name: form.controls[field.name].region.y for field in form.fields}
    assert sorted(rows, key=rows.__getitem__) == list(rows)
    return list(rows)


@pytest.mark.usefixtures("two_schools")
async def test_a_school_is_found_by_any_part_of_its_name(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("N")
        form = c.app.screen.query_one(Form)
        form.focus_field("school")
        assert "School ‹ School not known › leave it to be asked later" in c.shown
        await c.press(*"cad")
        assert form.values["school"] == "elm"
        assert "you are asked on enter" not in c.shown


async def test_identity_is_asked_for_and_received_in_six_keys(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await logged(Counted(c))
        work = Counted(c)
        await work.press("m")
        work.reached("i Record: identity asked for")
        await work.press("i")
        await work.write("The address is new to us", "enter")
        work.reached("then await proof of identity")
        await work.press("m i enter")
    facts = {fact.name for fact in case_view(desk, "SAR-2026-0001").facts}
    assert {"id_requested", "id_received"} <= facts
    assert work.keys <= 6, f"{work.keys} keys"


async def test_what_a_new_request_supposes_is_called_a_guess_until_it_is_chosen(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("N")
        assert "‹ by e-mail › a guess so far" in c.shown
        c.app.screen.query_one(Form).fill({"channel": "letter"})
        await c.rest()
        assert c.shown.count("a guess so far") == 2, "the kind and who asks are still guesses"
        assert "‹ Parent or carer › a guess so far" in c.shown

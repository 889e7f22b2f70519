"""Data that a third party requests, listed by keys, with the challenges beside."""

from dataclasses import replace

import pytest

from dpo_console.approval.data_items import listed
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import Scope, catalogue
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.sharing.data_item_forms import PickItem
from tests.conftest import DeskOf
from tests.tui.conftest import Console, Log, Opener

SIZES = ((80, 24), (120, 40))


def asked(log: Log, kind: str = "researcher") -> CaseView:
    return log(
        "disclosure", requester="Dr Ann Bell", organisation="Kent University", requester_kind=kind
    )


def given(desk: Desk, case: CaseView) -> list[tuple[str, str, bool]]:
    found = case_view(desk, case.reference).scope.listed
    return [(item.key, item.instead, item.given) for item in found]


async def add(c: Console, typed: str) -> None:
    await c.press("plus")
    await c.type(typed)
    await c.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_items_are_chosen_by_typing_and_what_speaks_against_them_is_beside(
    console: Opener, desk: Desk, log: Log, size: tuple[int, int]
) -> None:
    case = asked(log)
    async with console(desk, size) as c:
        await c.press("A", "T")
        assert "No item is listed yet." in c.shown
        assert "Take care: Don't give names, unless" in c.shown
        await c.press("plus")
        assert "Name C1" in c.shown
        await c.type("ethn")
        assert "B4, special category" in c.shown
        await c.press("enter")
        assert "Listed: Ethnic group." in c.shown
        assert "!! Special category data: Ethnic group." in c.shown
        await add(c, "dob")
        assert "Date of birth: would less detail do" in c.shown
        await c.press("2")
        assert "less C4 Age in years (instead of Date of birth)" in c.shown
        assert "Date of birth: would less detail do" not in c.shown
        await c.press("2")
        assert "Month and year of birth (instead of Date of birth)." in c.shown
        await c.press("1")
        assert "give C2 Date of birth" in c.shown
        await c.press("3")
        assert "withhold C2 Date of birth" in c.shown
        await c.resize(80, 24)
        await c.press("escape")
        assert " * -         Do we know exactly who is asking: legal name, type, address, and…" in (
            line.removesuffix("▐").rstrip() for line in c.lines
        )
    assert given(desk, case) == [("ethnic-group", "", True), ("date-of-birth", "", False)]


async def test_an_item_is_rated_changed_and_taken_out(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    async with console(desk) as c:
        await c.press("A", "T")
        await add(c, "Bus pass=D3")
        await c.press("4")
        assert "No order or duty compels this." in c.shown
        await add(c, "postcode")
        await add(c, "nothing like it")
        assert "No item has these words" in c.shown
        await c.press("escape", "enter")
        c.app.screen.query_one(Form).fill({"instead": "first half", "risk": "5"})
        await c.rest()
        await c.press("enter")
        assert "C5 first half (instead of Postcode)" in c.shown
        await c.press("g", "minus")
        assert "Bus pass: taken off." in c.shown
    assert given(desk, case) == [("postcode", "first half", True)]


async def test_a_reason_answers_a_challenge(console: Opener, desk: Desk, log: Log) -> None:
    case = asked(log)
    async with console(desk) as c:
        await c.press("A", "T", "exclamation_mark")
        assert "No question about the items is open." in c.shown
        await add(c, "postcode")
        await c.press("exclamation_mark", "enter")
        await c.type("The study maps bus routes")
        await c.press("enter")
        assert "Reason recorded." in c.shown
    reasons = [c.reason for c in case_view(desk, case.reference).challenges]
    assert "The study maps bus routes" in reasons


async def test_an_answer_on_the_checklist_can_have_one_of_its_own(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log, "school")
    listed_of = [listed(catalogue(desk.settings), slug) for slug in ("date-of-birth", "address")]
    set_scope(desk, case.reference, Scope(listed=tuple(listed_of), pupils=180))
    evidence = "Addresses are needed to plan the bus routes"
    assess(desk, case.reference, "sensitivity.minimum", "met", evidence)
    async with console(desk, (80, 24)) as c:
        await c.press("A", "T")
        assert f"Your answer on the checklist: “{evidence}”" in c.shown
        await c.press("exclamation_mark")
        assert "Date of birth: would less detail do, such as “Age in years” or" in c.lines[-4]
        await c.press("j")
        assert "Home address: would less detail do" in c.lines[-4]
        await c.press("k", "enter")
        await c.type("Ages are not exact enough")
        await c.press("enter")
        assert "Reason recorded." in c.shown
    answers = {row.name: row.answer for row in case_view(desk, case.reference).challenges}
    assert answers["less.date-of-birth"] == "Your answer: “Ages are not exact enough”"
    assert answers["less.address"] == f"Your answer on the checklist: “{evidence}”"


async def test_own_words_for_a_part_lead_to_the_keys_that_rate_or_answer(
    console: Opener, desk: Desk, log: Log
) -> None:
    asked(log)
    async with console(desk, (200, 40)) as c:
        await c.press("A", "T")
        await add(c, "attendance session by")
        await c.press("enter")
        part = {"instead": "Three dates", "sensitivity": "D", "risk": "5"}
        c.app.screen.query_one(Form).fill(part)
        await c.rest()
        await c.press("enter")
        assert "Three dates” are your own words" in c.shown
        assert "! answers one. enter on an item changes it and its rating." in c.shown


async def test_nothing_beyond_the_order_can_be_added(console: Opener, desk: Desk, log: Log) -> None:
    case = asked(log, "court")
    async with console(desk) as c:
        await c.press("A", "T")
        await add(c, "attendance")
        assert "withheld: press 4 if the order names it" in c.shown
        await c.press("4")
        assert "Attendance, session by session (in the order)." in c.shown
        await add(c, "home address")
        await c.press("1")
        assert "is not named in the order" in c.shown
        assert "withhold B1 Home address" in c.shown
        await c.press("4", "4")
        assert "The order then no longer counts as naming “Home address”." in c.shown
        await c.press("y")
        assert "withhold B1 Home address" in c.shown
    assert given(desk, case)[-1] == ("address", "", False)


async def test_a_change_after_the_approval_says_that_it_has_lapsed(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    set_scope(desk, case.reference, Scope(listed=(listed(catalogue(desk.settings), "year-group"),)))
    decide(desk_of("head"), case.reference, "approve", "Small")
    async with console(desk) as c:
        await c.press("A", "T")
        await add(c, "sex")
        assert "Listed: Sex. The approval then lapses" in c.shown
        await c.press("n")
        assert given(desk, case) == [("year-group", "", True)]
        await add(c, "sex")
        await c.press("y")
        assert "The approval has lapsed." in c.shown
        await c.press("escape")
        assert "Items changed." in c.shown
        assert "Year group; Sex" in c.shown


async def test_somebody_else_saved_first(console: Opener, desk: Desk, log: Log) -> None:
    case = asked(log)
    item = listed(catalogue(desk.settings), "year-group")
    async with console(desk) as c:
        await c.press("A", "T")
        set_scope(desk, case.reference, replace(case.scope, listed=(item,)))
        await add(c, "sex")
        assert "was changed since you opened it" in c.shown
        await c.press("escape")
        assert "E5 Year group" in c.shown
        await add(c, "sex")
        assert "Listed: Sex." in c.shown


async def test_who_only_reads_changes_nothing(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    asked(log)
    auditor = desk_of("auditor")
    async with console(auditor) as c:
        await c.press("A", "T", "plus")
        assert "may not" in c.shown
        await c.press("3")
        assert "may not" in c.shown


async def test_the_form_says_what_a_state_school_cannot_rely_on(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    async with console(desk, (120, 40)) as c:
        await c.press("A", "o")
        form = c.app.screen.query_one(Form)
        form.fill({"lawful_basis": "Art 6(1)(e)", "pupils": "many"})
        await c.rest()
        assert "Public task, Art 6(1)(e)" in c.shown
        assert "'many' is not a number" in c.shown
        form.fill({"lawful_basis": "Legitimate interests", "pupils": "180", "years": "2026"})
        await c.rest()
        assert "! Legitimate interests: not for a state" in c.shown
        form.focus_field("lawful_basis")
        await c.rest()
        assert "not for a state school's tasks" in c.shown
        await c.press("enter")
    scope = case_view(desk, case.reference).scope
    assert (scope.pupils, scope.years, scope.lawful_basis) == (180, "2026", "Legitimate interests")


async def test_a_call_back_is_recorded_where_the_person_is_verified(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    async with console(desk) as c:
        await c.press("A", "j", "1")
        form = c.app.screen.query_one(Form)
        form.fill({"number": "01632 960100"})
        await c.rest()
        await c.press("enter")
        assert "! This can't be empty." in c.shown
        await c.type("the university's website")
        await c.press("enter", "escape")
        assert "answered. " in c.shown
    row = next(r for r in case_view(desk, case.reference).checklist if r.id == "who.person")
    assert "found independently (the university's website)" in row.evidence


async def test_the_list_answers_what_it_can_and_tells_who_decides(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    items = (
        listed(catalogue(desk.settings), "dob:less"),
        listed(catalogue(desk.settings), "sen-need"),
        replace(listed(catalogue(desk.settings), "name"), given=False),
    )
    set_scope(desk, case.reference, Scope(listed=items, pupils=300))
    rows = [row.id for row in case_view(desk, case.reference).checklist]
    async with console(desk, (120, 40)) as c:
        await c.press("A", *["j"] * rows.index("sensitivity.special"), "1")
        assert c.app.screen.query_one(Form).values["evidence"] == (
            "Special category: Type of special educational need; "
            "SEND: Type of special educational need."
        )
        await c.press("escape", "j", "1")
        assert c.app.screen.query_one(Form).values["evidence"] == (
            "Less is given: Age in years (instead of Date of birth). Withheld: Name."
        )
        assert "Proposed from the items: check it. What you type replaces it." in c.shown
        await c.type("Own words")
        assert c.app.screen.query_one(Form).values["evidence"] == "Own words"
        assert "Proposed from the items" not in c.shown
        await c.press("escape", "y")
        await c.press(*["j"] * 2, "1", "enter", "escape")
        assert "answered. " in c.shown
    row = next(r for r in case_view(desk, case.reference).checklist if r.id == "sensitivity.rating")
    assert row.evidence == "The highest: sensitivity B, identification risk 4."
    async with console(desk_of("head"), (120, 40)) as c:
        await c.press("6", "d")
        assert (
            "The decision covers exactly: Age in years (instead of Date of birth); Type of special"
            in c.shown
        )
        assert (
            "Still unanswered: the condition for special category data; whether a DPIA is needed"
            in c.shown
        )


async def test_what_a_third_party_is_asked_and_never_told_is_on_its_case(
    console: Opener, desk: Desk, log: Log
) -> None:
    asked(log, "insurer")
    async with console(desk, (80, 40)) as c:
        await c.press("enter")
        assert "take care Don't say whether the pupil attends until you" in c.shown
    # FOI is blind to the requester and the purpose.
    log("foi", requester="Jane Doe", requester_kind="insurer")
    async with console(desk, (120, 40)) as c:
        await c.press("6", "g", "enter")
        assert c.lines[0].startswith("FOI-")
        assert "get from them" not in c.shown


def test_an_item_whose_name_has_the_word_stands_before_its_whole_category(desk: Desk) -> None:
    sen = [choice.title for choice in PickItem(desk, ()).choices("SEN")]
    assert sen[0] == "SEN support or EHC plan (yes or no)"
    assert "Reasons for absence" in sen
    found = [choice.title for choice in PickItem(desk, ()).choices("contacts")]
    assert found[0] == "Parents' and emergency contacts"
    assert "Name" in found

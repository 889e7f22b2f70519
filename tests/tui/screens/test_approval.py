from dataclasses import replace
from datetime import date, time

import pytest

from dpo_console.approval.data_items import ListedItem, listed
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import Scope, catalogue, changed
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadInput, NotAllowed
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.case.case_forms import words_once, words_wanted
from dpo_console.tui.screens.sharing.approval import ApprovalScreen
from dpo_console.tui.widgets.menu import Menu
from tests.casework.gates import meet
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Log, Opener
from tests.tui.sharing import SCOPE, asked, assessed


async def test_the_checklist_stands_under_its_heads_with_the_gates_reasons(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    assert case.gate is not None
    for size in ((80, 24), (120, 40)):
        async with console(desk, size) as c:
            await c.press("A")
            assert "Who is requesting the data" in c.shown
            assert f"Not ready to release: {case.gate.checks} checks" in c.shown
            assert case.checklist[0].question[:40] in c.shown
            assert "Must be met" in c.shown or size[0] < 100
            await c.press("escape", "6", "enter")
            assert c.lines[-1].split("  ")[-3:] == ["A checklist", "d decide", "? help"]
            open_ = sum(row.mandatory and not row.verdict for row in case.checklist)
            assert f"To answer, {open_}: Who is req" in c.shown or size[0] < 100


async def test_a_criterion_is_answered_with_evidence_and_the_gate_says_what_is_left(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    assert case.gate is not None
    left = case.gate.checks - 1
    assert left == len(case.gate.reasons) - 2  # the ruling is no check
    async with console(desk) as c:
        await c.press("A", "1")
        assert case.checklist[0].question[:40] in c.shown
        await c.type("Companies House")
        await c.press("enter", "escape")
        assert f"answered. {left} checks outstanding." in c.shown
        await c.press("3", "enter", "escape")
        assert "info" in c.shown
    first, second = case_view(desk, case.reference).checklist[:2]
    assert (first.verdict, first.evidence, first.by) == ("met", "Companies House", "dpo")
    assert second.verdict == "needs-information"


async def test_met_without_evidence_leaves_the_gate_shut(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    assert case.gate is not None
    async with console(desk) as c:
        await c.press("A", "1", "enter")
        assert "without evidence it still counts as open" in c.shown, "no other form hides it"
        assert f"{case.gate.checks} checks outstanding." in c.shown


async def test_the_scope_is_set_in_one_form(console: Opener, desk: Desk, log: Log) -> None:
    case = asked(log)
    async with console(desk) as c:
        await c.press("A", "o")
        form = c.app.screen.query_one(Form)
        form.fill({"purpose": "Safer crossings", "items": "Postcodes", "until": "31 Jan 2027"})
        await c.rest()
        assert "Sun 31 Jan 2027" in c.shown
        await c.press("enter")
        assert "Postcodes" in c.shown
    scope = case_view(desk, case.reference).scope
    assert (scope.purpose, scope.items) == ("Safer crossings", "Postcodes")
    async with console(desk) as c:
        await c.press("A", "o")
        c.app.screen.query_one(Form).fill({"rating": "C2"})
        await c.rest()
        await c.press("enter")
        assert "Scope set" in c.shown
        await c.press("o")
        assert "may be left empty: the items (T) are Postcodes (C2)" in c.shown
        c.app.screen.query_one(Form).fill({"rating": "B1"})
        await c.rest()
        await c.press("enter")
        assert "! A rating needs words here. A listed item has its own rating." in c.shown
    (item,) = case_view(desk, case.reference).scope.listed
    assert (item.title, item.sensitivity, item.risk) == ("Postcodes", "C", 2)
    assert scope.until == date(2027, 1, 31)


async def test_nothing_is_released_past_a_closed_gate(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    async with console(desk) as c:
        await c.press("A", "D")
        assert "! Not ready to release" in c.shown
        assert isinstance(c.app.screen, ApprovalScreen)
    assert "released" not in {f.name for f in case_view(desk, case.reference).facts}


async def test_a_ruling_is_warned_of_an_empty_way_of_sending(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    set_scope(desk, case.reference, replace(SCOPE, method=""))
    empty = "! “Way of sending” is empty. To fill it in later ends the approval."
    async with console(desk_of("head"), (110, 60)) as c:
        await c.press("5", "enter", "A", "d")
        assert empty in c.shown
    set_scope(desk, case.reference, SCOPE)
    async with console(desk_of("head"), (110, 60)) as c:
        await c.press("5", "enter", "A", "d")
        assert empty not in c.shown


async def test_a_ruling_names_who_does_the_next_step(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    async with console(desk_of("head")) as c:
        await c.press("6", "enter", "d", "r", "tab")
        await c.type("no purpose is named")
        await c.press("enter")
        assert "Your part is done. Next, for a colleague: Send the refusal" in c.shown


async def test_the_dpo_advises_the_head_decides_and_the_release_is_recorded(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    async with console(desk) as c:
        await c.press("A")
        assert "Not ready to release. No approver has decided yet." in c.shown
        await c.press("d", "tab")
        await c.type("sound")
        await c.press("enter")
        assert "! Choose first: left/right arrows, or a for approve" in c.shown
        assert "Signed by ‹ Ruth Castle ›" in c.shown
        signed = "Only fill this in if the decision was signed on paper. If nothing is signed,"
        assert f"{signed} press esc: Ruth Castle decides in this program." in c.shown
        await c.press("a", "tab", "tab", "m", "enter")
        assert "advised on this request, so the approver decides" in c.shown
        assert "sound" in c.shown
        await c.press("escape", "y")
    async with console(desk_of("head")) as c:
        await c.press("A", "1")
        assert "You approve, so you don't answer checks" in c.shown
        await c.press("d", "a", "tab")
        assert "Decided by" in c.shown
        assert "signed on paper" not in c.shown
        await c.type("sound and small")
        await c.press("enter")
        assert "Decision recorded. Ready to release." in c.shown
    async with console(desk) as c:
        await c.press("A", "D")
        assert "What goes to Dr Ann Bell: Postcode." in c.shown
        await c.press("enter")
        assert "Released." in c.shown
        await c.press("D")
        assert "The data was released already." in c.shown
    facts = {f.name: f.on for f in case_view(desk, case.reference).facts}
    assert facts["released"] == TODAY
    assert facts["destruction_due"] == date(2027, 1, 31)


async def test_a_decision_on_paper_is_recorded_with_who_and_where(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    async with console(desk) as c:
        await c.press("A", "d")
        form = c.app.screen.query_one(Form)
        form.fill(
            {
                "ruling": "approve",
                "reason": "sound",
                "by": "head",
                "evidence": "sheet of 24 Nov in the safe",
            }
        )
        await c.rest()
        await c.press("enter")
        assert "Ready to release." in c.shown
    decision = case_view(desk, case.reference).decision
    assert decision is not None
    assert (decision.by, decision.recorded_by) == ("head", "dpo")
    assert decision.evidence == "sheet of 24 Nov in the safe"


async def test_the_chair_of_governors_rules_on_paper_where_no_approver_is_free(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    add_party(desk, case.reference, "subject", {"name": "Ruth Castle"})  # the only approver
    async with console(desk) as c:
        await c.press("A", "d")
        form = c.app.screen.query_one(Form)
        form.fill({"ruling": "refuse", "reason": "no ground", "by": "Ann Thorpe, chair"})
        form.fill({"evidence": "sheet in the safe"})
        await c.rest()
        await c.press("enter")
        assert "Refused by Ann Thorpe, chair (on paper, recorded by Amara Okafor;" in c.shown
    decision = case_view(desk, case.reference).decision
    assert decision is not None
    assert (decision.by, decision.on_paper) == ("Ann Thorpe, chair", True)


async def test_changing_what_was_approved_warns_first_then_closes_the_gate(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    decide(desk_of("head"), case.reference, "approve", "sound")
    async with console(desk) as c:
        await c.press("A")
        assert "Ready to release" in c.shown
        await c.press("o")
        assert "A change here ends the approval" in c.shown
        c.app.screen.query_one(Form).fill({"items": "Postcodes and names"})
        await c.rest()
        await c.press("enter")
        assert "Lapsed: the words for the data have changed since." in c.shown
    gate = case_view(desk, case.reference).gate
    assert gate is not None
    assert not gate.open


async def test_an_urgent_release_needs_its_reason(
    console: Opener, desk_of: DeskOf, desk: Desk, log: Log
) -> None:
    case = log("disclosure", requester="Kim Lee", requester_kind="la-safeguarding")
    async with console(desk_of("dsl")) as c:
        await c.press("A", "U", "enter")
        assert "! This can't be empty" in c.shown
        assert "released" not in {f.name for f in case_view(desk, case.reference).facts}
        await c.type("a child at risk tonight")
        await c.press("tab")
        assert "add a time, such as 14:20" in c.shown
        await c.type("today 8:40")
        await c.press("enter")
        assert "Released." in c.shown
        assert "Complete the record of the urgent release, due Thu 26 Nov 2026." in c.shown
        assert "Released urgently. To complete its record: " in c.shown
        assert "Not ready to release" not in c.shown
    after = case_view(desk, case.reference)
    facts = {f.name: f.at for f in after.facts}
    assert facts["released"] == time(8, 40)
    assert "released_urgently" in facts
    assert "Released urgently at 08:40" in after.timeline[-1].text


@pytest.mark.parametrize("person", ["clerk", "auditor"])
async def test_who_may_not_decide_is_told_who_may(
    console: Opener, desk_of: DeskOf, log: Log, person: str
) -> None:
    asked(log)
    async with console(desk_of(person)) as c:
        await c.press("enter", "m")
        await c.press("escape", "A")
        await c.press("d")
        assert "who may not" in c.shown


async def test_a_scope_that_another_changed_is_saved_once_theirs_was_seen(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    async with console(desk) as c:
        await c.press("A", "o")
        form = c.app.screen.query_one(Form)
        form.fill({"items": "Postcodes"})
        set_scope(desk_of("clerk"), case.reference, Scope(items="Everything"))
        await c.rest()
        await c.press("enter")
        assert "Ben Hale, 09:00: Set what is asked for: Everything" in c.shown
        assert case_view(desk, case.reference).scope.items == "Everything"
        await c.press("enter")
    assert case_view(desk, case.reference).scope.items == "Postcodes"


async def test_a_sharing_is_closed_by_keys_once_its_certificate_came(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    decide(desk_of("head"), case.reference, "approve", "sound and small")
    release(desk, case.reference, TODAY)
    async with console(desk) as c:
        await c.press("enter", "x", "d", "enter")
        assert "Record it with: m, “Certificate of destruction received”" in c.shown
        await c.press("escape", "y", "m")
        menu = c.app.screen.query_one(Menu)
        came = [choice.value for choice in menu.choices].index("certificate_received")
        await c.press(*["j"] * (came - (menu.highlighted or 0)), "enter", "enter")
        assert "Certificate of destruction received." in c.shown
        await c.press("x", "enter")
    assert case_view(desk, case.reference).row.closed_on == TODAY.isoformat()


async def test_after_a_refusal_no_reasons_are_said_to_be_left(
    console: Opener, desk_of: DeskOf, log: Log
) -> None:
    asked(log)
    async with console(desk_of("head")) as c:
        await c.press("6", "A", "d", "r", "tab")
        await c.type("no purpose is named")
        await c.press("enter")
        assert "Decision recorded. Nothing is released." in c.shown
        assert "checks outstanding" not in c.shown


@pytest.mark.parametrize("word", ["approve", "refuse"])
async def test_a_ruling_can_be_typed_out(
    console: Opener, desk_of: DeskOf, log: Log, word: str
) -> None:
    asked(log)
    async with console(desk_of("head")) as c:
        await c.press("6", "A", "d", *word)
        assert c.app.screen.query_one(Form).values["ruling"] == word


async def test_what_an_approval_in_part_leaves_out_is_chosen_and_kept_back(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    listed = changed(desk.settings, (), add=["ks2-reading", "address"])
    set_scope(desk, case.reference, replace(SCOPE, items="", listed=listed))
    async with console(desk_of("head")) as c:
        await c.press("6", "A", "d", "a", "a", "tab")
        await c.type("Not where they live")
        await c.press("enter")
        assert "Say which items are left out under “Left out”" in c.shown
        await c.press("shift+tab", "shift+tab", "h", "space", "enter")
        assert "Decision recorded. It gives: Key stage 2 reading result" in c.shown
    case = case_view(desk, case.reference)
    assert case.decision is not None
    assert case.decision.left_out == "Home address"
    assert not case.decision.lapsed
    assert [i.title for i in case.scope.listed if i.given] == [listed[0].title]


async def test_who_decides_questions_an_answer_and_so_sends_it_back(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    async with console(desk_of("head")) as c:
        await c.press("6", "enter", "m")
        assert "Send a check back: not met, or needs information" in c.shown
        await c.press("escape", "A")
        assert "not met" not in c.lines[-1]
        assert "1 met" not in c.lines[-1]
        await c.press("j", "enter")
        assert "seen" not in "".join(c.lines[12:])
        await c.type("I rang: nobody of that name")
        await c.press("enter")
        assert "Not ready to release" in c.shown
    after = case_view(desk, case.reference)
    assert after.row.next_action == "Answer 1 check"
    assert [row.by for row in after.checklist if row.verdict == "not-met"] == ["head"]
    with pytest.raises(NotAllowed, match="who may not answer these checks"):
        assess(desk_of("head"), case.reference, after.checklist[1].id, "met", "It is fine")
    assess(desk, case.reference, after.checklist[1].id, "met", "Found under her married name")
    decide(desk_of("head"), case.reference, "approve", "Now it is clear")
    gate = case_view(desk, case.reference).gate
    assert gate is not None
    assert gate.open


def test_a_clerk_is_asked_once_for_the_paper_that_came_back_signed(desk_of: DeskOf) -> None:
    assert words_wanted(desk_of(), "terms_signed") == ""
    check = words_once(words_wanted(desk_of("clerk"), "terms_signed"))
    check("Signed by Jo Lee, paper 2")
    with pytest.raises(BadInput, match="end with the paper that came back signed"):
        check("Signed by Jo Lee")
    check("Signed by Jo Lee")


async def test_an_empty_scope_form_saves_nothing_and_says_so(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    async with console(desk) as c:
        await c.press("A", "o", "enter")
        assert "Nothing is filled in, so nothing was saved." in c.shown
        await c.press("escape")
        assert "Scope set" not in c.shown
        assert "Nothing listed yet: press o or T" in c.shown
    assert case_view(desk, case.reference).version == case.version


async def test_a_rating_below_the_list_is_named_with_both_and_leads_to_the_items(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    item = ListedItem("", "home address", "D", 1)
    set_scope(desk, case.reference, replace(SCOPE, listed=(item,)))
    meet(desk, case.reference, "seen")
    both = "the rating of “home address” (D1 here, B1 on the school's list)"
    after = case_view(desk, case.reference)
    assert (after.row.next_action, after.row.next_act) == (
        f"Settle what isn't allowed: {both}", "rate",
    )  # fmt: skip
    async with console(desk) as c:
        await c.press("A", "d")
        assert f"! Still unanswered: {both}" in c.shown
        await c.press("escape", "escape", "6", "m")
        await c.press("enter")
        assert "Data asked for" in c.shown
        assert "“home address” is rated D1" in c.shown


async def test_own_words_for_a_part_of_an_item_lead_to_the_items_too(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = asked(log)
    assessed(desk, case)
    part = listed(catalogue(desk.settings), "date-of-birth:in bands")
    set_scope(desk, case.reference, replace(SCOPE, listed=(part,)))
    meet(desk, case.reference, "seen")
    assert "the rating of your own words" in case_view(desk, case.reference).row.next_action
    async with console(desk) as c:
        await c.press("6", "m", "enter")
        assert "are your own words for a part of" in c.shown

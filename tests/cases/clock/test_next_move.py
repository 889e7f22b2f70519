"""The next move, and whose it is."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.next_steps import letters_next, next_steps, recorded_on
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.checklist.assessing import assess, say
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import EVERY, ask_places, record_answer, tell_to_keep
from dpo_console.casework.sharing.ruling import decide
from dpo_console.law.facts import facts_for
from dpo_console.law.statutes import kinds
from dpo_console.letters.catalogue import letter_kind
from tests.conftest import DeskOf
from tests.each import each

OVERRIDDEN = ("outcome_told", "individuals_told")
"""Facts that wait for a checklist, which these tests leave open."""


def after(desk: Desk, kind: str, *facts: tuple[str, int]) -> CaseView:
    """Return a case received on 2 November 2026, after facts on days of that month."""
    reference = log_request(desk, NewRequest(kind, date(2026, 11, 2), "Jane Doe")).reference
    case = case_view(desk, reference)
    if kind == "breach":
        say(desk, reference, {"breach.likelihood": "unlikely", "breach.severity": "low"})
    for name, day in facts:
        on = date(2026, 11, day)
        if name in OVERRIDDEN:
            record_fact(desk, reference, name, on, note="why", override="It went before we looked.")
        else:
            record_fact(desk, reference, name, on, note="why")
        case = case_view(desk, reference)
    return case


def test_public_interest_test_is_finished_once_the_search_is(desk: Desk) -> None:
    case = after(desk, "foi", ("acknowledged", 3), ("public_interest_notified", 4))
    assert case.row.next_action == "Preserve the records"
    tell_to_keep(desk, case.reference, EVERY, "Ann Bell, IT")
    asked = ask_places(desk, case.reference, EVERY, by=date(2026, 12, 3))
    assert case_view(desk, asked).row.next_action.startswith("Await ")
    moved = case_view(desk, record_answer(desk, asked, EVERY, "nothing"))
    assert moved.row.next_action == "Weigh the public interest, and reply"


def told(desk: Desk, case: CaseView) -> CaseView:
    """Return the case once its preservation notices are sent, which comes before any wait."""
    return case_view(desk, tell_to_keep(desk, case.reference, EVERY, "Ann Bell, IT"))


def test_what_was_answered_is_waited_for_no_more(desk: Desk) -> None:
    case = after(
        desk, "sar", ("clarification_requested", 4), ("id_requested", 5), ("id_received", 9)
    )
    wait = "await the clarification"
    assert case.row.next_action == f"Preserve the records, then {wait}"
    case = told(desk, case)
    assert case.row.next_action == "Await the clarification, asked for Wed 4 Nov 2026"
    assert case.row.whose_move == "requester"


def test_all_that_is_open_is_waited_for(desk: Desk) -> None:
    case = told(desk, after(desk, "sar", ("id_requested", 4), ("authority_requested", 5)))
    waits = "Await proof of identity and proof of authority to act, asked for Wed 4 Nov 2026"
    assert case.row.next_action == waits


@pytest.mark.parametrize(
    ("kind", "facts", "move"),
    [
        ("objection", [("recognised", 2)], "Acknowledge"),
        ("objection", [("acknowledged", 3)], "Weigh the objection and reply"),
        ("complaint", [("acknowledged", 3)], "Look into it and tell them the outcome"),
        ("complaint", [("acknowledged", 3), ("outcome_told", 4)], "Account for the answer: 4 open"),
        (
            "ctf",
            [("recognised", 2)],
            "Send child protection file, due 7 Nov; or record that none is held",
        ),
        ("ctf", [("no_protection_file", 2)], "Send the transfer file"),
        ("breach", [("recognised", 2)], "Report, or record why not"),
        ("breach", [("reported", 3)], "Tell the people affected if the risk is high"),
        ("breach", [("reported", 3), ("individuals_told", 4)], "Complete the checklist: 3 open"),
        ("breach", [("not_reportable", 3)], "Complete the checklist: 4 open"),
    ],
)
def test_the_first_move_that_fits_is_the_next(
    desk: Desk, kind: str, facts: list[tuple[str, int]], move: str
) -> None:
    assert after(desk, kind, *facts).row.next_action == move


@pytest.mark.parametrize(
    ("kind", "facts", "act"),
    [
        ("sar", [], "search"),
        ("objection", [], "letter acknowledged"),
        ("sar", [("clarification_requested", 4)], "clarification_received"),
        ("sar", [("id_requested", 4), ("authority_requested", 5)], "id_received"),
        ("complaint", [("acknowledged", 3), ("outcome_told", 4)], "assess"),
        ("pupil-information", [], "assess"),
        ("disclosure", [], "assess"),
        ("disclosure", [("withdrawn", 3)], "close"),
    ],
)
def test_the_step_menu_begins_with_the_next_move(
    desk: Desk, kind: str, facts: list[tuple[str, int]], act: str
) -> None:
    case = after(desk, kind, *facts)
    case = told(desk, case) if facts and case.places else case
    acts = act.split()
    assert [step.action for step in next_steps(desk, case)][: len(acts)] == acts


def test_the_first_step_is_called_as_the_move_that_it_makes(desk: Desk) -> None:
    reference = log_request(desk, NewRequest("breach", date(2026, 11, 2), "Jane Doe")).reference
    first, *_ = next_steps(desk, case_view(desk, reference))
    assert (first.action, first.title) == ("particulars", "Weigh the risk (case details)")
    first, *_ = next_steps(desk, after(desk, "objection"))
    assert first.title == "Acknowledge (write the letter “Acknowledgement”)"
    first, *_ = next_steps(desk, after(desk, "sar"))
    assert first.title == "Preserve the records (work through the search plan)"


def test_an_extension_that_would_come_too_late_says_so_in_the_step_menu(desk: Desk) -> None:
    on_time = log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe")).reference
    late = log_request(desk, NewRequest("sar", date(2026, 10, 19), "Jane Doe")).reference

    def line(reference: str) -> str:
        steps = next_steps(desk, case_view(desk, reference))
        return next(step.title for step in steps if step.action == "extension_notified")

    assert line(on_time) == "Record: extension notified"
    assert line(late) == "Record: extension notified (only if told by Thu 19 Nov 2026)"


def test_a_breach_that_is_weighed_is_reported_next(desk: Desk) -> None:
    reference = log_request(desk, NewRequest("breach", date(2026, 11, 2), "Jane Doe")).reference
    say(desk, reference, {"breach.likelihood": "unlikely"})
    assert case_view(desk, reference).row.next_act == "particulars"
    say(desk, reference, {"breach.severity": "low"})
    row = case_view(desk, reference).row
    assert (row.next_action, row.next_act) == ("Report, or record why not", "reported")


def test_what_this_kind_has_no_need_of_is_no_step_to_take(desk: Desk) -> None:
    steps = {step.action: step.reason for step in next_steps(desk, after(desk, "ctf"))}
    assert steps["letter"] == ""
    assert steps["search"] == "This kind of case is answered without a search."
    steps = {step.action: step.reason for step in next_steps(desk, after(desk, "sar"))}
    assert steps["letter"] == steps["search"] == ""


def test_the_step_menu_leaves_out_what_this_role_can_never_do(desk: Desk, desk_of: DeskOf) -> None:
    case = after(desk, "disclosure")
    for person, may, never in (
        ("clerk", {"note", "particulars", "acknowledged"}, {"assess", "decide", "close", "reopen"}),
        ("dsl", {"assess", "release", "release_urgently"}, {"decide", "correct", "reclassify"}),
    ):
        offered = {step.action: step.reason for step in next_steps(desk_of(person), case)}
        assert may <= offered.keys()
        assert never.isdisjoint(offered)
        assert not any("who may not" in reason for reason in offered.values())
    head = {step.action for step in next_steps(desk_of("head"), case)}
    assert head == {
        "answer_refusal", "decide", "erase", "hold", "look", "note", "question", "restrict",
        "unhold", "unrestrict",
    }  # fmt: skip
    assert [step.action for step in next_steps(desk_of("auditor"), case)] == ["views"]


@each(kind=kinds())
def test_every_fact_that_a_kind_may_have_is_in_its_step_menu(desk: Desk, kind: str) -> None:
    by_hand = {fact.name for fact in facts_for(kind) if fact.by_hand}
    steps = {step.action for step in next_steps(desk, after(desk, kind))}
    assert by_hand - {"reviewed"} <= steps  # a sharing is reviewed by its own act, review


def test_nobody_is_waited_for_before_anything_was_asked(desk: Desk) -> None:
    case = after(desk, "disclosure", ("authority_requested", 3))
    assert case.row.next_action.startswith("Answer ")
    case = case_view(
        desk, assess(desk, case.reference, "who.organisation", "needs-information", "Who are they?")
    )
    assert case.row.next_action.startswith("Await information for 1 check; ")
    assert case.row.whose_move == "requester"


def test_questions_sent_by_letter_are_waited_for_until_a_check_is_answered(
    desk: Desk, desk_of: DeskOf
) -> None:
    case = after(desk, "disclosure")
    asked = {"sharing.questions": "Which power?", "sharing.reply_by": "7 December 2026"}
    write_letter(desk, case.reference, "more-information", asked)
    assert case_view(desk, case.reference).row.next_action.startswith("Answer ")
    mark_sent(desk, case.reference, "more-information", desk.today)
    row = case_view(desk, case.reference).row
    assert row.next_action.startswith("Await a reply by Mon 7 Dec 2026; ")
    assert row.whose_move == "requester"
    later = desk_of(today=date(2026, 11, 27))
    assess(later, case.reference, "who.organisation", "met", "They answered: Beck Academy")
    assert case_view(later, case.reference).row.next_action.startswith("Answer ")


def test_a_refusal_that_was_sent_is_sent_no_more(desk: Desk) -> None:
    case = after(desk, "disclosure")
    case = case_view(desk, decide(desk, case.reference, "refuse", reason="No power was named"))
    assert case.row.next_action == "Send the refusal and close the case"
    assert next_steps(desk, case)[0].action == "letter"
    assert case.flags == ("Refused, and the refusal is not recorded as sent.",)
    case = case_view(
        desk, record_fact(desk, case.reference, "responded", date(2026, 11, 5), note="By post")
    )
    assert case.row.next_action == "Close the case"
    assert case.flags == ()


def test_the_day_that_a_courts_order_sets_comes_first(desk: Desk) -> None:
    asked = NewRequest("disclosure", date(2026, 11, 2), "DJ Petch", requester_kind="court")
    case = case_view(desk, log_request(desk, asked).reference)
    assert case.row.next_action == "Record the order's date"
    case = case_view(desk, record_fact(desk, case.reference, "answer_by", date(2026, 12, 4)))
    assert case.row.next_action.startswith("Answer ")


@pytest.mark.parametrize("kind", ["erasure", "rectification", "restriction", "objection"])
def test_an_outcome_stands_before_each_refusal_among_the_letters_that_answer(
    desk: Desk, kind: str
) -> None:
    answers = letters_next(after(desk, kind, ("acknowledged", 3)))
    refusals = [name for name in answers if letter_kind(name).ending == "refused"]
    assert refusals
    assert answers[-len(refusals) :] == refusals
    assert len(answers) > len(refusals)


def test_an_acknowledgement_by_any_other_way_is_recorded_on_the_usual_letter(desk: Desk) -> None:
    case = after(desk, "exam-results", ("acknowledged", 3))
    assert recorded_on(case, "acknowledgement") == date(2026, 11, 3)
    assert recorded_on(case, "exam-results-wait") is None

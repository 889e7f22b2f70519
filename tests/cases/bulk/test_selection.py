"""Many cases at once: acts they all allow, refusals with reasons, and ranges of cases."""

from datetime import timedelta

import pytest

from dpo_console.cases.bulk import (
    letters_for_all,
    meant,
    outcomes_for_all,
    read_marked,
    refusing,
    steps_for_all,
    why_not_all,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.filters import SORTS
from dpo_console.cases.queue.queue import Query, numbers, numbers_between, page, place_of
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.change import each
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter, write_plan_letters
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.notes import assign
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from tests.conftest import TODAY, DeskOf


def logged(desk: Desk, kind: str = "sar", days_ago: int = 5, name: str = "Jane Doe") -> CaseView:
    day = TODAY - timedelta(days=days_ago)
    request = NewRequest(kind, day, name, address="1 Low Road")
    return case_view(desk, log_request(desk, request).reference)


def ids(*cases: CaseView) -> list[int]:
    return [case.row.id for case in cases]


def test_one_who_may_not_see_a_case_finds_no_mark_on_it(desk: Desk, desk_of: DeskOf) -> None:
    seen, hidden = logged(desk), logged(desk)
    restrict(desk, hidden.reference, ["head"])
    found = read_marked(desk_of("clerk"), ids(seen, hidden))
    assert [one.reference for one in found] == [seen.reference]


def test_a_key_means_what_each_case_allows_first(desk: Desk) -> None:
    asked, fresh = logged(desk), logged(desk)
    record_fact(desk, asked.reference, "clarification_requested", TODAY, note="Which years?")
    acts = ("clarification_received", "clarification_requested")
    assert meant(read_marked(desk, ids(asked)), acts) == acts[:1]
    assert meant(read_marked(desk, ids(fresh)), acts) == acts[1:]
    assert meant(read_marked(desk, ids(asked, fresh)), acts) == acts


def test_a_step_that_some_do_not_allow_says_how_many_and_why(desk: Desk) -> None:
    first, over, foi = logged(desk), logged(desk), logged(desk, "foi")
    close(desk, over.reference, "withdrawn", TODAY)
    marked = read_marked(desk, ids(first, over, foi))
    steps = {step.action: step.reason for step in steps_for_all(desk, marked)}
    assert steps["note"] == ""
    assert steps["close"] == (
        f"Not for 1 of 3. {over.reference}: The case is closed; reopen it first."
    )
    assert steps["id_requested"].startswith("Not for 2 of 3.")
    assert {"search", "schedule", "decide", "terms_signed"}.isdisjoint(steps)
    assert list(refusing(marked, "assign")) == [over.reference]


def test_what_a_person_may_never_do_is_no_step_and_is_said_once_for_all(
    desk: Desk, desk_of: DeskOf
) -> None:
    cases, clerk = ids(logged(desk), logged(desk)), desk_of("clerk")
    marked = read_marked(clerk, cases)
    assert why_not_all(marked, "close").startswith("Ben Hale is a clerk")
    steps = {s.action: s.reason for s in steps_for_all(clerk, marked)}
    assert steps["assign"] == ""
    assert "close" not in steps
    auditor = desk_of("auditor")
    assert steps_for_all(auditor, read_marked(auditor, cases)) == ()


def test_cases_of_two_kinds_are_closed_with_what_both_have(desk: Desk) -> None:
    marked = read_marked(desk, ids(logged(desk), logged(desk, "foi")))
    shared = dict(outcomes_for_all(marked))
    assert "withdrawn" in shared
    for one in marked:
        assert set(shared) < set(dict(one.case.outcomes))


def test_a_letter_says_for_which_cases_it_can_be_written_and_sent(desk: Desk) -> None:
    first, second, foi = logged(desk), logged(desk), logged(desk, "ctf")
    write_letter(desk, second.reference, "acknowledgement", {})
    cases = ids(first, second, foi)
    letters = {one.name: one for one in letters_for_all(desk, read_marked(desk, cases))}
    found = letters["acknowledgement"]
    assert found.fits == (first.reference,)
    assert found.sendable == (second.reference,)
    assert found.why_not == {
        second.reference: "It has this letter: written already, and not sent yet.",
        foi.reference: "It is not for this kind of case.",
    }
    mark_sent(desk, second.reference, "acknowledgement", TODAY)
    (again,) = (
        one for one in letters_for_all(desk, read_marked(desk, cases)) if one.name == found.name
    )
    assert again.sendable == ()


@pytest.mark.parametrize("sort", ["", *SORTS, *(f"-{slug}" for slug in SORTS)])
def test_a_range_holds_what_a_list_shows_between_its_ends(desk: Desk, sort: str) -> None:
    for number, name in enumerate(("ann", "Bo", "ÉVA", "bO", "Zoe", "ann")):
        logged(desk, "foi" if number % 2 else "sar", 3 + number % 4, name)
    query = Query("all", (), sort)
    rows = page(desk, query).rows
    places = [place_of(query, row) for row in rows]
    assert places == sorted(places, reverse=places[0] > places[-1])
    for one, other in ((1, 4), (4, 1), (0, 5), (2, 2)):
        first, last = sorted((one, other))
        found = numbers_between(desk, query, rows[one], rows[other], 10)
        assert list(found) == [row.id for row in rows[first : last + 1]]
    assert list(numbers_between(desk, query, rows[0], rows[5], 3)) == [r.id for r in rows[:3]]
    assert list(numbers(desk, query, 10)) == [row.id for row in rows]


def test_a_case_that_was_changed_since_it_was_shown_is_refused_and_the_rest_are_done(
    desk: Desk, desk_of: DeskOf
) -> None:
    shown = read_marked(desk, ids(logged(desk), logged(desk), logged(desk)))
    version = {one.reference: one.case.version for one in shown}
    taken = shown[1].reference
    assign(desk_of("clerk"), taken, "clerk")
    outcomes = list(each(list(version), lambda ref: assign(desk, ref, "dsl", version=version[ref])))
    assert [bool(o.refused) for o in outcomes] == [False, True, False]
    assert "was changed" in outcomes[1].refused
    assert case_view(desk, taken).row.owner == "clerk"


def test_a_letter_of_the_search_plan_is_not_sent_for_many_cases(desk: Desk) -> None:
    case = logged(desk)
    (place, *_) = case_view(desk, case.reference).places
    write_plan_letters(desk, case.reference, "ask", (str(place.number),), "E-mails about T.D.")
    found = letters_for_all(desk, read_marked(desk, ids(case)))
    assert "search-request" not in {one.name for one in found if one.sendable}

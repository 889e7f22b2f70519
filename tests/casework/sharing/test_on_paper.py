"""Decisions on paper: by whom, when, on which evidence, and on exactly the sheet's content."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from dpo_console.cases.letters.letter_choices import letters_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.sharing.scope_items import changed
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess, say
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import log_request
from dpo_console.casework.restricted import restrict
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadInput, GateClosed, NotAllowed, Refused
from tests.casework.sharing.test_sharing import REQUEST, SCOPE, meet_all
from tests.conftest import TODAY, DeskOf

ADVICE = {"advice": "Share it. The benefit is plain; the risk is low."}
SIGNED = "Signed sheet of 24 November, file 7"
YESTERDAY = date(2026, 11, 24)


@pytest.fixture
def reference(desk: Desk) -> str:
    found = log_request(desk, REQUEST).reference
    set_scope(desk, found, SCOPE)
    meet_all(desk, found)
    return found


def sheet(desk: Desk, reference: str) -> str:
    return write_letter(desk, reference, "decision-sheet", ADVICE).path


def test_the_head_decides_on_a_sheet_of_yesterday(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    sheet(desk_of(today=YESTERDAY), reference)
    case = case_view(
        desk, decide(desk, reference, "approve", "Of use", by="head", on=YESTERDAY, evidence=SIGNED)
    )
    ruling = case.decision
    assert ruling is not None
    assert (ruling.by, ruling.on, ruling.evidence) == ("head", YESTERDAY, SIGNED)
    assert ruling.recorded_by == "dpo"
    told = case.timeline[-1]
    assert (told.on, told.at.date()) == (YESTERDAY, TODAY)
    assert case_view(desk, release(desk, reference, YESTERDAY)).released is not None
    assert verify(desk).sound


def test_nobody_rules_on_a_case_that_is_hidden_from_them(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    sheet(desk_of(today=YESTERDAY), reference)
    restrict(desk, reference, ["clerk"])
    with pytest.raises(Refused, match="head may not see DSC-2026-0001, which is restricted"):
        decide(desk, reference, "approve", "Of use", by="head", on=YESTERDAY, evidence=SIGNED)
    restrict(desk, reference, ["head"])
    decide(desk, reference, "approve", "Of use", by="head", on=YESTERDAY, evidence=SIGNED)
    restrict(desk, reference, ["clerk"])
    assert case_view(desk_of("head"), reference).decision is not None


@pytest.mark.parametrize(
    ("on", "evidence", "said"),
    [
        (date(2026, 11, 26), SIGNED, "future"),
        (date(2026, 11, 1), SIGNED, "before the request"),
        (YESTERDAY, "", "evidence"),
    ],
)
def test_a_ruling_of_a_day_out_of_order_or_unproved_is_refused(
    desk_of: DeskOf, reference: str, on: date, evidence: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        decide(desk_of("head"), reference, "approve", "Yes", on=on, evidence=evidence)


def test_a_later_ruling_is_not_of_an_earlier_day(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    decide(desk_of("head"), reference, "refuse", "No")
    with pytest.raises(BadInput, match="before the decision of Wed 25 Nov 2026"):
        decide(desk, reference, "approve", "Yes", by="head", on=YESTERDAY, evidence=SIGNED)


@pytest.mark.parametrize("person", ["clerk", "dsl", "auditor", "dpo", "nobody"])
def test_paper_gives_nobody_the_right_to_decide(desk: Desk, reference: str, person: str) -> None:
    with pytest.raises((NotAllowed, BadInput)):
        decide(desk, reference, "approve", "Yes", by=person, evidence=SIGNED)


def test_who_advised_on_the_sheet_does_not_decide(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, SCOPE)
    sheet(desk, reference)
    meet_all(desk_of("dsl"), reference)
    with pytest.raises(NotAllowed, match="Ruth Castle"):
        decide(desk, reference, "approve", "Fine")


def test_advice_on_a_sheet_after_ones_own_ruling_closes_the_gate(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk_of("dsl"), reference, SCOPE)
    add_party(desk, reference, "subject", {"name": "Ruth Castle"})  # the only approver
    meet_all(desk_of("dsl"), reference)
    decide(desk, reference, "approve", "Fine")
    sheet(desk, reference)
    with pytest.raises(GateClosed, match="advised on it and also decided"):
        release(desk, reference, TODAY)


@pytest.mark.parametrize(
    "change",
    [
        {"items": "Reading age\nYear group\nName"},
        {"cohort": "All pupils"},
        {"until": date(2028, 7, 31)},
        {"method": "E-mail"},
        {"pupils": 200},
    ],
)
def test_a_sheet_that_shows_something_else_decides_nothing(
    desk: Desk, reference: str, change: dict[str, object]
) -> None:
    sheet(desk, reference)
    set_scope(desk, reference, replace(SCOPE, **change))  # type: ignore[arg-type]
    for ruling in ("approve", "refuse"):
        with pytest.raises(Refused, match="sheet of Wed 25 Nov 2026 shows something else"):
            decide(desk, reference, ruling, "Yes", by="head", evidence=SIGNED)
    sheet(desk, reference)
    assert case_view(
        desk, decide(desk, reference, "approve", "Yes", by="head", evidence=SIGNED)
    ).decision


def test_another_country_than_the_sheet_s_needs_a_new_sheet(desk: Desk, reference: str) -> None:
    write_letter(desk, reference, "decision-sheet", ADVICE | {"country": "France"})
    say(desk, reference, {"recipient.country": "Norway"})
    with pytest.raises(Refused, match="something else: the recipient's country has changed since"):
        decide(desk, reference, "approve", "Yes", by="head", evidence=SIGNED)
    path = desk.home.exports / sheet(desk, reference)
    assert any("Norway" in p.text for p in docx.Document(str(path)).paragraphs)
    assert case_view(
        desk, decide(desk, reference, "approve", "Yes", by="head", evidence=SIGNED)
    ).decision


def test_the_sheet_that_counts_is_the_last_one_up_to_the_day(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    sheet(desk_of(today=date(2026, 11, 20)), reference)
    set_scope(desk, reference, replace(SCOPE, cohort="Year 4 alone"))
    sheet(desk, reference)
    with pytest.raises(Refused, match="sheet of Fri 20 Nov 2026"):
        decide(desk, reference, "approve", "Yes", by="head", on=YESTERDAY, evidence=SIGNED)


def test_a_decision_elsewhere_needs_no_sheet(desk: Desk, reference: str) -> None:
    minutes = "Minutes of the governors, 24 November, item 6"
    case = case_view(
        desk, decide(desk, reference, "approve", "Yes", by="head", on=YESTERDAY, evidence=minutes)
    )
    assert case.decision is not None


def test_what_the_head_left_out_on_the_sheet_is_kept_back_after(desk: Desk) -> None:
    reference = log_request(desk, REQUEST).reference
    listed = changed(desk.settings, (), add=["ks2-reading", "date-of-birth"])
    scope = replace(SCOPE, items="", pupils=180, years="2024-2026", listed=listed)
    set_scope(desk, reference, scope)
    sheet(desk, reference)
    less = changed(desk.settings, listed, keep_back=["date-of-birth"])
    set_scope(desk, reference, replace(scope, listed=less))
    with pytest.raises(Refused, match="something else"):
        decide(desk, reference, "refuse", "No", by="head", evidence=SIGNED)
    decide(desk, reference, "part", "No birthdays", by="head", evidence=SIGNED)
    more = changed(desk.settings, less, add=["postcode"])
    set_scope(desk, reference, replace(scope, listed=more))
    with pytest.raises(Refused, match="something else"):
        decide(desk, reference, "part", "No birthdays", by="head", evidence=SIGNED)


def test_the_advice_stays_with_the_case_and_begins_the_next_sheet(
    desk: Desk, reference: str
) -> None:
    sheet(desk, reference)
    assert "Share it. The benefit is plain" in case_view(desk, reference).timeline[-1].text
    needs = {choice.name: choice.needs for choice in letters_for(desk, reference)}
    assert needs["decision-sheet"] == ()


def test_the_sheet_says_what_was_not_answered(desk: Desk) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, SCOPE)
    first, second = case_view(desk, reference).checklist[:2]
    assess(desk, reference, first.id, "met", "Rang the switchboard")
    path = desk.home.exports / Path(sheet(desk, reference))
    tables = docx.Document(str(path)).tables
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]
    (rows,) = (table for table in found if table[0] == ["Question", "Answer", "Evidence"])
    assert [first.question, "Yes", "Rang the switchboard"] in rows
    assert [second.question, "Not answered: must be settled", "-"] in rows
    case = case_view(desk, reference)
    against = [[c.says, "Not answered", "-"] for c in case.challenges if not c.reason]
    assert all(row in rows for row in against)
    assert len(rows) == 1 + len(case.checklist) + len(against)

"""What was shown or taken out stands in the log, and changes nothing of a case."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import latest_letter, letter_email
from dpo_console.casework.notes import add_note, assign
from dpo_console.casework.people.parties import with_protected
from dpo_console.casework.reports.papers import (
    full_register_shown,
    register_bytes,
    write_register,
)
from dpo_console.casework.reports.statistics_report import report_bytes, write_report
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.undo import undo, undoing
from dpo_console.errors import Refused
from tests.conftest import DeskOf
from tests.store import spoiling


@pytest.fixture
def case(desk: Desk) -> str:
    request = NewRequest("sar", desk.today, "Jane Doe", email="j@example.org", protected=True)
    reference = log_request(desk, request).reference
    write_letter(desk, reference, "acknowledgement", {})
    return reference


def actions(desk: Desk) -> list[str]:
    rows = spoiling.ask(desk.home.database, "SELECT action FROM audit ORDER BY seq")
    return [str(action) for (action,) in rows]


ON_A_CASE: dict[str, tuple[Callable[[Desk, str], object], str]] = {
    "fetch": (lambda desk, case: latest_letter(desk, case), "Fetched the letter"),
    "email": (lambda desk, case: letter_email(desk, case), "Drafted an e-mail with the letter"),
    "details": (lambda desk, case: with_protected(desk, case), "Saw the protected details"),
}


@pytest.mark.parametrize("way", ON_A_CASE)
def test_what_is_taken_out_of_a_case_stands_in_its_history(
    desk_of: DeskOf, case: str, way: str
) -> None:
    take, says = ON_A_CASE[way]
    before = case_view(desk_of("clerk"), case)
    take(desk_of("clerk"), case)
    now = case_view(desk_of(), case)
    assert now.timeline[-1].text.startswith(says)
    assert now.timeline[-1].by == "clerk"
    assert now.version == before.version
    assert verify(desk_of()).sound
    add_note(desk_of(), case, "It goes on")


@pytest.mark.parametrize("way", ON_A_CASE)
def test_a_change_is_undone_whatever_was_taken_out_since(desk: Desk, case: str, way: str) -> None:
    assign(desk, case, "me")
    ON_A_CASE[way][0](desk, case)
    undo(desk, undoing(desk, case))
    assert case_view(desk, case).row.owner == ""


def test_details_that_are_not_protected_make_no_entry(desk: Desk) -> None:
    reference = log_request(desk, NewRequest("sar", desk.today, "Ann Ash")).reference
    before = actions(desk)
    with_protected(desk, reference)
    assert actions(desk) == before


def test_registers_and_reports_stand_in_the_log(desk: Desk, case: str) -> None:
    since = desk.today.replace(day=1)
    for act, said in (
        (lambda: full_register_shown(desk), "register shown"),
        (lambda: write_register(desk, full=True), "paper written"),
        (lambda: register_bytes(desk), "paper written"),
        (lambda: write_report(desk, since, desk.today), "paper written"),
        (lambda: report_bytes(desk, since, desk.today), "paper written"),
    ):
        before = actions(desk)
        act()
        assert actions(desk) == [*before, said]
    assert verify(desk).sound


def test_a_restored_copy_is_read_without_an_entry(desk: Desk, case: str) -> None:
    before = actions(desk)
    copy = replace(desk, read_only="restored")
    with pytest.raises(Refused, match="restored"):
        latest_letter(copy, case)
    full_register_shown(copy)
    assert actions(desk) == before

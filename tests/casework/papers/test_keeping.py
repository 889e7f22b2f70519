"""A misfiled paper is taken off: its bytes are erased, or kept with the case it belongs to."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.papers import paper_bytes
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.papers.keeping import keep_paper, take_off
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput, NotAllowed, Refused
from tests.conftest import DeskOf


@pytest.fixture
def cases(desk: Desk) -> tuple[str, str]:
    request = NewRequest("sar", date(2026, 11, 2), "Jane Doe", "parent", subjects=("Tom Doe",))
    one, other = (log_request(desk, request).reference for _ in range(2))
    for data in (b"of another pupil", b"of this one"):
        keep_paper(desk, one, data, "a.txt")
    return one, other


def test_bytes_are_erased_and_the_number_is_not_given_again(
    desk: Desk, cases: tuple[str, str]
) -> None:
    one, _ = cases
    take_off(desk, one, 2, why="It is about another pupil")
    assert [row.number for row in file_meant(desk, one).papers] == [1]
    assert len(list((desk.home.papers / one).iterdir())) == 1
    assert keep_paper(desk, one, b"new", "b.txt") == 3
    assert case_view(desk, one).timeline[-2].text == "Took paper 2 off: It is about another pupil"
    assert verify(desk).sound


def test_paper_goes_to_the_case_it_belongs_to(desk: Desk, cases: tuple[str, str]) -> None:
    one, other = cases
    take_off(desk, one, 1, why="It is of the other case", to=other)
    (row,) = file_meant(desk, other).papers
    assert (row.name, paper_bytes(desk, other, row)) == ("a.txt", b"of another pupil")
    assert verify(desk).sound


def test_paper_that_evidence_points_to_stays(desk: Desk, cases: tuple[str, str]) -> None:
    one, _ = cases
    assess(desk, one, "who.identity", "met", "Her passport, paper 1")
    with pytest.raises(Refused, match="Evidence points to paper 1"):
        take_off(desk, one, 1, why="It is about another pupil")


def test_clerk_takes_nothing_off_and_nobody_does_without_a_reason(
    desk_of: DeskOf, desk: Desk, cases: tuple[str, str]
) -> None:
    one, _ = cases
    with pytest.raises(NotAllowed):
        take_off(desk_of("clerk"), one, 1, why="It is about another pupil")
    with pytest.raises(BadInput):
        take_off(desk, one, 1, why=" - ")
    with pytest.raises(BadInput, match="Name another case"):
        take_off(desk, one, 1, why="It is of the other case", to=one)

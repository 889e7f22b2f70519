"""Files of an answer are checked for whom they name, and the case keeps what was found."""

import hashlib
from datetime import date

import pytest

from dpo_console.cases.bundle import CheckedFile, FileToCheck
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.papers import State, answer_files, in_words
from dpo_console.cases.view.case import case_view
from dpo_console.casework.bundle import check_by_hand, check_files
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput, NotAllowed
from tests.bundle.pdf_files import boxed, pdf, scan, words
from tests.conftest import DeskOf

ON = date(2026, 11, 2)


@pytest.fixture
def sar(desk: Desk) -> str:
    request = NewRequest("sar", ON, "Jane Doe", "parent", subjects=("Tom Doe",))
    return log_request(desk, request).reference


def _check(desk: Desk, sar: str, said: str, **more: str) -> list[str]:
    file = FileToCheck("note.txt", said.encode())
    (checked,) = check_files(desk, sar, (file,), names=tuple(more.values()))
    return [f"{one.place}: {one.what}" if one.place else one.what for one in checked.findings]


def test_pupils_of_other_cases_are_found_and_the_person_who_asks_is_not(
    desk: Desk, sar: str
) -> None:
    log_request(desk, NewRequest("sar", ON, "Ann Ford", "parent", subjects=("Tess Ford",)))
    assert _check(desk, sar, "Tom Doe sat beside Tess Ford. Jane Doe knows.") == [
        "its words: It names Tess Ford."
    ]


@pytest.mark.parametrize("role", ["subject", "recipient"])
def test_a_pupil_whom_a_clerk_put_on_the_case_is_found_until_somebody_else_vouches_for_it(
    desk: Desk, desk_of: DeskOf, sar: str, role: str
) -> None:
    log_request(desk, NewRequest("sar", ON, "Ann Ford", "parent", subjects=("Tess Ford",)))
    add_party(desk_of("clerk"), sar, role, {"name": "Tess Ford"})
    assess(desk_of("clerk"), sar, "who.responsibility", "met", "I saw the certificate")
    assert _check(desk, sar, "Tess Ford was there.") == ["its words: It names Tess Ford."]
    assess(desk, sar, "who.responsibility", "met", "I saw the certificate")
    found = _check(desk, sar, "Tess Ford was there.")
    assert bool(found) is (role == "recipient")


def test_other_people_of_the_case_and_names_that_were_asked_for_are_found(
    desk: Desk, sar: str
) -> None:
    add_party(desk, sar, "other", {"name": "Paul Reed"})
    assert _check(desk, sar, "Paul Reed told Rosa Hall.", asked="Rosa Hall") == [
        "its words: It names Rosa Hall.",
        "its words: It names Paul Reed.",
    ]


def test_details_that_are_kept_from_the_reader_are_found(desk: Desk, sar: str) -> None:
    kept = {"name": "Paul Reed", "address": "4 Refuge Row, HB4 9ZZ"}
    add_party(desk, sar, "other", kept, protected=True)
    (found,) = _check(desk, sar, "They live at 4 Refuge Row now.")
    assert "protected address of Paul Reed" in found


def test_details_that_another_case_protects_are_found(desk: Desk, sar: str) -> None:
    other = log_request(desk, NewRequest("sar", ON, "Ann Ford", "parent", subjects=("Tess Ford",)))
    kept = {"name": "Ann Ford", "address": "4 Refuge Row, HB4 9ZZ"}
    add_party(desk, other.reference, "other", kept, protected=True)
    (found,) = _check(desk, sar, "She lives at 4 Refuge Row, HB4 9ZZ.")
    assert found.startswith("its words: It tells Jane Doe the address")


def test_names_in_small_letters_are_found(desk: Desk, sar: str) -> None:
    log_request(desk, NewRequest("sar", ON, "Ann Ford", "parent", subjects=("Tess Ford",)))
    assert _check(desk, sar, "he hit tess ford") == ["its words: It names Tess Ford."]


def test_a_page_is_named_where_the_name_stands(desk: Desk, sar: str) -> None:
    log_request(desk, NewRequest("sar", ON, "Ann Ford", "parent", subjects=("Tess Ford",)))
    (checked,) = check_files(desk, sar, (FileToCheck("a.pdf", pdf(boxed)),))
    assert [one.place for one in checked.findings] == ["page 1", "page 1"]
    assert checked.findings[1].what == "It names Tess Ford."


def test_the_case_keeps_what_was_found_and_no_words_of_the_files(desk: Desk, sar: str) -> None:
    check_files(desk, sar, (FileToCheck("a.pdf", pdf(boxed)), FileToCheck("b.pdf", pdf(words))))
    event = case_view(desk, sar).timeline[-1]
    assert event.text == "Checked 2 files of 2 pages: 1 finding"


def test_what_cant_be_read_passes_once_somebody_says_that_they_looked(desk: Desk, sar: str) -> None:
    file = FileToCheck("scan.pdf", pdf(scan))

    def check(looked: str = "") -> CheckedFile:
        (checked,) = check_files(desk, sar, (file,), looked=looked)
        return checked

    assert (check().findings, check().passed) == ((), False)
    assert check("Rosa looked at page 1: nothing of others").passed
    said = case_view(desk, sar).timeline[-1].text
    assert said.endswith(
        "what can't be read was looked at (scan.pdf, page 1): "
        "Rosa looked at page 1: nothing of others"
    )


def test_without_a_file_the_papers_of_the_case_are_checked(desk: Desk, sar: str) -> None:
    with pytest.raises(BadInput, match="keeps no papers"):
        check_files(desk, sar)
    keep_paper(desk, sar, pdf(boxed), "reply.pdf")
    (checked,) = check_files(desk, sar)
    assert (checked.name, len(checked.findings)) == ("reply.pdf", 1)


def test_an_auditor_checks_nothing(desk_of: DeskOf, sar: str) -> None:
    with pytest.raises(NotAllowed):
        check_files(desk_of("auditor"), sar, (FileToCheck("a.txt", b"x"),))


def test_files_of_an_answer_are_those_named_and_the_papers_marked(desk: Desk, sar: str) -> None:
    keep_paper(desk, sar, b"Please send everything.", "request.txt")
    keep_paper(desk, sar, pdf(words), "reply.pdf", answer=True)
    assert [one.name for one in check_files(desk, sar)] == ["reply.pdf"]
    check_files(desk, sar, (FileToCheck("note.txt", b"He read it."),))
    said = "1 file with 1 page, and 1 file without page numbers"
    assert in_words(file_meant(desk, sar)) == said


def test_a_file_of_the_same_name_takes_the_place_of_the_other(desk: Desk, sar: str) -> None:
    for page in (boxed, words):
        check_files(desk, sar, (FileToCheck("a.pdf", pdf(page)),))
    (one,) = answer_files(file_meant(desk, sar))
    assert (one.state, one.sha256) == (State.PASSED, hashlib.sha256(pdf(words)).hexdigest())


def test_papers_that_dont_go_with_the_answer_hold_nothing_up(desk: Desk, sar: str) -> None:
    keep_paper(desk, sar, pdf(boxed), "request.pdf")
    check_files(desk, sar)
    assert answer_files(file_meant(desk, sar)) == ()


def test_checking_by_hand_counts_for_the_files_there_are(desk: Desk, sar: str) -> None:
    check_files(desk, sar, (FileToCheck("a.pdf", pdf(boxed)), FileToCheck("b.pdf", pdf(words))))
    check_by_hand(desk, sar, "Printed and read by Rosa Hall")
    check_files(desk, sar, (FileToCheck("c.pdf", pdf(boxed)),))
    assert [one.state for one in answer_files(file_meant(desk, sar))] == [
        State.BY_HAND, State.PASSED, State.FOUND,
    ]  # fmt: skip

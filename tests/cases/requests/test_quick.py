"""A request typed in one line, and the fields read from it."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests import read_line
from dpo_console.errors import BadInput


@pytest.mark.parametrize("number", ["01632 960111", "+44 1632 960111", "(01632) 960 111"])
def test_a_telephone_number_is_read(desk: Desk, number: str) -> None:
    assert read_line(desk, f"sar Jane Doe, {number}").phone


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-2 0930x",
        "24-11-2026 14",
        "24 11 2026 09 3",
        "2026-13-10 - 2026-13-11",
        "01 11 2026 99 30",
    ],
)
def test_a_day_that_was_mistyped_is_no_telephone_number(desk: Desk, day: str) -> None:
    with pytest.raises(BadInput, match="is not a day"):
        read_line(desk, f"sar Jane Doe, email, {day}")


READ = [
    ("sar Jane Doe re Bo Fo at oak", "Jane Doe", "Bo Fo", "", "oak"),
    ("sar Jane Doe re Bo Fo at Elm Park Academy", "Jane Doe", "Bo Fo", "", "elm"),
    ("sar Jane Doe at elm re Bo Fo", "Jane Doe", "Bo Fo", "", "elm"),
    ("sar Jane Doe re Bo Fo, at elm park", "Jane Doe", "Bo Fo", "", "elm"),
    ("foi Ann Lee of University of Fenmark at oak", "Ann Lee", "", "University of Fenmark", "oak"),
    ("foi Ann Lee, of University of Fenmark at oak", "Ann Lee", "", "University of Fenmark", "oak"),
    ("foi Ann Lee, of Institute at Fenmark", "Ann Lee", "", "Institute at Fenmark", ""),
    ("subject access from Jane Doe about Bo Fo", "Jane Doe", "Bo Fo", "", ""),
    ("sar Jane Doe re Bo Fo at", "Jane Doe", "Bo Fo", "", ""),
    ("freedom of information Jane Doe, by phone", "Jane Doe", "", "", ""),
    ("foi University of Fenmark", "University of Fenmark", "", "", ""),
    ("foi Royal College of Nursing", "Royal College of Nursing", "", "", ""),
    ("disclosure Marcus Bray of Bray & Hale LLP", "Marcus Bray", "", "Bray & Hale LLP", ""),
    (
        "police Ann Lee of Fenmark Police re Bo Fo at oak",
        "Ann Lee",
        "Bo Fo",
        "Fenmark Police",
        "oak",
    ),
]
"""Lines with what is read from each: requester, subject, organisation, school."""


def test_a_mother_is_read_as_a_parent(desk: Desk) -> None:
    assert read_line(desk, "sar Jane Doe re Tom Doe, mother").requester_kind == "parent"


def test_words_after_asks_for_are_no_part_of_a_name(desk: Desk) -> None:
    found = read_line(desk, "sar Jane Doe re Tom Doe at oak asks for all reports, by email")
    assert (found.requester, found.subjects, found.school) == ("Jane Doe", ("Tom Doe",), "oak")
    assert (found.summary, found.channel) == ("all reports", "email")


def test_a_former_pupil_is_read_as_an_adult_who_asks_for_their_own_data(desk: Desk) -> None:
    read = read_line(desk, "sar Tom Ash, former pupil, email, yesterday")
    assert (read.requester, read.requester_kind) == ("Tom Ash", "former-pupil")


@pytest.mark.usefixtures("two_schools")
@pytest.mark.parametrize(("line", "name", "subject", "organisation", "school"), READ)
def test_school_and_organisation_are_told_from_names(
    desk: Desk, line: str, name: str, subject: str, organisation: str, school: str
) -> None:
    read = read_line(desk, line)
    assert (read.requester, " ".join(read.subjects)) == (name, subject)
    assert (read.organisation, read.school) == (organisation, school)


@pytest.mark.usefixtures("two_schools")
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("sar Jane Doe re Bo Fo at Beck Academy", "'Beck Academy' is no school here"),
        ("sar Jane Doe, at school", "'school' is no school here"),
    ],
)
def test_words_after_at_that_name_no_school_are_refused(desk: Desk, line: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        read_line(desk, line)


@pytest.mark.parametrize("said", ["received 20 Nov", "came on 20 Nov", "on 20 Nov"])
def test_a_day_is_read_after_a_word_that_says_it_came(desk: Desk, said: str) -> None:
    request = read_line(desk, f"sar Jane Doe re Tom Doe, {said}, received by phone")
    assert (request.received, request.channel) == (date(2026, 11, 20), "phone")
    request = read_line(desk, "sar Jane Doe re Tom Doe, by phone 20 Nov")
    assert (request.received, request.channel) == (date(2026, 11, 20), "phone")
    with pytest.raises(BadInput, match=r"I don't recognise “received reports”\. Write a day as 20"):
        read_line(desk, "sar Jane Doe re Tom Doe, received reports")
    with pytest.raises(BadInput, match=r"February has at most 29 days\."):
        read_line(desk, "sar Jane Doe re Tom Doe, received 31 Feb")


def test_a_line_names_every_part_that_cannot_be_read(desk: Desk) -> None:
    with pytest.raises(BadInput) as told:
        read_line(desk, "sar Jane Doe, by owl, 31 Feb")
    assert "I don't recognise “by owl”. '31 Feb' is not a day" in str(told.value)
    assert "February has at most 29 days. Write a day as 20 Nov." in str(told.value)

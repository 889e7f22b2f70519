"""Statements in a letter: whose data it is decides, and none is supposed (UK GDPR Art 15(1))."""

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.letters.letter_fields import fields_of
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.requests import NewRequest, log_request
from tests.cases.letters.test_letter_fields import RECEIVED, loaded

COVER = "disclosure-cover"


def sar(desk: Desk, kind: str, *subjects: str) -> str:
    asked = NewRequest("sar", RECEIVED, "Jane Doe", requester_kind=kind, subjects=subjects)
    return log_request(desk, asked).reference


def purposes(desk: Desk, reference: str) -> str:
    return str(fields_of(desk, loaded(desk, reference), {})["notice.purposes"])


@pytest.mark.parametrize(
    ("kind", "subjects", "begins"),
    [
        ("pupil", (), "to teach"),
        ("parent", ("Tom Doe",), "to teach"),
        ("parent", (), "to reach parents"),
        ("staff", (), "to employ"),
        ("agent", ("Tom Doe",), "to teach"),
        ("other", (), ""),
    ],
)
def test_a_letter_states_the_purposes_of_the_people_whose_data_it_is(
    desk: Desk, kind: str, subjects: tuple[str, ...], begins: str
) -> None:
    found = purposes(desk, sar(desk, kind, *subjects))
    assert found.startswith(begins)
    assert bool(found) == bool(begins)


def test_a_pupil_reads_the_notice_s_words_for_children_before_those_for_everyone(
    desk: Desk,
) -> None:
    said = preview_letter(desk, sar(desk, "pupil"), COVER, {}).text
    assert "We use it to teach you, to help you and to keep you safe. The law says" in said
    assert "Why we have it. We use it to teach, support and protect pupils" in said
    text = desk.home.notice.read_text()
    desk.home.notice.write_text(text.partition("[child]")[0])
    said = preview_letter(desk, sar(desk, "pupil"), COVER, {}).text
    assert "Why we have it. We use it to teach, support and protect pupils" in said
    assert "to teach you" not in preview_letter(desk, sar(desk, "parent"), COVER, {}).text


def test_the_case_detail_says_whose_data_it_is(desk: Desk) -> None:
    reference = sar(desk, "other")
    gaps = preview_letter(desk, reference, COVER, {}).missing
    told = f"Say whose data it is: dpo-console particulars {reference} data.whose=..."
    assert told in gaps
    say(desk, reference, {"data.whose": "visitor"})
    assert purposes(desk, reference).startswith("to know who is on the site")


def test_what_the_office_has_not_stated_is_named_with_its_place(desk: Desk) -> None:
    stated = desk.home.notice.read_text()
    desk.home.notice.write_text(stated.partition("# --- Parents")[0])
    mine, childs = sar(desk, "parent"), sar(desk, "parent", "Tom Doe")
    gaps = preview_letter(desk, mine, COVER, {}).missing
    assert (
        "You haven't stated how long you keep the data for parents. "
        "Add retention under [parent] in data/notice.toml." in gaps
    )
    assert sum("data/notice.toml" in gap for gap in gaps) == 7
    gaps = preview_letter(desk, childs, COVER, {}).missing
    assert not any("data/notice.toml" in gap for gap in gaps)


def test_a_letter_that_needs_no_statement_waits_for_none(desk: Desk) -> None:
    desk.home.notice.unlink()
    gaps = preview_letter(desk, sar(desk, "parent"), "acknowledgement", {}).missing
    assert not any("data/notice.toml" in gap for gap in gaps)

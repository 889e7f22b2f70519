"""A schedule's words in a letter name nobody, and no exemption that must stay unnamed."""

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.letters.letter_fields import disclosure_fields
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import treat_items
from dpo_console.law.exemptions.exemptions import exemptions
from tests.casework.disclosure.conftest import log
from tests.casework.disclosure.test_schedule import file_of


@pytest.fixture
def sar(desk: Desk) -> str:
    reference = log(desk)
    add_items(
        desk,
        reference,
        [
            NewItem("Report of Mr Quill", "pupil-record", "Paper file", pages=3),
            NewItem("Letter of Mrs Plume", "pupil-record", "Paper file", pages=1),
            NewItem("Message of Mr Nib", "emails", "Mailbox", pages=2),
            NewItem("Strategy meeting", "safeguarding", "Paper file", pages=4),
        ],
    )
    return reference


def test_nothing_is_said_before_anything_is_decided(desk: Desk, sar: str) -> None:
    assert disclosure_fields(file_of(desk, sar)) == {}


def test_what_is_enclosed_is_counted_and_never_named(desk: Desk, sar: str) -> None:
    treat_items(desk, sar, [1, 3], "release")
    treat_items(desk, sar, [2], "redact", exemption="sch2-16", reason="Mrs Plume's address.")
    treat_items(desk, sar, [4], "withhold", exemption="sch2-16", reason="Mr Quill.")
    fields = disclosure_fields(file_of(desk, sar))
    assert fields["schedule"].splitlines() == [
        "Pupil record (Paper file): 2 documents, 4 pages in all. Parts of 1 document are redacted",
        "E-mails and messages (Staff mailboxes): 1 document of 2 pages",
    ]
    assert fields["disclosure.withheld"] == (
        "Information about other people "
        "(Data Protection Act 2018, Schedule 2, paragraphs 16 and 17): 1 document left out, "
        "parts of 1 document redacted"
    )
    said = "".join(fields.values())
    assert not any(name in said for name in ("Quill", "Plume", "Nib", "Strategy"))


def test_a_ground_that_must_not_be_named_is_not(desk: Desk, sar: str) -> None:
    treat_items(desk, sar, [1, 2], "withhold", exemption="sch2-2", reason="The police ask.")
    treat_items(desk, sar, [4], "withhold", exemption="sch3-21", reason="Not in his interests.")
    fields = disclosure_fields(file_of(desk, sar))
    said = fields["disclosure.withheld"]
    assert "refusal.exemption" not in fields
    assert said == "Information to which the right of access does not apply"


@pytest.mark.parametrize("slug", [e.slug for e in exemptions().values() if not e.named])
def test_no_neutral_words_tell_the_ground(slug: str) -> None:
    words = exemptions()[slug].letter.casefold()
    telling = ("crime", "police", "harm", "abuse", "adopt", "health", "wish", "tax", "offence")
    assert not any(word in words for word in telling)
    assert not any(digit in words for digit in "0123456789")


def test_a_refusal_notice_names_the_exemptions(desk: Desk) -> None:
    reference = log(desk, "foi")
    add_items(desk, reference, [NewItem("Minutes"), NewItem("Contract")])
    treat_items(desk, reference, [1], "withhold", exemption="s.36", reason="Candour.")
    treat_items(desk, reference, [2], "redact", exemption="s.43", reason="Prices.")
    assert disclosure_fields(file_of(desk, reference))["refusal.exemption"] == (
        "Effective conduct of public affairs (Freedom of Information Act 2000, section 36); "
        "Commercial interests (Freedom of Information Act 2000, section 43)"
    )


def test_a_letter_takes_its_lists_from_the_schedule_and_the_officer_has_the_last_word(
    desk: Desk, sar: str
) -> None:
    treat_items(desk, sar, [1, 2, 3], "release")
    treat_items(desk, sar, [4], "withhold", exemption="sch2-16", reason="Mr Quill.")
    shown = preview_letter(desk, sar, "disclosure-cover", {}).text
    assert "Pupil record (Paper file): 2 documents, 4 pages" in shown
    assert (
        "Information about other people "
        "(Data Protection Act 2018, Schedule 2, paragraphs 16 and 17): 1 document" in shown
    )
    own = preview_letter(desk, sar, "disclosure-cover", {"schedule": "All of it"}).text
    assert "All of it" in own
    assert "2 documents, 4 pages" not in own

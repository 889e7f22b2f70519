"""Each field of a message is right or left to the officer, and never wrong in silence."""

from datetime import date

import pytest

from dpo_console.cases.intake.proposal import CaseProposal, propose
from dpo_console.config import Settings
from dpo_console.config.settings.schools import School
from dpo_console.config.settings.settings import Intake
from dpo_console.mail.reading import read
from tests.cases.intake import made_up
from tests.cases.intake.made_up import SCHOOL, TODAY

OFFICE = Settings("Oak Lane", intake=Intake((SCHOOL,)))
OUTSIDE = "Jane Doe <jane@home.example.net>"


def test_each_message_shows_its_kind_sender_and_day() -> None:
    for data, body, day in made_up.messages():
        found = propose(read(data), OFFICE, TODAY)
        assert found.kind.value == body.kind, (body, found.kind.why)
        assert (found.requester.value, found.received.value[:10]) == (body.writer, str(day))
        assert found.names == ()


def proposed(
    words: str, *, sender: str = OUTSIDE, subject: str = "A question", more: str = ""
) -> CaseProposal:
    head = f"From: {sender}\nTo: office@{SCHOOL}\nSubject: {subject}\n{more}"
    data = f"{head}Date: Mon, 2 Nov 2026 10:00:00 +0000\n\n{words}\n"
    return propose(read(data.encode()), OFFICE, TODAY)


SAR = "Please send me a copy of all the data that you hold about me."


@pytest.mark.parametrize(
    "words",
    [
        "I made a subject access request six weeks ago and you have not replied.",
        "Any news on my subject access request?",
        "Thank you for your subject access request training.",
        "We offer a webinar: how to respond to a subject access request. Book your place.",
        "I do not wish to make a subject access request.",
        "I am out of the office. For a subject access request, write to the DPO.",
        "I want to complain about the canteen.",
        "My sarcastic remark about the sar in Sarah was a joke.",
        "Please amend your subject access request policy.",
        "Subject access request? Or is it a freedom of information request and an erasure request?",
    ],
)
def test_words_about_requests_are_no_request(words: str) -> None:
    assert proposed(words).kind.value == ""


@pytest.mark.parametrize(
    "more",
    ["Auto-Submitted: auto-replied\n", "List-Unsubscribe: <mailto:x@y>\n", "Precedence: bulk\n"],
)
def test_a_message_of_a_program_is_no_request(more: str) -> None:
    assert "program or a mailing list" in proposed(SAR, more=more).kind.why


@pytest.mark.parametrize(
    ("sender", "subject"),
    [
        ("jane.doe@home.example.net", ""),
        (f"Ruth Castle <head@{SCHOOL}>", ""),
        ("Ann Law <a@law.example.com>", "FW: Data"),
        ("Ann Law <a@law.example.com>", "Fwd: Data"),
    ],
)
def test_a_requester_who_is_not_the_sender_is_left_with_the_day(sender: str, subject: str) -> None:
    found = proposed(SAR, sender=sender, subject=subject)
    assert (found.kind.value, found.requester.value) == ("sar", "")
    assert found.requester.why
    assert bool(found.received.value) == bool(found.email) == (sender.startswith("jane"))


def test_staff_who_report_a_breach_are_its_requester() -> None:
    words = "I have just e-mailed the class list to the wrong parent."
    found = proposed(words, sender=f"Ruth Castle <head@{SCHOOL}>")
    assert (found.kind.value, found.requester.value) == ("breach", "Ruth Castle")


@pytest.mark.parametrize("words", ["(-", "my ", "thanks ", "a:", "> ", "On 1 May ", "copy of all "])
def test_awkward_words_are_read_in_time(words: str) -> None:
    found = proposed(words * (40_000 // len(words)), sender=f"{'(' * 5_000} <a@home.example.net>")
    assert found.kind.value == ""


def test_the_server_counts_and_not_the_sender() -> None:
    server = (
        f"Received: from x by mail.{SCHOOL}; Tue, 3 Nov 2026 23:30:00 +0000\n"
        "Received: from forged by forged; Mon, 1 Jan 2024 00:00:00 +0000\n"
    )
    assert proposed(SAR, more=server).received.value == "2026-11-03T23:30"


def test_a_complaint_with_a_request_inside_shows_both() -> None:
    found = proposed(f"I complain about the way you handled my personal data. {SAR}")
    assert (found.kind.value, [one.kind for one in found.also]) == ("complaint", ["sar"])


def test_a_sentence_that_says_complaint_is_told_beside_another_kind() -> None:
    found = proposed(f"This is a complaint. {SAR}")
    assert (found.kind.value, [one.kind for one in found.also]) == ("sar", ["complaint"])


def test_the_regulators_letter_is_no_request_that_it_is_about() -> None:
    words = "We have received a complaint about your answer to a subject access request."
    assert proposed(words, sender="Case officer <c@ico.org.uk>").kind.value == "ico-enquiry"
    assert proposed(words).kind.value != "ico-enquiry"


def test_the_school_is_the_one_to_whose_domain_it_came() -> None:
    oak = School("oak", "Oak Lane", website="https://www.oak.example.org/")
    office = Settings("Trust", schools=(oak, School("elm", "Elm Park")))
    for to, slug in ((SCHOOL, "oak"), ("trust.example.org", "")):
        data = f"From: {OUTSIDE}\nTo: office@{to}\n\n{SAR} At Elm Park.\n".encode()
        assert propose(read(data), office, date(2026, 11, 25)).school.value == slug


def test_words_that_only_hint_at_kinds_are_named_and_settle_none() -> None:
    found = proposed("This is a complaint. You did not send the records.").kind
    assert (found.value, found.why) == (
        "",
        "It may be Data protection complaint (“this is a complaint”) or Subject access request "
        "(“records”): which is it?",
    )
    assert proposed("Is there a vegetarian choice?").kind.why.startswith("No words in it")


def test_a_reply_that_names_a_case_is_no_new_request() -> None:
    for subject, words in (
        ("Re: SAR-2026-0008 your letter", "Here is what you asked me for."),
        ("Re: Your subject access request SAR-2026-0008", "Yes, all of Year 9 please."),
        ("re: your subject access request sar-2026-0008", "Yes, all of Year 9 please."),
    ):
        found = proposed(words, subject=subject)
        assert (found.kind.value, found.cases) == ("", ("SAR-2026-0008",))
        assert "is it for that case, or a new request?" in found.kind.why
    other = proposed(SAR, subject="Your letter about CMP-2026-0008")
    assert other.kind.value == "sar"


def test_a_mistaken_letter_is_told_as_a_complaint_and_a_breach_beside_an_erasure() -> None:
    found = proposed(
        "I have a complaint, a letter about my daughter was sent to another family by mistake and "
        "I want it put right and the wrong information deleted."
    )
    assert found.kind.value == "erasure"
    assert {one.kind for one in found.also} == {"complaint", "breach"}

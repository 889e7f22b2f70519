"""Each field of a message is right or left to the officer, and never wrong in silence."""

from collections import Counter
from datetime import date

import pytest

from dpo_console.cases.intake.proposal import CaseProposal, propose
from dpo_console.config import Settings
from dpo_console.config.settings.papers import Intake
from dpo_console.config.settings.schools import School
from dpo_console.mail.reading import read
from tests.cases.intake import made_up
from tests.cases.intake.made_up import SCHOOL, TODAY

OFFICE = Settings("Oak Lane", intake=Intake((SCHOOL,)))
OUTSIDE = "Jane Doe <jane@home.example.net>"


def test_of_two_hundred_messages_no_field_is_wrong() -> None:
    found = Counter[tuple[str, str]]()
    for made, one in made_up.verdicts(OFFICE):
        assert one.verdict != "wrong", (made.form, one, made.truth)
        found[one.field, one.verdict] += 1
    assert sum(1 for _ in made_up.messages()) == made_up.COUNT
    right = {field: count for (field, verdict), count in found.items() if verdict == "right"}
    assert right["kind"] == made_up.COUNT
    asked = sum(count for (field, _), count in found.items() if field == "received")
    assert right["about"] == asked
    assert min(right["requester"], right["received"]) > 0.85 * asked


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
    ("sender", "words"),
    [
        ("jane.doe@home.example.net", SAR),
        ("The Does <d@home.example.net>", SAR),
        ("Jane <j@home.example.net>", f"{SAR}\nKind regards,\nJane"),
        ("Mr and Mrs Doe <d@home.example.net>", SAR),
        ("Westmarch Police <x@westmarch.police.uk>", SAR),
        ("Paul Doe <paul@home.example.net>", f"{SAR}\nKind regards,\nJane Roe"),
        ("noreply@forms.example.com", SAR),
        (f"Ruth Castle <head@{SCHOOL}>", SAR),
        (f"Ruth Castle <head@{SCHOOL}>", "Mrs Doe rang. She makes a subject access request."),
        ("Jane Doe", f"{SAR}\n12 Oak Lane\nBrookfield Town"),
    ],
)
def test_a_requester_who_is_not_certain_is_left(sender: str, words: str) -> None:
    found = proposed(words, sender=sender).requester
    assert found.value in ("", "Jane Doe" if sender == "Jane Doe" else "")
    assert found.why


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ('"Doe, Jane (Mrs)" <j@home.example.net>', "Jane Doe"),
        ("Jane Doe - Doe Family <j@home.example.net>", "Jane Doe"),
        ("Mrs Jane Doe MBE <j@home.example.net>", "Jane Doe"),
        ("DC Jane Doe 4711 <j@westmarch.police.uk>", "Jane Doe"),
        ("Łucja Wójcik <l@home.example.net>", "Łucja Wójcik"),
        ("Jane Doe via Forms <j@home.example.net>", "Jane Doe"),
    ],
)
def test_a_name_is_read_as_people_write_it(sender: str, name: str) -> None:
    assert proposed(SAR, sender=sender).requester.value == name


@pytest.mark.parametrize(
    "words",
    [
        "A subject access request for my son Tom, please.",
        "A subject access request for my sons Tom and Ben Doe, please.",
        "A subject access request. It is about my daughter.",
        "A subject access request. My daughter Ann Doe said that my son Tim Roe was there.",
        "A subject access request.",
    ],
)
def test_a_pupil_who_is_not_certain_is_left(words: str) -> None:
    found = proposed(words).subjects
    assert found.value == ""
    assert found.why not in ("", "Themselves.")


def quoted(sender: str, to: str, sent: str = "1 November 2026 22:40") -> str:
    return f"From: {sender}\nSent: {sent}\nTo: {to}\nSubject: Data\n\n{SAR}\n"


@pytest.mark.parametrize(
    ("outer", "inner", "requester", "received"),
    [
        # passed on by the office: the first day counts
        (f"Sam <sam@{SCHOOL}>", quoted(OUTSIDE, f"sam@{SCHOOL}"), "Jane Doe", "2026-11-01"),
        (f"Sam <sam@{SCHOOL}>", quoted(OUTSIDE, "Office"), "Jane Doe", "2026-11-01"),
        # passed on by somebody outside: nobody knows who asks, nor since when
        ("Ann Law <a@law.example.com>", quoted(OUTSIDE, "a@law.example.com"), "", ""),
        ("Ann Law <a@law.example.com>", quoted(OUTSIDE, f"sam@{SCHOOL}"), "", ""),
        # sent to somebody else first
        (OUTSIDE, quoted(OUTSIDE, "council@city.example.com"), "Jane Doe", ""),
        # days that can't be told
        (f"Sam <sam@{SCHOOL}>", quoted(OUTSIDE, "Office", "02/10/2026 10:00"), "Jane Doe", ""),
        (f"Sam <sam@{SCHOOL}>", quoted(OUTSIDE, "Office", "Monday"), "Jane Doe", ""),
        (f"Sam <sam@{SCHOOL}>", quoted(OUTSIDE, "Office", "1 May 2027"), "Jane Doe", ""),
        (f"Sam <sam@{SCHOOL}>", quoted(OUTSIDE, "Office", "Tue 1 Nov 2026"), "Jane Doe", ""),
        # days that can
        (f"Sam <s@{SCHOOL}>", quoted(OUTSIDE, "Us", "13/10/2026 10:00"), "Jane Doe", "2026-10-13"),
        (f"Sam <s@{SCHOOL}>", quoted(OUTSIDE, "Us", "Fri 02/10/2026"), "Jane Doe", "2026-10-02"),
    ],
)
def test_what_is_passed_on_counts_from_the_first_day_it_was_ours(
    outer: str, inner: str, requester: str, received: str
) -> None:
    found = proposed(f"See below.\n\n{inner}", sender=outer)
    assert (found.requester.value, found.received.value[:10]) == (requester, received)


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


def test_a_sentence_that_says_complaint_is_told_beside_another_kind_and_above_an_old_answer() -> (
    None
):
    found = proposed(f"This is a complaint. {SAR}")
    assert (found.kind.value, [one.kind for one in found.also]) == ("sar", ["complaint"])
    before = f"On 30 Oct 2026, at 10:00, {OUTSIDE} wrote:\n> Can we talk?\n> Jane"
    found = proposed(f"This is a complaint. You shared my number.\n\n{before}")
    assert "Data protection complaint (“this is a complaint”): which is it?" in found.kind.why
    assert found.received.value == "2026-11-02T10:00"


def test_a_stranger_who_writes_to_a_domain_of_his_own_is_nobody_of_the_school() -> None:
    data = f"From: Hal Fox <head@fox.example>\nTo: office@fox.example\nSubject: Data\n\n{SAR}\n"
    found = propose(read(data.encode()), OFFICE, TODAY)
    assert (found.kind.value, found.requester.value) == ("sar", "Hal Fox")
    alone = propose(read(data.encode()), Settings("Oak Lane"), TODAY)
    assert "Somebody of the school wrote" in alone.kind.why


def test_the_regulators_letter_is_no_request_that_it_is_about() -> None:
    words = "We have received a complaint about your answer to a subject access request."
    assert proposed(words, sender="Case officer <c@ico.org.uk>").kind.value == "ico-enquiry"
    assert proposed(words).kind.value != "ico-enquiry"


def test_the_school_is_the_one_that_the_message_names() -> None:
    schools = (School("oak", "Oak Lane Primary School"), School("elm", "Elm Park Academy"))
    office = Settings("Trust", schools=schools, intake=Intake((SCHOOL,)))
    for words, slug in (("At Elm Park Academy", "elm"), ("Both at Oak Lane Primary School and Elm "
                        "Park Academy", ""), ("Elm", "")):  # fmt: skip
        data = f"From: {OUTSIDE}\nTo: office@{SCHOOL}\n\n{SAR} {words}\n".encode()
        assert propose(read(data), office, date(2026, 11, 25)).school.value == slug


def test_words_that_only_hint_at_kinds_are_named_and_settle_none() -> None:
    found = proposed("This is a complaint. You did not send the records.").kind
    assert (found.value, found.why) == (
        "",
        "It may be Data protection complaint (“this is a complaint”) or Subject access request "
        "(“records”): which is it?",
    )
    assert proposed("Is there a vegetarian choice?").kind.why.startswith("No words in it")


def test_a_pupil_is_read_without_a_colon_by_a_whole_name_alone() -> None:
    words = "Under Schedule 2 part 1: what do you hold on pupil {}? Their form tutor is Ann Lee."
    assert proposed(words.format("Callum Whitlock")).subjects.value == "Callum Whitlock"
    assert proposed(words.format("Premium")).subjects.value == ""


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


def test_the_client_of_a_solicitor_is_not_taken_for_the_child() -> None:
    client = "We act for Mrs Jane Okonjo in relation to her daughter. Subject access request."
    assert "The writer acts for Jane Okonjo." in proposed(client).subjects.why
    alone = "We act for Mrs Jane Okonjo. Please send us a copy of her personal data."
    assert proposed(alone).names == ("Jane Okonjo",)


def test_a_mistaken_letter_is_told_as_a_complaint_and_a_breach_beside_an_erasure() -> None:
    found = proposed(
        "I have a complaint, a letter about my daughter was sent to another family by mistake and "
        "I want it put right and the wrong information deleted."
    )
    assert found.kind.value == "erasure"
    assert {one.kind for one in found.also} == {"complaint", "breach"}

"""The words by which a message is taken for a request, and those that only seem to be one."""

import pytest

from dpo_console.law.recognising import about, only_about, recognising, shown
from dpo_console.law.statutes import kinds

WHO = "jane@home.example.net"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Please send all information, reports and emails about my daughter, Ann Doe.", "sar"),
        ("I exercise my right of access to my file.", "sar"),
        ("Under Art. 15 GDPR I ask for a copy.", "sar"),
        ("Please treat this as a freedom of information request.", "foi"),
        ("You have refused my FOI request. I ask for an internal review.", "foi-review"),
        ("We need your advice under regulation 6.", "ehc-advice"),
        ("This is made under Schedule 2, Part 1, paragraph 2 of the Act.", "disclosure"),
        ("Please remove the photo of my son from the school's Facebook page.", "erasure"),
        ("I'VE JUST E-MAILED THE CLASS LIST TO THE WRONG PARENT", "breach"),
        ("I want to complain about the way you handled my personal data.", "complaint"),
    ],
)
def test_words_that_people_use_show_a_kind(words: str, kind: str) -> None:
    assert [one.kind for one in shown("A question", words, WHO)] == [kind]


@pytest.mark.parametrize(
    "words",
    [
        "Is it correct that the report says so?", "Could you delete my last email?",
        "There is a court order that prevents disclosure of our address.",
        "His school record is outstanding.", "Do you share pupil data with third parties?",
        "Please send me all information about my son's homework.", "Can you restrict parking?",
        "I would like to object to the planning application.", "My data allowance is used up.",
        "Do you have a right of access to the field?", "The policy on subject access is old.",
        "Article 15 of the PTA's constitution says so.", "Who knows about freedom of information?",
        "We ask for an internal review of the exclusion of my son.",
        "Our client needs a reference for Tom Doe.", "I object to sharing a changing room.",
        "This is not a subject access request.", "I do not make a freedom of information request.",
    ],
)  # fmt: skip
def test_words_that_only_seem_to_be_a_request_show_none(words: str) -> None:
    assert shown("A question", words, WHO) == ()


@pytest.mark.parametrize(
    "words",
    [
        "I object to fingerprints.",
        "Our daughter does not want her face scanned in the canteen.",
        "I object to you using my son's fingerprint data.",
        "Please stop using facial recognition for lunch.",
    ],
)
def test_objection_to_biometrics_is_a_withdrawal_that_nobody_weighs(words: str) -> None:
    """Protection of Freedoms Act 2012 s.26(3), (5): it always ends the processing."""
    assert [one.kind for one in shown("A question", words, WHO)] == ["consent-withdrawn"]
    assert about(words) == {"biometric"}


def test_objection_to_other_data_stays_an_objection() -> None:
    words = "I object to the use of his photograph."
    assert [one.kind for one in shown("", words, WHO)] == ["objection"]
    assert about(words) == frozenset()


def test_message_about_earlier_consent_is_still_only_about_it() -> None:
    words = "We withdraw our consent. Click here to register for the webinar on consent."
    assert only_about("consent-withdrawn", "", words)


def test_a_rule_that_sets_others_aside_leaves_one_kind() -> None:
    words = "We have received a complaint about your answer to a subject access request."
    assert [one.kind for one in shown("", words, "c@ico.org.uk")] == ["ico-enquiry"]
    assert [one.kind for one in shown("", words, "c@ico.org.uk.example.com")] == ["sar"]


def test_every_kind_that_somebody_asks_for_has_words() -> None:
    read = recognising()
    assert {rule.kind for rule in read.rules} == {*kinds()} - {"ctf"}  # which no message begins

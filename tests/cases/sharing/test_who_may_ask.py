"""Who may make which kind of request: the whole table, kind by kind."""

import pytest

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.people.same.shown import contradicts, shows
from dpo_console.cases.sharing.fitting import fits, names_power
from dpo_console.law.calendar.schools import TYPES, SchoolType
from dpo_console.law.statutes import kinds

OWN_DATA = "pupil former-pupil parent staff agent solicitor mp la-safeguarding other"
OF_A_DUTY = "la-education dfe school"
OWN_AUTHORITY = "la-education dfe"
ANYBODY = " ".join(requester_kinds())

WHO_MAY = {
    "sar": OWN_DATA,
    "rectification": OWN_DATA,
    "erasure": OWN_DATA,
    "restriction": OWN_DATA,
    "portability": OWN_DATA,
    "objection": OWN_DATA,
    "automated-decision": OWN_DATA,
    "consent-withdrawn": OWN_DATA,
    "exam-results": OWN_DATA,
    "educational-record": OWN_DATA,
    "curricular-record": "school la-education",
    "ctf": OF_A_DUTY,
    "ctf-request": OF_A_DUTY,
    "pupil-information": OWN_AUTHORITY,
    "ehc-advice": OF_A_DUTY,
    "ico-enquiry": "other",
    "foi": ANYBODY,
    "foi-review": ANYBODY,
    "eir": ANYBODY,
    "eir-review": ANYBODY,
    "complaint": ANYBODY,
    "breach": ANYBODY,
    "disclosure": ANYBODY,
}
"""The requester kinds of each kind of request. The others make a third-party request."""


def test_every_kind_says_who_may_ask_and_nobody_else_may() -> None:
    found = {
        kind: {slug for slug in requester_kinds() if fits(kind, slug, TYPES)} for kind in kinds()
    }
    assert found == {kind: {*may.split()} for kind, may in WHO_MAY.items()}


PUPIL_INFORMATION = {
    "maintained": OWN_AUTHORITY,
    "maintained-nursery": OWN_AUTHORITY,
    "pru": "",
    "academy": "dfe",
    "special-academy": "dfe",
    "independent": "",
    "non-maintained-special": "dfe",
    "special": OWN_AUTHORITY,
}
"""Who may ask for pupil information, by the type of school (SI 2013/2094 reg 3(2), 4, 5)."""


def test_pupil_information_is_owed_by_the_type_of_school() -> None:
    found = {
        school.value: {s for s in requester_kinds() if fits("pupil-information", s, [school])}
        for school in SchoolType
    }
    assert found == {school: {*may.split()} for school, may in PUPIL_INFORMATION.items()}


CONTRADICTED = [
    ("court", "Anna Crane", "Crane and Rook Solicitors"),
    ("court", "Anna Crane", "Crane & Rook LLP"),
    ("court", "Crane Rook Solicitors", ""),
    ("police", "Anna Crane", "Police Law Solicitors"),
    ("police", "Rex Vane", "Keel Limited"),
    ("dfe", "Rex Vane", "Keel Insurance"),
    ("dfe", "Ed Post", "Education News"),
    ("nhs", "Rex Vane", "Keel Health Insurance"),
    ("la-education", "Anna Crane", "Crane Solicitors for Westmarch Council"),
    ("la-safeguarding", "Ed Post", "The Westmarch Gazette"),
    ("parent", "DC Finch", "Westmarch Police"),
    ("parent", "Ed Post", "BBC"),
    ("other", "Rex Vane", "Keel Insurance"),
    ("agent", "Rex Vane", "Keel Insurance Claims Ltd"),
    ("parent", "Rex Vane", "Keel lnsurance"),
    ("parent", "Rex Vane", "KeelInsurance"),
    ("court", "Anna Crane", "www.cranesolicitors.example.org"),
]

AGREEING = [
    ("court", "Fenmark Family Court", ""),
    ("court", "The clerk", "Law Courts, Westmarch"),
    ("court", "The clerk", "Magistrates' Court"),
    ("police", "PC Finch", "Westmarch Police Legal Services"),
    ("la-safeguarding", "Lou Adey", "LADO, Westmarch Council"),
    ("la-education", "Hal Dean", "Westmarch Council Legal Services"),
    ("nhs", "Dr Orme", "Westmarch University Hospital"),
    ("school", "The office", "Ash Academy Trust Ltd"),
    ("solicitor", "Anna Crane", "Crane and Rook Solicitors LLP"),
    ("agent", "Bo Hay", "Fenwick Law Centre"),
    ("insurer", "Rex Vane", "Keel Insurance plc"),
    ("other", "The coroner", "Coroner's Court"),
    ("parent", "Anna Court", ""),
    ("parent", "Tom Law", "Ash Primary School"),
]


@pytest.mark.parametrize(("kind", "name", "organisation"), CONTRADICTED)
def test_organisation_of_another_kind_contradicts(kind: str, name: str, organisation: str) -> None:
    assert contradicts(kind, name, organisation)


@pytest.mark.parametrize(("kind", "name", "organisation"), AGREEING)
def test_organisation_of_its_own_kind_agrees(kind: str, name: str, organisation: str) -> None:
    assert contradicts(kind, name, organisation) is None


def test_words_of_an_organisation_belong_to_known_kinds() -> None:
    others = {slug for kind in requester_kinds().values() for slug in kind.may_name}
    assert others <= set(requester_kinds())
    assert shows("Ash Primary School", "") == {"school"}
    assert shows("Rex Vane", "") == frozenset()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Order of 18 November 2026, para 3", True),
        ("The sealed order dated 18/11/2026", True),
        ("Witness summons of 2026-11-18", True),
        ("Children Act 2004 s.16H", True),
        ("s109B Social Security Administration Act 1992", True),
        ("SI 2013/2094 reg 3", True),
        ("Section 47", True),
        ("Our letter", False),
        ("Our letter, section 4", False),
        ("Their request under section 47 of the Children Act 1989", True),
        ("Our letter of 18 November 2026", False),
        ("The order", False),
        ("The head's permission", False),
    ],
)
def test_power_is_an_enactment_or_a_dated_order(words: str, named: bool) -> None:
    assert names_power(words) is named

"""The addressee of each letter: the one party it is for, and nobody else."""

from datetime import date

import pytest

from dpo_console.cases.people.addressee import Addressee, addressee_of, closing, greeting
from dpo_console.cases.people.matching.names import may_be, same_name
from dpo_console.cases.sharing.release_gate import told
from dpo_console.config import Contact, Person, Role, Settings
from dpo_console.letters.addressees import TYPED, To
from dpo_console.letters.catalogue import catalogue, letter_kind
from dpo_console.store.cases.case_rows import PartyRow
from tests.cases.people.made_files import case_of, person


def to(name: str, kind: str, organisation: str = "", salutation: str = "") -> Addressee:
    party = PartyRow(
        1, "requester", 0, name, kind, organisation, "", "", "", False, salutation=salutation
    )
    return Addressee(To.REQUESTER, name, party=party, kind=kind)


@pytest.mark.parametrize(
    ("reader", "greeted", "closed"),
    [
        (to("Matilda Brown", "pupil"), "Dear Matilda", "Yours sincerely"),
        (to("Miss Matilda Brown", "pupil"), "Dear Matilda", "Yours sincerely"),
        (to("Jane Doe", "parent"), "Dear Jane Doe", "Yours sincerely"),
        (to("Ms Jane Doe", "parent"), "Dear Ms Doe", "Yours sincerely"),
        (to("Jane Doe", "parent", salutation="Dear Jane,"), "Dear Jane", "Yours sincerely"),
        (to("Jane Doe", "parent", salutation="Dr Doe"), "Dear Dr Doe", "Yours sincerely"),
        (to("PC Ada Finch", "police"), "Dear PC Finch", "Yours sincerely"),
        (to("Ada Finch", "police", "Kent Police"), "Dear Ada Finch", "Yours sincerely"),
        (to("Kent Police", "police"), "Dear Sir or Madam", "Yours faithfully"),
        (to("Lex & Co", "solicitor", "Lex & Co"), "Dear Sir or Madam", "Yours faithfully"),
        (
            to("Admissions, Oak School", "school", "Oak School"),
            "Dear Sir or Madam",
            "Yours faithfully",
        ),
        (to("Claims team", "insurer", "Keel Ltd"), "Dear Sir or Madam", "Yours faithfully"),
        (Addressee(To.REGULATOR, "The ICO"), "Dear Sir or Madam", "Yours faithfully"),
        (Addressee(To.CONSULTED, "The school nurse"), "Dear Sir or Madam", "Yours faithfully"),
        (Addressee(To.TOLD, "Fenmark County Council"), "Dear Sir or Madam", "Yours faithfully"),
        (Addressee(To.AFFECTED, "The parents of Year 5"), "Dear parents of Year 5", ""),
        (Addressee(To.TOLD, "Mr and Mrs Okafor"), "Dear Mr and Mrs Okafor", ""),
        (to("The Court Manager", "court", "Court"), "Dear Sir or Madam", "Yours faithfully"),
        (to("Night social worker", "la", "Kent"), "Dear Sir or Madam", "Yours faithfully"),
        (to("Trading officer R. Ingle", "dwp", "DWP"), "Dear Sir or Madam", "Yours faithfully"),
        (to("Winifred Aske MP", "mp"), "Dear Winifred Aske", "Yours sincerely"),
        (to("Dr Ann Aske MP", "mp"), "Dear Dr Aske", "Yours sincerely"),
        (Addressee(To.HOLDER, "The site manager"), "Dear colleague", "With thanks"),
        (Addressee(To.AFFECTED), "", ""),
    ],
)
def test_a_greeting_supposes_nothing_and_the_closing_follows_it(
    reader: Addressee, greeted: str, closed: str
) -> None:
    assert greeting(reader) == greeted
    assert closing(reader) == (closed or "Yours sincerely")


INSURANCE = "Aldgate Insurance"
ANNE = person("requester", "Anne Reed", email="anne@example.org", organisation=INSURANCE)
SAM = person("recipient", "Sam Poe", email="sam@example.org", address="2 Far Lane\nBrookfield")
INSURER = case_of(ANNE, person("subject", "Tom Doe"), requester_kind="insurer")
SHARED = case_of(ANNE, SAM, requester_kind="insurer")
HEAD = Person("head", "Ruth Castle", Role.APPROVER, email="head@example.org")
SETTINGS = Settings(
    name="Brookfield Trust",
    people=(Person("clerk", "Ben Hale", Role.CLERK, email="ben@example.org"), HEAD),
    regulator=Contact("The Commissioner", "Water Lane, Wilmslow", "report@example.org"),
)


@pytest.mark.parametrize(
    ("letter", "name", "lines", "email"),
    [
        ("acknowledgement", "Anne Reed", (INSURANCE, ANNE.email), ANNE.email),
        ("police-release", "Sam Poe", ("2 Far Lane", "Brookfield"), "sam@example.org"),
        ("decision-sheet", "Ruth Castle", ("Brookfield Trust",), "head@example.org"),
        ("breach-report", "The Commissioner", ("Water Lane", "Wilmslow"), "report@example.org"),
        ("preservation-notice", "", (), ""),
        ("search-request", "", (), ""),
        ("search-chase", "", (), ""),
        ("breach-notice", "", (), ""),
        ("opinion-request", "", (), ""),
    ],
)
def test_a_letter_goes_to_its_own_addressee(
    letter: str, name: str, lines: tuple[str, ...], email: str
) -> None:
    to = addressee_of(SHARED, SETTINGS, letter_kind(letter))
    assert (to.name, to.lines, to.email) == (name, lines, email)


@pytest.mark.parametrize(
    "letter", [n for n, kind in catalogue().items() if kind.addressee.internal]
)
def test_an_internal_paper_never_has_a_requester_s_address(letter: str) -> None:
    typed = dict.fromkeys(TYPED.values(), "Anne Reed")
    for settings in (SETTINGS, Settings()):
        assert addressee_of(INSURER, settings, letter_kind(letter), typed).email != ANNE.email


def test_a_decision_sheet_goes_to_who_stands_in_and_never_to_a_person_concerned() -> None:
    first, last = date(2026, 11, 20), date(2026, 11, 30)
    deputy = Person(
        "deputy", "Tara Quill", Role.CLERK, deputy_for="head", deputy_from=first, deputy_to=last
    )
    settings, sheet = SETTINGS._replace(people=(HEAD, deputy)), letter_kind("decision-sheet")
    for day, name in ((first, "Tara Quill"), (last, "Tara Quill"), (date(2026, 12, 1), HEAD.name)):
        assert addressee_of(SHARED, settings, sheet, on=day).name == name
        assert HEAD in told(SHARED, settings, day)
        assert (deputy in told(SHARED, settings, day)) is (name == deputy.name)
    concerned = case_of(ANNE, person("subject", "Tara Quill"))
    assert addressee_of(concerned, settings, sheet, on=first).name == HEAD.name
    assert told(concerned, settings, first) == (HEAD,)
    assert addressee_of(case_of(person("requester", HEAD.name)), SETTINGS, sheet).name == ""


def test_data_for_nobody_else_go_to_the_requester() -> None:
    to = addressee_of(INSURER, SETTINGS, letter_kind("third-party-approval"))
    assert (to.role, to.party, to.kind) == (To.REQUESTER, ANNE, "insurer")


def test_a_recipient_without_an_organisation_is_a_private_person() -> None:
    council = person("recipient", "Lee Ward", organisation="Westmarch Council")
    for recipient, kind in ((SAM, ""), (council, "la-education")):
        file = case_of(ANNE, recipient, requester_kind="la-education")
        assert addressee_of(file, SETTINGS, letter_kind("police-release")).kind == kind


def test_a_typed_addressee_is_found_among_the_people_of_the_case() -> None:
    file = case_of(person("requester", "Jane Doe"))
    for typed in ("jane doe\n1 Mill Street", "Ms Jane  Doe\n1 Mill Street"):
        to = addressee_of(file, SETTINGS, letter_kind("breach-notice"), {"breach.addressee": typed})
        assert (to.party, to.lines, to.email) == (file.parties[0], ("1 Mill Street",), "")
    unknown = {"breach.addressee": "Joan Doe"}
    assert addressee_of(file, SETTINGS, letter_kind("breach-notice"), unknown).party is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jane Doe", "Mrs. JANE  DOE", True),
        ("Jane Doe", "Jane Doe-Smith", False),
        ("Renée O’Neil", "Renee O'Neil", True),
        ("Dr", "Mr", False),
        ("", "", False),
    ],
)
def test_names_are_the_same_but_for_titles_case_and_spaces(
    one: str, other: str, same: bool
) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Paul Doe", "Mr P. Doe", True),
        ("P Doe", "Paul Doe", True),
        ("Paul Doe", "Paula Doe", False),
        ("Paul Doe", "P. Dow", False),
        ("P", "Paul", False),
        ("", "P", False),
    ],
)
def test_a_name_with_an_initial_may_be_the_same_person_s(
    one: str, other: str, *, same: bool
) -> None:
    assert may_be(one, other) is same

"""Protected details: found in any layout, and told to nobody they are kept from."""

import json
from dataclasses import replace

import pytest

from dpo_console.cases.people.addressee import ACTS_FOR, Addressee, addressee_of, party_addressed
from dpo_console.cases.people.protected import ProtectedDetails, protected
from dpo_console.config import Contact, School, Settings
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import letter_kind
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.store.cases.case_rows import PartyRow
from tests.cases.people.made_files import case_of, person, scope_by

SETTINGS = Settings(
    name="Brookfield Learning Trust",
    dpo=Contact("Amara Okafor", email="dpo@example.org", phone="01632 960123"),
    schools=(
        School("oak", "Oak Lane Primary School", address="Oak Lane, Brookfield, BR1 0AA"),
        School("elm", "Elm Park Academy", address="1 Elm Road, Brookfield, BR2 0AA"),
    ),
)
FATHER = person(
    "requester", "Paul Doe", email="paul@example.org", address="9 High Street\nBrookfield"
)
MOTHER = person(
    "other", "Jane Doe", protected=True, address="Flat 2, 14 Oak Row\nHarbourton\nHB4 9ZZ",
    email="jane.doe@example.org", phone="01632 960555",
)  # fmt: skip
TOM = person("subject", "Tom Doe")
FAMILY = case_of(FATHER, MOTHER, TOM)


Entry = dict[str, str | int]


def entry(**words: str | int) -> AuditRow:
    return AuditRow(2, "2026-11-03T09:00:00+00:00", "dpo", "people", json.dumps(words))


def gaps(words: str, to: Addressee, file: CaseFile = FAMILY, *history: AuditRow) -> list[Gap]:
    return list(protected(words, to, ProtectedDetails(file, history, SETTINGS)))


def to_requester(file: CaseFile) -> Addressee:
    return addressee_of(file, SETTINGS, letter_kind("acknowledgement"))


def asked_by(kind: str) -> Addressee:
    asks = replace(FATHER, name="Lee Ward", address="", email="")
    return to_requester(case_of(asks, MOTHER, requester_kind=kind))


@pytest.mark.parametrize(
    "kind", ["parent", "pupil", "staff", "agent", "solicitor", "insurer", "media", "mp", "other"]
)
def test_details_are_kept_from_private_persons_and_who_acts_for_them(kind: str) -> None:
    (gap,) = gaps("14 Oak Row", asked_by(kind))
    assert gap.final


@pytest.mark.parametrize(
    "kind",
    ["court", "police", "la-safeguarding", "la-education", "nhs", "school", "cafcass", "dfe",
     "dwp-hmrc", "home-office"],
)  # fmt: skip
def test_a_public_body_gets_details_for_one_recorded_reason(kind: str) -> None:
    (gap,) = gaps("14 Oak Row, Harbourton, HB4 9ZZ", asked_by(kind))
    assert not gap.final
    assert "address and postcode of Jane Doe. Say why Lee Ward needs that." in gap.sentence
    assert gaps("Harbourton", asked_by(kind)) == []


def test_the_protected_person_gets_her_own_details() -> None:
    hers = replace(MOTHER, role="requester")
    file = case_of(hers, TOM)
    words = "Jane Doe\nFlat 2, 14 Oak Row\nHarbourton\nHB4 9ZZ\n\nDear Jane Doe"
    assert gaps(words, to_requester(file)) == []
    typed = {"breach.addressee": "Mrs Jane Doe\nFlat 2, 14 Oak Row\nHB4 9ZZ"}
    assert gaps(words, addressee_of(FAMILY, SETTINGS, letter_kind("breach-notice"), typed)) == []


def test_a_child_who_lives_with_her_and_is_protected_too_gets_a_letter_there() -> None:
    son = person("requester", "Sam Doe", protected=True, address=MOTHER.address)
    words = "Sam Doe\nFlat 2, 14 Oak Row\nHarbourton\nHB4 9ZZ\n\nDear Sam"
    with_her = case_of(son, MOTHER, requester_kind="pupil")
    assert gaps(words, to_requester(with_her), with_her) == []
    alone = to_requester(case_of(son, requester_kind="pupil"))
    assert gaps(words, alone) == []
    (gap,) = gaps("Her number is 01632 960555", alone)
    assert gap.final


def test_a_father_who_is_protected_at_her_address_elsewhere_stays_the_father() -> None:
    him = replace(FATHER, id=999, address=MOTHER.address, protected=True)
    for name in ("Paul Doe", "Doe, Paul", "P. Doe"):
        to = to_requester(case_of(replace(him, name=name)))
        assert gaps("14 Oak Row", to)[0].final


def test_her_own_request_in_another_case_needs_her_name_and_a_way_to_reach_her() -> None:
    for name, email, stops in (
        ("Jane Doe", MOTHER.email, False),
        ("Ms JANE DOE", MOTHER.email, False),
        ("Jane Doe", FATHER.email, True),
        ("Paul Doe", MOTHER.email, True),
    ):
        asks = person("requester", name, email=email)
        assert bool(gaps("14 Oak Row", to_requester(case_of(asks)))) is stops


def test_the_protection_follows_the_person_and_not_the_name() -> None:
    misnamed = case_of(replace(FATHER, protected=True), replace(MOTHER, name="Paul Doe"))
    assert gaps("14 Oak Row", to_requester(misnamed), misnamed)[0].final
    told: Entry = {"before.address": "3 Old Mews", "protected": 1, "name": "Jane Doe"}
    renamed = case_of(replace(FATHER, name="Jane Doe"))
    removed = entry(act="remove", **told)
    assert gaps("3 Old Mews", to_requester(renamed), renamed, removed)[0].final


@pytest.mark.parametrize("kind", ["solicitor", "agent", "parent", "other"])
@pytest.mark.parametrize(
    ("acts_for", "final"),
    [("Jane Doe", None), ("Ms Jane Doe; Tom Doe", None), ("Paul Doe", True), ("Tom Doe", True)],
)
def test_who_acts_for_her_alone_gets_her_details(
    kind: str, acts_for: str, *, final: bool | None
) -> None:
    asks = person("requester", "R. Harris", organisation="Harris & Co")
    for kept_from in ("", "Paul Doe"):
        hers = replace(MOTHER, kept_from=kept_from)
        notes = {(ACTS_FOR, asks.id): acts_for}
        file = case_of(asks, hers, requester_kind=kind, notes=notes)
        assert [gap.final for gap in gaps("14 Oak Row", to_requester(file), file)] == (
            [] if final is None else [final]
        )
    named = case_of(
        asks, replace(MOTHER, kept_from="Harris & Co"), requester_kind=kind, notes=notes
    )
    assert gaps("14 Oak Row", to_requester(named), named)[0].final


@pytest.mark.parametrize(
    "him",
    [
        replace(FATHER, address=MOTHER.address),
        replace(FATHER, address=MOTHER.address, name="Jane Doe"),
        replace(FATHER, organisation="14 Oak Row"),
    ],
)
def test_giving_him_her_address_or_name_does_not_open_it(him: PartyRow) -> None:
    to = to_requester(case_of(him, MOTHER))
    words = "\n".join((to.name, *to.lines, "", "Dear Sir"))
    assert any(gap.final for gap in gaps(words, to, case_of(him, MOTHER)))


def test_his_own_postcode_in_his_own_address_does_not_stop_his_letter() -> None:
    neighbour = replace(FATHER, address="90 High Street\nHarbourton\nHB4 9ZZ")
    file = case_of(neighbour, MOTHER)
    to = to_requester(file)
    block = "\n".join((to.name, *to.lines))
    assert gaps(f"{block}\n\nDear Paul Doe", to, file) == []
    assert gaps(f"{block}\n\nShe is at HB4 9ZZ", to, file)[0].final


NAMED = {
    "himself": (("Paul Doe", ""), True),
    "with a title": (("Mr PAUL  DOE", ""), True),
    "with an accent": (("Pául Dóe", ""), True),
    "with an initial": (("P. Doe", ""), True),
    "in another order": (("DOE, Paul", ""), True),
    "with a middle name": (("Paul John Doe", ""), True),
    "by another name at his e-mail address": (("DS Jones", "", "paul@example.org"), True),
    "by another name at his postal address": (("DS Jones", "", "", "9 High St, Brookfield"), True),
    "somebody for him": (("R. Harris", "For Mr Paul Doe"), True),
    "the firm named": (("R. Harris", "HARRIS & CO SOLICITORS LLP"), True),
    "another firm": (("R. Harris", "Harrison & Co"), False),
    "a namesake of his first name": (("Paula Doe", ""), False),
    "somebody else": (("Ann Lee", ""), False),
}
"""Name, organisation, e-mail and address of somebody, and True for one that they are kept from."""


@pytest.mark.parametrize(("asks", "final"), NAMED.values(), ids=NAMED)
def test_a_name_keeps_details_from_that_person_whatever_the_kind(
    asks: tuple[str, ...], *, final: bool
) -> None:
    named = replace(MOTHER, kept_from="Paul Doe; Harris & Co")
    ways = dict(zip(("organisation", "email", "address"), asks[1:], strict=False))
    one, father = person("requester", asks[0], **ways), replace(FATHER, role="other")
    file = case_of(one, father, named, requester_kind="la-education")
    assert gaps("14 Oak Row", to_requester(file), file)[0].final is final


def test_naming_one_person_makes_no_other_private_person_freer() -> None:
    named = replace(MOTHER, kept_from="Paul Doe")
    for kind in ("parent", "agent", "solicitor", "insurer", "other"):
        file = case_of(person("requester", "Ann Lee"), named, requester_kind=kind)
        assert gaps("14 Oak Row", to_requester(file), file)[0].final


@pytest.mark.parametrize(
    ("letter", "final"),
    [("decision-sheet", False), ("search-request", False), ("opinion-request", False),
     ("breach-report", False), ("breach-notice", True), ("police-release", True)],
)  # fmt: skip
def test_the_addressee_of_the_letter_decides(letter: str, final: bool) -> None:
    to = addressee_of(FAMILY, SETTINGS, letter_kind(letter))
    assert gaps("14 Oak Row", to)[0].final is final


def test_a_private_recipient_of_a_public_body_s_request_is_still_private() -> None:
    police = person("requester", "PC Ada Finch", organisation="Westmarch Police")
    for organisation, final in (("", True), ("Westmarch Police", False)):
        recipient = person("recipient", "Paul Doe", organisation=organisation)
        file = case_of(police, recipient, MOTHER, requester_kind="police")
        to = addressee_of(file, SETTINGS, letter_kind("police-release"))
        assert gaps("14 Oak Row", to, file)[0].final is final


def test_an_earlier_protected_address_counts_after_its_correction_or_removal() -> None:
    told: Entry = {
        "before.address": "3 Old Mews\nHarbourton HB1 1AA",
        "protected": 1,
        "name": "Jane Doe",
    }
    for act, file in (("set", FAMILY), ("remove", case_of(FATHER, TOM))):
        (gap,) = gaps("3 Old Mews", to_requester(file), file, entry(act=act, **told))
        assert gap.final
        assert "earlier protected address" in gap.sentence
    open_then = entry(act="set", **{**told, "protected": 0})
    assert gaps("3 Old Mews", to_requester(FAMILY), FAMILY, open_then) == []


def test_her_own_earlier_address_is_hers_after_her_protection_was_lifted() -> None:
    was: Entry = {"before.address": "3 Old Mews", "protected": 1, "name": "Jane Doe"}
    told = entry(**was)
    file = case_of(replace(MOTHER, role="requester", protected=False))
    assert gaps("3 Old Mews", to_requester(file), file, told) == []
    namesake = case_of(person("requester", "Jane Doe"), MOTHER)
    assert gaps("3 Old Mews", to_requester(namesake), namesake, told)[0].final


def test_earlier_details_are_kept_from_the_people_named_now() -> None:
    told: Entry = {"before.address": "3 Old Mews", "protected": 1, "name": "Jane Doe"}
    named = case_of(FATHER, replace(MOTHER, kept_from="Ed Doe"), requester_kind="police")
    assert not gaps("3 Old Mews", to_requester(named), named, entry(**told))[0].final
    gone = case_of(FATHER, TOM, requester_kind="police")
    for kept_from, final in (("Ed Doe", False), ("Paul Doe", True)):
        removed = entry(**told, kept_from=kept_from)
        assert gaps("3 Old Mews", to_requester(gone), gone, removed)[0].final is final


def test_an_order_makes_an_unknown_body_a_public_one() -> None:
    coroner = person("requester", "HM Coroner")
    file = case_of(coroner, MOTHER, kind="disclosure", requester_kind="other")
    for path, final in (("ordinary", True), ("compelled", False)):
        asked = replace(file, scope=scope_by(path))
        assert gaps("14 Oak Row", to_requester(asked), asked)[0].final is final


def test_the_home_that_they_shared_does_not_stop_letters_to_it() -> None:
    told: Entry = {"before.address": FATHER.address, "protected": 1, "name": "Jane Doe"}
    to = to_requester(FAMILY)
    words = "\n".join((to.name, *to.lines, "", "Dear Paul Doe"))
    assert gaps(words, to, FAMILY, entry(act="set", **told)) == []


def test_another_requester_kind_does_not_make_him_a_public_body() -> None:
    file = case_of(FATHER, MOTHER, requester_kind="school")
    assert not gaps("14 Oak Row", to_requester(file), file)[0].final
    known: tuple[Entry, ...] = ({"before.kind": "parent"}, {"before.requester_kind": "parent"})
    for earlier in known:
        assert gaps("14 Oak Row", to_requester(file), file, entry(**earlier))[0].final


def at_school(name: str) -> PartyRow:
    return person("subject", "Tom Doe", protected=True, organisation=name)


def test_a_protected_school_s_name_in_a_letterhead_is_confirmed() -> None:
    file = case_of(FATHER, at_school("Elm Park Academy"))
    head = (
        "Elm Park Academy\n1 Elm Road, Brookfield, BR2 0AA\n\nPaul Doe\n9 High Street\nBrookfield"
    )
    (gap,) = gaps(head, to_requester(file), file)
    assert not gap.final
    assert "“Elm Park Academy”" in gap.sentence
    mother = replace(MOTHER, address="c/o Elm Park Academy, 1 Elm Road, Brookfield BR2 0AA")
    (gap,) = gaps(head, to_requester(case_of(FATHER, mother)), case_of(FATHER, mother))
    assert not gap.final


def test_the_next_school_s_own_name_and_address_stand_in_its_letter() -> None:
    school = person("requester", "Hill Top School", address="2 Hill Way\nHarbourton")
    file = case_of(school, at_school("Hill Top School"), requester_kind="school")
    to = to_requester(file)
    assert gaps("Hill Top School\n2 Hill Way\nHarbourton\n\nDear colleague", to, file) == []


def test_words_for_the_public_are_kept_from_everybody() -> None:
    named = case_of(FATHER, replace(MOTHER, kept_from="Ed Doe"))
    for file in (FAMILY, named):
        assert gaps("14 Oak Row", Addressee(To.NOBODY), file)[0].final


def test_parties_are_addressed_as_on_their_envelope() -> None:
    to = party_addressed(FAMILY, FATHER)
    assert (to.name, *to.lines) == ("Paul Doe", "9 High Street", "Brookfield")

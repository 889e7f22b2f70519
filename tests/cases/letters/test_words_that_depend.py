"""Sentences of letters that hold in some cases alone: orders, extensions, proof and outcomes."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.letters.letter_conditions import conditions_of
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import LetterIncomplete, Refused
from dpo_console.letters.catalogue import letter_kind
from tests.cases.letters.test_letter_fields import TODAY, loaded, logged
from tests.casework.sharing.test_sharing import SCOPE
from tests.conftest import DeskOf
from tests.store import spoiling

FAMILY = "Family court rules limit who may see these papers."
DUTY = "Social Security Administration Act 1992 s.109B"
DONE = {"outcome.done": "The scan at lunch."}
COMPELLED = replace(SCOPE, path="compelled")


@pytest.mark.parametrize(
    ("asked_by", "organisation", "power", "family", "only_as"),
    [
        ("court", "Family Court at York", "Order of 2 November 2026", True, "the order"),
        ("police", "", "Order of the Family Court of 2 November 2026", True, "the order"),
        ("court", "Crown Court at York", "Order of 2 November 2026", False, "the order"),
        ("police", "", "Notice under PCSC Act 2022 s.44B", False, "the notice"),
        ("dwp-hmrc", "", DUTY, False, "the law"),
    ],
)
def test_a_note_on_compelled_data_names_family_courts_only_for_their_orders(
    asked_by: str, organisation: str, power: str, family: bool, only_as: str, desk: Desk
) -> None:
    asked = logged(
        desk, "disclosure", "Tom Doe", requester_kind=asked_by, organisation=organisation
    )
    set_scope(desk, asked, replace(COMPELLED, power=power))
    shown = preview_letter(desk, asked, "compelled-release", {}).text
    assert (FAMILY in shown) is family
    assert f"Please use this only as {only_as} allows." in shown
    assert ("Your order received:" in shown) is (asked_by == "court")


@pytest.mark.parametrize("scoped", [False, True])
def test_a_court_with_an_order_is_told_that_we_comply_and_not_that_we_decide(
    desk: Desk, *, scoped: bool
) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind="court")
    if scoped:
        set_scope(desk, asked, replace(COMPELLED, power="Order of 2 November 2026"))
    acknowledged = preview_letter(desk, asked, "acknowledgement", {}).text
    assert "We have received your order" in acknowledged
    assert "We will then comply with it by the day that it sets." in acknowledged
    more = preview_letter(desk, asked, "more-information", {}).text
    assert "To comply with your order, we need to know:" in more
    for said in (acknowledged, more):
        for wrong in ("our policies", "not an approval", "as closed", "deny that any person"):
            assert wrong not in said
    form = letter_kind("application-form").why_not(conditions_of(desk, loaded(desk, asked)))
    assert form.startswith(("A court's order isn't an application", "An order or a duty"))


def test_a_question_about_a_duty_closes_nothing_and_confirms_nothing(desk: Desk) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind="dwp-hmrc")
    set_scope(desk, asked, replace(COMPELLED, power=DUTY))
    more = preview_letter(desk, asked, "more-information", {}).text
    assert "To do what the law requires, we need to know:" in more
    assert "does not confirm or deny that any person" in more
    assert "as closed" not in more
    assert "not an approval" not in more


@pytest.mark.parametrize("path", ["ordinary", ""])
def test_another_third_party_is_still_told_that_nothing_is_approved(path: str, desk: Desk) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind="police")
    if path:
        set_scope(desk, asked, SCOPE)
    for name in ("acknowledgement", "more-information"):
        said = preview_letter(desk, asked, name, {}).text
        assert "not an approval. It does not confirm or deny" in said


@pytest.mark.parametrize(
    ("asked_by", "purpose", "fits"),
    [
        ("nhs", "National height and weight programme", False),
        ("nhs", "To safeguard a child at risk of harm", True),
        ("nhs", "Section 47 enquiry", True),
        ("la-safeguarding", "A meeting on Monday", True),
    ],
)
def test_the_safeguarding_note_is_for_a_purpose_that_protects_a_child(
    asked_by: str, purpose: str, fits: bool, desk: Desk
) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind=asked_by)
    letter = letter_kind("safeguarding-release")
    assert letter.why_not(conditions_of(desk, loaded(desk, asked))) == ""
    set_scope(desk, asked, replace(SCOPE, purpose=purpose))
    why_not = letter.why_not(conditions_of(desk, loaded(desk, asked)))
    assert (why_not == "") is fits
    assert fits or "isn't to protect a child" in why_not


def test_a_refusal_for_want_of_authority_does_not_doubt_identity(desk: Desk) -> None:
    asked = logged(desk, "sar", "Tom Doe")
    record_fact(desk, asked, "authority_requested", date(2026, 11, 4))
    said = preview_letter(desk, asked, "refusal-identity", {}).text
    assert "we cannot treat your request as one made for Tom Doe" in said
    assert "The Information Commissioner's guidance says so." in said
    for wrong in ("Article 12(6)", "Article 12A", "right person", "call to a number"):
        assert wrong not in said
    record_fact(desk, asked, "id_requested", date(2026, 11, 3))
    both = preview_letter(desk, asked, "refusal-identity", {}).text
    assert "Article 12(6)" in both
    assert "for proof of who you are" in both


@pytest.mark.parametrize("name", ["identity-request", "authority-request", "fee", "clarification"])
def test_a_letter_after_an_extension_names_three_months(name: str, desk: Desk) -> None:
    asked = logged(desk, "sar", "Tom Doe")
    assert "three months" not in preview_letter(desk, asked, name, {}).text
    record_fact(desk, asked, "extension_notified", date(2026, 11, 20), note="Complex")
    said = preview_letter(desk, asked, name, {}).text
    assert "three months" in said
    assert "one month" not in said
    assert "The month" not in said


@pytest.mark.parametrize("kind", ["erasure", "objection", "portability"])
def test_an_answer_of_yes_says_nothing_of_the_limits_of_the_right(kind: str, desk: Desk) -> None:
    asked, limits = logged(desk, kind), f"sentence.{kind}-considered"
    name, done = f"{kind}-outcome", {"outcome.done": "All of it."}
    begins = {"erasure": "applies only in", "objection": "compelling", "portability": "covers only"}
    assert limits in {demand.field for demand in letter_kind(name).demands}
    assert begins[kind] not in preview_letter(desk, asked, name, done).text
    refused = done | {"outcome.not_done": "The register."}
    assert begins[kind] in preview_letter(desk, asked, name, refused).text


@pytest.mark.parametrize(("kind", "who"), [("sar", "Guidance allows longer"), ("foi", "The law")])
def test_a_short_time_to_pay_is_compared_with_what_sets_it(kind: str, who: str, desk: Desk) -> None:
    asked = logged(desk, kind)
    name = "fee" if kind == "sar" else "fees-notice"
    (note,) = preview_letter(desk, asked, name, {"fee.pay_by": "1 December 2026"}).notes
    assert who in note
    assert ("The law" in note) is (kind == "foi")


def test_a_late_acknowledgement_speaks_of_its_day_as_past(desk_of: DeskOf) -> None:
    on_time, late = desk_of(today=TODAY), desk_of(today=date(2026, 12, 10))
    asked = logged(on_time, "sar")
    assert "Our answer is due by" in preview_letter(on_time, asked, "acknowledgement", {}).text
    said = preview_letter(late, asked, "acknowledgement", {}).text
    assert "Our answer was due by Wednesday 2 December 2026.\n\nThat day has passed" in said


def test_an_acknowledgement_before_results_counts_from_their_day(desk: Desk) -> None:
    asked = logged(desk, "exam-results")
    record_fact(desk, asked, "results_announced", date(2026, 12, 28))
    said = preview_letter(desk, asked, "acknowledgement", {}).text
    assert "The results come out on Monday 28 December 2026." in said
    assert "to Saturday 6 February 2027. We then have until Monday 8 February 2027" in said


UNTOLD = "has not been told, because that could put a child at risk"


@pytest.mark.parametrize(
    ("informed", "said"),
    [
        ("has been told", "We have told the person concerned."),
        (UNTOLD, f"The person concerned {UNTOLD}."),
        ("We have told both parents.", "We have told both parents."),
    ],
)
def test_a_safeguarding_note_says_once_if_the_family_knows(
    informed: str, said: str, desk: Desk
) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind="la-safeguarding")
    given = {"release.informed": informed, "release.no_consent": "it cannot be given"}
    shown = preview_letter(desk, asked, "safeguarding-release", given).text
    assert said in shown
    assert "because it cannot be given (paragraph 18(2))" in shown
    assert ("Do not tell the family" in shown) is (informed == UNTOLD)


def test_a_note_on_an_order_names_the_order_and_begins_the_reason_itself(desk: Desk) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind="court")
    set_scope(desk, asked, replace(COMPELLED, power="Order of the Family Court, sealed"))
    assert preview_letter(desk, asked, "compelled-release", {}).missing
    said = preview_letter(desk, asked, "compelled-release", {"release.informed": UNTOLD}).text
    assert "We are required to provide this information by: Order of the Family Court" in said
    assert f"The person concerned {UNTOLD}." in said


def test_an_envelope_names_an_organisation_once(desk: Desk) -> None:
    body = "Kestrel Road School"
    for name, lines in ((f"Admissions, {body}", 1), ("Ann Bell", 2)):
        request = NewRequest(
            "disclosure", TODAY, name, channel="email", requester_kind="school", organisation=body
        )
        asked = log_request(desk, request).reference
        said = preview_letter(desk, asked, "acknowledgement", {}).text
        assert said.startswith("\n".join((name, body)[:lines]) + "\n"), said[:200]
        assert said[:120].count(body) == 1


def test_a_safeguarding_note_waits_for_the_ground_that_holds(desk: Desk) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind="la-safeguarding")
    lacks = preview_letter(desk, asked, "safeguarding-release", {}).missing
    assert any("release.no_consent" in str(gap) for gap in lacks)


@pytest.mark.parametrize("given", [{}, {"fee.pay_by": "1 December 2026"}])
@pytest.mark.parametrize("kind", ["foi", "eir"])
def test_a_fees_notice_closes_only_after_the_lawful_day(
    kind: str, given: dict[str, str], desk: Desk
) -> None:
    said = preview_letter(desk, logged(desk, kind), "fees-notice", given).text
    lawful = "Wednesday 24 February 2027"
    assert f"If you have not paid by {lawful}" in said
    paid = "Tuesday 1 December 2026" if given else lawful
    assert f"Please pay by: {paid}" in said


def test_only_a_parent_reads_that_proof_may_seem_strange(desk: Desk) -> None:
    for asked_by, own in (("parent", True), ("solicitor", False)):
        asked = logged(desk, "sar", "Tom Doe", requester_kind=asked_by)
        said = preview_letter(desk, asked, "authority-request", {}).text
        assert ("strange to a parent" in said) is own
        assert ("at the school office" in said) is own


def test_a_former_pupil_reads_the_letters_of_an_adult(desk: Desk) -> None:
    request = NewRequest("sar", TODAY, "Tom Ash", requester_kind="former-pupil")
    asked = log_request(desk, request).reference
    said = preview_letter(desk, asked, "acknowledgement", {}).text
    assert "Dear Tom Ash" in said
    assert "teacher" not in said


def test_a_further_copy_names_the_day_of_the_free_one(desk: Desk) -> None:
    asked = logged(desk, "sar")
    sent = "It went by post before this case was logged"
    record_fact(desk, asked, "responded", date(2026, 11, 20), override=sent)
    said = preview_letter(desk, asked, "fee-further-copy", {}).text
    assert "We sent you one copy free of charge on Friday 20 November 2026." in said


def test_objection_to_a_fingerprint_is_answered_as_one_that_always_counts(desk: Desk) -> None:
    """Protection of Freedoms Act 2012 s.26: the school stops, and offers another way."""
    words = "We object to Tom's fingerprint in the canteen"
    weighed = logged(desk, "objection", "Tom Doe", summary=words)
    with pytest.raises(Refused, match="always ends that"):
        write_letter(desk, weighed, "objection-outcome", {"outcome.not_done": "The fingerprint"})
    asked = logged(desk, "consent-withdrawn", "Tom Doe", summary=words)
    with pytest.raises(LetterIncomplete, match="what the child can use instead"):
        write_letter(desk, asked, "consent-outcome", DONE, override="It must go today")
    given = DONE | {"biometric.alternative": "a card for lunch"}
    said = preview_letter(desk, asked, "consent-outcome", given).text
    assert "Protection of Freedoms Act 2012, section 26" in said
    assert "We offer a card for lunch." in said
    assert "You withdrew your consent" not in said


def test_case_detail_alone_shows_that_a_withdrawal_is_about_biometrics(desk: Desk) -> None:
    asked = logged(desk, "consent-withdrawn", "Tom Doe", summary="He says no to it")
    assert "about.biometric" not in conditions_of(desk, loaded(desk, asked))
    say(desk, asked, {"biometric.alternative": "a card"})
    assert "about.biometric" in conditions_of(desk, loaded(desk, asked))


def test_pupil_information_claims_no_duty_to_a_body_that_it_is_not_owed_to(desk: Desk) -> None:
    asked = logged(desk, "pupil-information", requester_kind="la-education")
    cover = {"schedule": "The register", "disclosure.method": "by the secure service"}
    assert (
        "the law requires us" in preview_letter(desk, asked, "pupil-information-cover", cover).text
    )
    spoiling.change(desk.home.database, "UPDATE cases SET requester_kind = 'school'")
    with pytest.raises(Refused, match="doesn't oblige this school"):
        write_letter(desk, asked, "pupil-information-cover", cover)


def test_computers_decision_is_judged_by_the_law_of_its_day(desk: Desk) -> None:
    """SI 2026/82 reg 5: Art 22C holds for decisions from 5 February 2026 alone."""
    asked = logged(desk, "automated-decision", "Tom Doe")
    said = {"decision.which": "the set for mathematics", "decision.reviewer": "Ruth Castle, head"}
    record_fact(desk, asked, "machine_decided", on=date(2026, 2, 5))
    assert "Article 22C" in preview_letter(desk, asked, "automated-outcome", said).text
    before = logged(desk, "automated-decision", "Tom Doe")
    record_fact(desk, before, "machine_decided", on=date(2026, 2, 4))
    text = preview_letter(desk, before, "automated-outcome", said).text
    assert "Article 22(3); SI 2026/82, regulation 5" in text
    assert "22C" not in text

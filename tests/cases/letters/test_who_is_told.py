"""Letters name the child, who asks and who signs, and a refusal confirms nothing."""

from dataclasses import replace
from datetime import datetime

import pytest

from dpo_console.cases.letters.letter_choices import letters_for, preview_letter
from dpo_console.cases.letters.typed_fields import NO_SHARING
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.config import Settings
from dpo_console.law.calendar.schools import SchoolType
from tests.cases.letters.test_letter_fields import choice_of, logged
from tests.casework.sharing.test_sharing import SCOPE

FAMILY = {"breach.addressee": "Ann Doe\n1 Mill Street", "told.whom": "Tom Doe"}


def test_a_family_reads_the_name_of_its_child_and_no_other_child_s(desk: Desk) -> None:
    reference = logged(desk, "breach", "Tom Doe", "Cole Nash", on=datetime(2026, 11, 24, 9, 0))
    letter = preview_letter(desk, reference, "breach-notice", FAMILY)
    assert "personal information about Tom Doe." in letter.text
    assert not any("child of the same family" in gap for gap in letter.missing)
    both = FAMILY | {"breach.nature": "A list with Tom Doe and Cole Nash was lost."}
    told = preview_letter(desk, reference, "breach-notice", both).missing
    assert any("of Cole Nash too" in gap for gap in told)
    unsaid = preview_letter(desk, reference, "breach-notice", {**FAMILY, "told.whom": ""})
    assert any("told.whom is missing" in gap for gap in unsaid.missing)


def test_a_pupil_reads_who_asks_unless_the_case_says_why_not(desk: Desk) -> None:
    reference = logged(desk, "sar", "Tom Doe")
    typed = {"told.addressee": "Tom Doe"}
    text = preview_letter(desk, reference, "pupil-view", typed).text
    assert "Jane Doe asks us, on your behalf, for a copy" in text
    assert "We are not able to tell you who" not in text
    say(desk, reference, {"asker.untold": "it could put someone at risk"})
    kept = preview_letter(desk, reference, "pupil-view", typed)
    assert "A person asks us, on your behalf" in kept.text
    assert "We are not able to tell you who asked." in kept.text
    assert "at risk" not in kept.text
    assert "Jane Doe" not in kept.text
    slip = preview_letter(
        desk, reference, "pupil-view", {"told.addressee": "Tom Doe\nc/o Jane Doe"}
    )
    assert any("It names Jane Doe, who asks" in gap for gap in slip.missing)


def test_a_complaint_about_the_officer_is_signed_by_the_head(desk: Desk) -> None:
    desk = replace(desk, settings=_with_head(desk.settings, "Ruth Castle"))
    reference = logged(desk, "complaint", "Tom Doe")
    ordinary = preview_letter(desk, reference, "acknowledgement", {}).text
    assert "Headteacher" not in ordinary
    add_party(desk, reference, "other", {"name": "Amara Okafor"})
    signed = preview_letter(desk, reference, "acknowledgement", {}).text
    assert "Ruth Castle\n\nHeadteacher" in signed
    assert "Amara Okafor" not in signed
    add_party(desk, reference, "other", {"name": "Ruth Castle"})
    assert any("can't sign" in gap for gap in _gaps(desk, reference, "acknowledgement"))


def _with_head(settings: Settings, head: str, type_: SchoolType | None = None) -> Settings:
    schools = tuple(s._replace(head=head, type=type_ or s.type) for s in settings.schools)
    return settings._replace(schools=schools)


def _gaps(desk: Desk, reference: str, letter: str) -> tuple[str, ...]:
    return preview_letter(desk, reference, letter, {}).missing


@pytest.mark.parametrize(
    ("subjects", "says", "hides"),
    [(("Tom Doe",), "(section 40(5B)(a)(i))", True), ((), "(section 40(2) and (3A)(a))", False)],
)
def test_a_refusal_gives_reasons_that_confirm_nothing(
    desk: Desk, subjects: tuple[str, ...], says: str, hides: bool
) -> None:
    reference = logged(desk, "disclosure", *subjects, requester_kind="solicitor")
    typed = {"refusal.grounds": "need\nauthority", "refusal.reason": "You had it twice this year."}
    text = preview_letter(desk, reference, "third-party-refusal", typed).text
    assert NO_SHARING["need"] in text
    assert NO_SHARING["authority"] in text
    assert ("You had it twice this year." not in text) is hides
    assert says in text
    assert "this is our refusal notice (section 17)" in text
    assert "(UK GDPR Article 15)" in text
    wrong = preview_letter(desk, reference, "third-party-refusal", {"refusal.grounds": "twice"})
    assert any("power, need, scope" in gap for gap in wrong.missing)


def test_only_a_school_under_the_act_gives_a_refusal_notice_of_it(desk: Desk) -> None:
    reference = logged(desk, "disclosure", "Tom Doe", requester_kind="insurer")
    free = replace(desk, settings=_with_head(desk.settings, "", SchoolType.INDEPENDENT))
    for office, bound in ((desk, True), (free, False)):
        text = preview_letter(office, reference, "third-party-refusal", {}).text
        assert ("Freedom of Information" in text) is bound
        assert "If you act for the person" not in text


def test_the_regulator_and_the_family_read_words_of_their_own(desk: Desk) -> None:
    reference = logged(desk, "breach", on=datetime(2026, 11, 24, 9, 0))
    say(desk, reference, {"breach.happened": "A letter went to another family."})
    report, notice = (choice_of(desk, reference, n) for n in ("breach-report", "breach-notice"))
    assert report.takes == {"report.nature": "A letter went to another family."}
    assert notice.offers["breach.nature"] == "A letter went to another family."
    assert {c.name for c in letters_for(desk, reference)} >= {"breach-report", "breach-notice"}


@pytest.mark.parametrize(
    ("kind", "letter", "by"),
    [
        ("ctf-request", "transfer-cover", "school"),
        ("curricular-record", "curricular-record-cover", "school"),
        ("ehc-advice", "ehc-advice-cover", "la-education"),
    ],
)
def test_a_school_or_council_reads_whose_record_it_gets(
    desk: Desk, kind: str, letter: str, by: str
) -> None:
    reference = logged(desk, kind, "Tom Doe", requester_kind=by)
    assert "| About: Tom Doe" in preview_letter(desk, reference, letter, {}).text


@pytest.mark.parametrize(
    ("basis", "says"),
    [
        ("UK GDPR Article 6(1)(e)", "we will share it. You can also object later"),
        ("UK GDPR Article 6(1)(a)", "If you say nothing, we will not share it."),
        ("UK GDPR Article 6(1)(c)", "We will think about what you say"),
    ],
)
def test_a_family_reads_what_silence_means_for_the_basis_of_the_sharing(
    desk: Desk, basis: str, says: str
) -> None:
    reference = logged(desk, "disclosure", requester_kind="researcher")
    set_scope(desk, reference, replace(SCOPE, lawful_basis=basis))
    text = preview_letter(desk, reference, "families-told", {"told.whom": "Tom Doe"}).text
    assert says in text
    assert text.count("If you say nothing") + text.count("You can also object later") <= 1

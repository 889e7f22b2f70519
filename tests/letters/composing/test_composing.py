import hashlib
from pathlib import Path

import pytest

from dpo_console.errors import BadFile, BadInput, LetterIncomplete
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import catalogue, letter_kind, wording_path
from dpo_console.letters.composing.composing import compose, draft, missing
from dpo_console.letters.letter import Value, preview
from dpo_console.letters.wording.conditions import FIELDS as KNOWN
from dpo_console.letters.wording.conditions import TO_PUPIL
from tests.each import each
from tests.letters.samples import CONDITIONS, FIELDS, letter


def without(*names: str) -> dict[str, Value]:
    return {name: value for name, value in FIELDS.items() if name not in names}


def own_wording(tmp_path: Path, name: str, extra: str) -> Path:
    """Write the packaged wording with a line of the office's own at its end."""
    own = tmp_path / f"{name}.md"
    own.write_text(f"{wording_path(name).read_text('utf-8')}\n\n{extra}\n", "utf-8")
    return own


def test_the_sample_has_a_value_for_every_field() -> None:
    assert set(FIELDS) == set(KNOWN)


@each(name=catalogue())
def test_each_letter_is_complete_with_all_its_fields(name: str) -> None:
    made = compose(name, FIELDS, CONDITIONS[name])
    assert made.wording_sha256 == hashlib.sha256(made.wording.read_bytes()).hexdigest()
    assert "[" not in preview(made)
    assert "{" not in preview(made)


@each(name=catalogue())
def test_what_a_letter_asks_for_and_must_have_is_missing_by_name(name: str) -> None:
    asked = [ask.name for ask in letter_kind(name).asks if not ask.optional]
    gaps = missing(name, without(*asked), CONDITIONS[name])
    assert [gap.split(" is missing")[0] for gap in gaps] == sorted(
        asked, key=[gap.split(" is missing")[0] for gap in gaps].index
    )


@each(name=catalogue())
def test_what_is_optional_may_stay_empty(name: str) -> None:
    letter = letter_kind(name)
    alternatives = {other for demand in letter.demands for other in demand.unless}
    optional = [a.name for a in letter.asks if a.optional and a.name not in alternatives]
    assert missing(name, without(*optional), CONDITIONS[name]) == ()


def test_every_gap_is_told_at_once_and_shown_in_the_draft(tmp_path: Path) -> None:
    own = own_wording(tmp_path, "clarification", "{requester.nmae}\n\n::: when sarr\nx\n:::")
    fields = without("dpo.email", "clarification.reason") | {"sender.name": "Ann\x1b[2J"}
    found = draft("clarification", fields, CONDITIONS["clarification"], [own.parent])
    told = "\n".join(found.missing)
    for gap in (
        "names a field requester.nmae that doesn't exist. Did you mean requester.name",
        "names a condition sarr that doesn't exist. Did you mean sar",
        "dpo.email is missing: the DPO's e-mail address",
        "clarification.reason is missing: why we reasonably need to ask",
        "sender.name: U+001B (ESCAPE) at character 4 can't stand in a Word file",
    ):
        assert gap in told
    assert len(found.missing) == 5
    assert "[the DPO's e-mail address" in preview(found)
    with pytest.raises(LetterIncomplete) as refused:
        compose("clarification", fields, CONDITIONS["clarification"], [own.parent])
    assert refused.value.missing == found.missing


def test_an_unknown_field_in_a_section_that_does_not_apply_is_told(tmp_path: Path) -> None:
    own = own_wording(tmp_path, "clarification", "::: when foi\n{nobody}\n:::")
    (gap,) = missing("clarification", FIELDS, CONDITIONS["clarification"], [own.parent])
    assert "line " in gap
    assert "names a field nobody" in gap


def test_a_field_is_a_condition_when_it_has_a_value() -> None:
    assert "codes and abbreviations" in preview(letter("disclosure-cover"))
    without_codes = letter("disclosure-cover", disclosure__codes=" ")
    assert "codes and abbreviations" not in preview(without_codes)


def test_what_is_withheld_is_told_with_its_reasons_and_otherwise_nothing_is_said() -> None:
    assert "Schedule 2 paragraph 16" in preview(letter("disclosure-cover"))
    silent = preview(letter("disclosure-cover", disclosure__withheld=""))
    assert "withheld" not in silent.casefold()
    assert "left out" not in silent.casefold()


def test_a_third_party_is_told_nothing_beyond_the_scope() -> None:
    said = preview(letter("third-party-approval", about="", greeting="Dear Dr Weiss"))
    for name in ("requester.name", "subject.names", "summary"):
        assert str(FIELDS[name]) not in said


@pytest.mark.parametrize(
    "name", [n for n, kind in catalogue().items() if kind.addressee is not To.REQUESTER]
)
def test_a_letter_to_somebody_else_never_says_whom_a_request_is_about(name: str) -> None:
    said = preview(letter(name, about="Wilhelmina Quayle"))
    assert ("Wilhelmina Quayle" in said) is letter_kind(name).names_subject


@pytest.mark.parametrize(
    "name",
    [
        *("families-told", "pupil-told", "pupil-view", "consultation"),
        *("breach-notice", "breach-notice-pupil", "received-by-mistake"),
    ],
)
def test_a_letter_to_a_family_gives_no_reference_of_somebody_else(name: str) -> None:
    said = preview(letter(name, your_ref="CRIME/4711"))
    assert "CRIME/4711" not in said
    assert str(FIELDS["reference"]) in said


ASKING = {n for n, kind in catalogue().items() if any(a.name == "summary" for a in kind.asks)}


@each(name=[n for n in catalogue() if n not in ASKING])
def test_the_office_s_own_note_of_the_request_is_in_no_letter_unasked(name: str) -> None:
    note = "Father asks for all of it; the parents live apart."
    assert note not in preview(letter(name, summary=note))


def test_a_third_party_acknowledgement_confirms_nothing() -> None:
    fields = FIELDS | {"summary": "the address of a pupil"}
    said = preview(compose("acknowledgement", fields, {"disclosure", "open"}))
    assert "does not confirm or deny that any person attends" in said
    assert "one month" not in said


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ({"month", "sar"}, "School holidays make no difference"),
        ({"month", "sar", "identity_open"}, "begins on the day we receive it"),
        ({"month", "sar", "authority_open"}, "begins on the day we receive that. The Information"),
        ({"month", "sar", "fee_open"}, "begins on the day you pay it"),
        ({"month", "sar", "clarification_open"}, "do not count towards that time"),
        ({"foi"}, "within twenty working days"),
        ({"foi", "clarification_open"}, "from the day on which we receive your reply"),
        ({"foi", "fee_open"}, "stops from the day we asked for it to the day you pay"),
        ({"foi-review"}, "by Monday 30 November 2026, within 20 working days, as the code"),
        ({"eir-review"}, "within 40 working days"),
        ({"consent-withdrawn"}, "We will stop as soon as we can"),
        ({"eir"}, "twenty working days"),
        ({"educational-record"}, "fifteen school days"),
        ({"exam-results"}, "within five months of your request"),
        ({"exam-results", "month"}, "at the latest within one month"),
        ({"sar", "month", "limit_passed"}, "has passed, and we are sorry"),
        ({"complaint"}, "within 30 days"),
        ({"complaint"}, "We have received your complaint"),
        ({"erasure", "month"}, "We have received your request"),
    ],
)
def test_an_acknowledgement_says_what_its_case_calls_for(conditions: set[str], said: str) -> None:
    assert said in preview(compose("acknowledgement", FIELDS, {*conditions, "open"}))


def test_a_complaint_is_promised_no_day_for_its_outcome() -> None:
    """Expect only the acknowledgement's own deadline, as the law sets none for the outcome."""
    said = preview(compose("acknowledgement", FIELDS, {"complaint", "open"}))
    assert str(FIELDS["due"]) not in said


@pytest.mark.parametrize("kind", ["foi", "eir"])
def test_an_acknowledgement_without_a_day_still_says_when(kind: str) -> None:
    fields = without("due")
    said = preview(compose("acknowledgement", fields, {kind, "open"}))
    assert "We will answer as soon as we can" in said
    assert "We will answer as soon" not in preview(
        compose("acknowledgement", fields, {kind, "open", "waiting", "fee_open"})
    )


@pytest.mark.parametrize("name", ["acknowledgement", "complaint-update", "complaint-outcome"])
def test_no_duty_is_claimed_for_a_complaint_from_before_it(name: str) -> None:
    now = {"complaint", "open"}
    assert "section 164A" in preview(compose(name, FIELDS, now))
    assert "section 164A" not in preview(compose(name, FIELDS, {*now, "before_complaint_duty"}))


def test_proof_for_exam_results_is_not_said_to_move_their_limit() -> None:
    for name in ("identity-request", "authority-request"):
        said = preview(compose(name, FIELDS, {"exam-results", "open", "on_behalf"}))
        assert "does not wait for this" in said
        assert "month" not in said


@pytest.mark.parametrize("reader", [set(), {TO_PUPIL}], ids=["", "to a pupil"])
@pytest.mark.parametrize("name", ["identity-request", "authority-request", "fee"])
def test_a_letter_that_moves_the_date_withdraws_the_one_of_an_acknowledgement(
    name: str, reader: set[str]
) -> None:
    holding = {"sar", "open", "month", "on_behalf", *reader}
    replaces = ("no longer applies", "it no longer counts")[bool(reader)]
    assert replaces not in preview(compose(name, FIELDS, holding))
    assert replaces in preview(compose(name, FIELDS, {*holding, "acknowledged"}))


def test_an_academy_claims_no_right_to_the_educational_record() -> None:
    said = preview(compose("educational-record", without("due"), {"educational-record", "open"}))
    assert "as our own policy" in said
    assert "is entitled" not in said


def test_a_refusal_of_environmental_information_weighs_the_public_interest() -> None:
    (gap,) = missing("foi-refusal", without("foi.public_interest"), {"eir", "open"})
    assert gap.startswith("foi.public_interest is missing")
    assert missing("foi-refusal", without("foi.public_interest"), {"foi", "open"}) == ()


@pytest.mark.parametrize("reader", [set(), {TO_PUPIL}], ids=["", "to a pupil"])
def test_a_refusal_notice_says_if_all_or_part_is_refused(reader: set[str]) -> None:
    for kind in ("foi", "eir"):
        holding = {kind, "open", *reader}
        part = preview(compose("foi-refusal", FIELDS, holding))
        whole = preview(compose("foi-refusal", without("schedule"), holding))
        assert "part of your request" in part
        assert "part of your request" not in whole
        assert ("We say no to your request." if reader else "We refuse your request.") in whole


def test_a_refusal_hints_at_no_exemption_but_the_one_named() -> None:
    for reader in (set(), {TO_PUPIL}):
        said = preview(compose("refusal-exemption", FIELDS, {"sar", "open", "month", *reader}))
        assert str(FIELDS["refusal.exemption"]) in said
        assert [hint for hint in ("other people", "someone else", "children") if hint in said] == []


@pytest.mark.parametrize("name", sorted(ASKING - {"acknowledgement"}))
def test_an_outcome_says_what_was_asked_for_where_the_officer_does(name: str) -> None:
    said = "You asked for: an end to the photographs."
    assert said in preview(letter(name, summary="an end to the photographs"))
    assert "You asked for:" not in preview(letter(name, summary=""))


def test_a_late_answer_keeps_all_rights_and_says_when_it_was_due() -> None:
    for kind, rights in (({"sar", "month"}, ("164A", "165", "court")), ({"foi"}, ())):
        said = preview(compose("late-apology", FIELDS, {*kind, "open"}))
        assert f"was due by: {FIELDS['due']}" in said
        assert all(right in said for right in rights)
        assert ("go to a court" in said or "apply to a court" in said) is bool(rights)


def test_environmental_rights_name_their_own_regulations() -> None:
    named = "regulations 11 and 18"
    for name in ("foi-refusal", "foi-reply", "foi-not-held", "fees-notice"):
        assert named in preview(compose(name, FIELDS, {"eir", "open"}))
        assert named not in preview(compose(name, FIELDS, {"foi", "open"}))


def test_what_is_not_held_is_said_under_the_act_that_asks() -> None:
    assert "Act 2000, section 1" in preview(compose("foi-not-held", FIELDS, {"foi", "open"}))
    said = preview(compose("foi-not-held", FIELDS, {"eir", "open"}))
    assert "regulation 12(4)(a)" in said
    assert "public interest" in said


def test_a_second_report_of_a_breach_asks_for_no_reason_of_lateness() -> None:
    late = {"breach", "open", "limit_passed"}
    (gap,) = missing("breach-report", without("breach.late_reason"), late)
    assert gap.startswith("breach.late_reason is missing")
    assert missing("breach-report", without("breach.late_reason"), {*late, "reported"}) == ()


def test_nobody_is_told_that_the_law_asks_what_it_does_not() -> None:
    for weighed, asked in (({"high_risk"}, True), (set(), False), ({"not_reportable"}, False)):
        words = preview(compose("breach-notice", FIELDS, {"breach", "open", *weighed}))
        assert "We are telling you because you should know" in words
        assert ("Article 34" in words) is asked


def test_unknown_letters_fields_and_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no letter 'clarify'.*Did you mean clarification"):
        compose("clarify", FIELDS, ())
    with pytest.raises(BadInput, match=r"no field 'requester\.nam'\. Did you mean requester.name"):
        compose("clarification", {"requester.nam": "x"}, ())
    (tmp_path / "clarification.md").write_bytes("café".encode("latin-1"))
    with pytest.raises(BadFile, match=r"clarification\.md.*can't be read"):
        compose("clarification", FIELDS, (), [tmp_path])


def test_the_school_s_own_wording_goes_before_the_office_s(tmp_path: Path) -> None:
    office, school = tmp_path / "office", tmp_path / "school"
    for folder, name in ((office, "clarification"), (office, "extension"), (school, "extension")):
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.md").write_text("")
    assert wording_path("extension", (), (school, office)).parent == school
    assert wording_path("clarification", (), (school, office)).parent == office
    assert wording_path("fee", (), (school, office)) == wording_path("fee")


def test_an_outcome_says_what_was_done_or_what_was_not() -> None:
    fields = FIELDS | {"outcome.done": "", "outcome.not_done": ""}
    (gap,) = missing("erasure-outcome", fields, CONDITIONS["erasure-outcome"])
    assert gap.startswith("outcome.done is missing: what we have done")
    for field in ("outcome.done", "outcome.not_done"):
        enough = fields | {field: "The photographs"}
        assert missing("erasure-outcome", enough, CONDITIONS["erasure-outcome"]) == ()


def test_a_pupil_reads_a_wording_for_pupils_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "extension.md").write_text("")
    pupil = wording_path("extension", {TO_PUPIL}, [tmp_path])
    assert pupil.name == "extension.pupil.md"
    (tmp_path / "extension.pupil.md").write_text("")
    assert wording_path("extension", {TO_PUPIL}, [tmp_path]).parent == tmp_path
    assert wording_path("transfer-cover", {TO_PUPIL}) == wording_path("transfer-cover")


def test_a_folder_of_wordings_that_can_t_be_looked_at_is_named(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    made = compose(
        "clarification", FIELDS, CONDITIONS["clarification"], [tmp_path / "letters", loop]
    )
    assert made.wording == wording_path("clarification")

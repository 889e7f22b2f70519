"""Nothing is released past the gate."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.approval.criteria import checklist_for, criteria_for, criterion
from dpo_console.approval.gate import fingerprint, gate
from dpo_console.approval.model import Answer, Criterion, Decision, Path, Ruling, Verdict
from dpo_console.approval.requesters import requester_kinds

DAY = date(2026, 11, 25)
SCOPE = {"items": "attendance", "recipient": "Chalkboard Ltd", "until": "2027-07-31"}
COVERS = fingerprint(**SCOPE)
APPROVED = Decision(Ruling.APPROVE, "head", DAY, COVERS)
SETTLED = "seen on file"

KINDS = st.sampled_from(sorted(requester_kinds()))
PATHS = st.sampled_from(list(Path))
EVIDENCE = st.sampled_from(["", "  \n", SETTLED])


def is_open(
    asked: tuple[Criterion, ...],
    answers: Mapping[str, Answer],
    path: Path = Path.ORDINARY,
    *,
    decision: Decision | None = APPROVED,
    covers: str = COVERS,
) -> bool:
    state = gate(asked, answers, path=path, decision=decision, covers=covers, power="an order")
    assert state.open == (state.reasons == ())
    return state.open


def answer(c: Criterion, verdict: Verdict = Verdict.MET, evidence: str = SETTLED) -> Answer:
    return Answer(c.id, verdict, evidence, "dpo", DAY)


def all_met(asked: tuple[Criterion, ...]) -> dict[str, Answer]:
    return {c.id: answer(c) for c in asked if c.mandatory}


@st.composite
def checklists(draw: st.DrawFn) -> tuple[tuple[Criterion, ...], dict[str, Answer], Path]:
    """Draw a requester kind's criteria on one path, with mostly good answers."""
    path = draw(PATHS)
    asked = criteria_for("disclosure", draw(KINDS), path)
    answers = all_met(asked)
    for changed in draw(st.lists(st.sampled_from(asked), max_size=3)):
        answers[changed.id] = answer(changed, draw(st.sampled_from(list(Verdict))), draw(EVIDENCE))
    for gone in draw(st.lists(st.sampled_from(asked), max_size=1)):
        answers.pop(gone.id, None)
    return asked, answers, path


def settles(c: Criterion, given: Answer | None) -> bool:
    if given is None or not given.evidence.strip():
        return False
    return given.verdict is Verdict.MET or (
        given.verdict is Verdict.NOT_APPLICABLE and c.not_applicable
    )


@pytest.mark.parametrize("kind", requester_kinds())
@pytest.mark.parametrize("path", Path)
def test_open_when_all_that_is_mandatory_is_met_and_approved(kind: str, path: Path) -> None:
    asked = criteria_for("disclosure", kind, path)
    assert is_open(asked, all_met(asked), path)
    in_part = replace(APPROVED, ruling=Ruling.PART)
    assert is_open(asked, all_met(asked), path, decision=in_part)


@given(checklists())
def test_open_exactly_when_every_mandatory_criterion_is_settled(
    drawn: tuple[tuple[Criterion, ...], dict[str, Answer], Path],
) -> None:
    asked, answers, path = drawn
    unsettled = [c for c in asked if c.mandatory and not settles(c, answers.get(c.id))]
    state = gate(asked, answers, path=path, decision=APPROVED, covers=COVERS, power="an order")
    assert state.open == (not unsettled)
    assert len(state.reasons) == len(unsettled)
    for c, reason in zip(unsettled, map(str, state.reasons), strict=True):
        assert reason.startswith(f"{c.id}: ")
        assert c.question in reason


@given(checklists(), st.data())
def test_more_evidence_never_closes_it(
    drawn: tuple[tuple[Criterion, ...], dict[str, Answer], Path], data: st.DataObject
) -> None:
    asked, answers, path = drawn
    before = gate(asked, answers, path=path, decision=APPROVED, covers=COVERS, power="an order")
    more = data.draw(st.sampled_from(sorted(answers)))
    answers[more] = replace(answers[more], evidence=answers[more].evidence + " and more")
    after = gate(asked, answers, path=path, decision=APPROVED, covers=COVERS, power="an order")
    assert set(after.reasons) <= set(before.reasons)


@given(KINDS, PATHS, st.sampled_from(sorted(SCOPE)), st.text(min_size=1))
def test_a_change_of_what_was_approved_closes_it(
    kind: str, path: Path, field: str, more: str
) -> None:
    changed = fingerprint(**SCOPE | {field: SCOPE[field] + more})
    asked = criteria_for("disclosure", kind, path)
    assert not is_open(asked, all_met(asked), path, covers=changed)


def test_fingerprint_is_the_same_in_any_order_and_never_mixes_fields() -> None:
    assert fingerprint(**dict(reversed(SCOPE.items()))) == COVERS
    assert fingerprint(items="ab", cohort="c") != fingerprint(items="a", cohort="bc")
    assert fingerprint(items="a", cohort="") != fingerprint(items="", cohort="a")


def test_every_gap_is_named_at_once() -> None:
    asked = criteria_for("disclosure", "researcher", Path.COMPELLED)
    state = gate(asked, {}, path=Path.COMPELLED, decision=None, covers=COVERS)
    assert len(state.reasons) == sum(c.mandatory for c in asked) + 2


def test_lapsed_says_by_whom_and_when() -> None:
    asked = criteria_for("disclosure", "nhs", Path.ORDINARY)
    state = gate(asked, all_met(asked), path=Path.ORDINARY, decision=APPROVED, covers="other")
    assert tuple(map(str, state.reasons)) == (
        "The approval by head on Wed 25 Nov 2026 has lapsed: what would be shared has changed "
        "since. It must be approved again.",
    )


def test_a_refusal_or_no_ruling_keeps_it_closed() -> None:
    asked = criteria_for("disclosure", "media", Path.ORDINARY)
    assert not is_open(asked, all_met(asked), decision=replace(APPROVED, ruling=Ruling.REFUSE))
    assert not is_open(asked, all_met(asked), decision=None)


@pytest.mark.parametrize("power", ["", "  "])
def test_what_compels_must_be_named(power: str) -> None:
    asked = criteria_for("disclosure", "court", Path.COMPELLED)
    met = all_met(asked)
    state = gate(asked, met, path=Path.COMPELLED, decision=APPROVED, covers=COVERS, power=power)
    assert str(state.reasons[0]).startswith("What compels this is not named")


def test_not_applicable_counts_where_allowed_and_only_with_evidence() -> None:
    registration, person = criterion("who.registration"), criterion("who.person")

    def with_verdict(c: Criterion, evidence: str) -> bool:
        return is_open((c,), {c.id: answer(c, Verdict.NOT_APPLICABLE, evidence)})

    assert with_verdict(registration, "exempt from the fee")
    assert not with_verdict(registration, "")
    assert not with_verdict(person, "we know her")


def test_no_checklist_is_no_open_gate() -> None:
    assert not is_open((), {})


def test_only_the_path_it_goes_is_asked_for() -> None:
    everything = tuple(checklist_for("disclosure").criteria.values())
    compelled = tuple(c for c in everything if Path.COMPELLED in c.paths)
    assert is_open(everything, all_met(compelled), Path.COMPELLED)
    assert not is_open(everything, all_met(compelled), Path.ORDINARY)

"""Nothing is released past the gate."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.approval.criteria import criteria, criteria_for, criterion, heads
from dpo_console.approval.gate import fingerprint, gate
from dpo_console.approval.model import Answer, Criterion, Decision, Path, Ruling, Verdict
from dpo_console.approval.requesters import requester_kind, requester_kinds
from dpo_console.errors import BadInput

DAY = date(2026, 11, 25)
COVERS = fingerprint(items="attendance", until="2027-07-31")
APPROVED = Decision(Ruling.APPROVE, "head", DAY, COVERS)


def answer(c: Criterion, verdict: Verdict = Verdict.MET, evidence: str = "seen") -> Answer:
    return Answer(c.id, verdict, evidence, "dpo", DAY)


def all_met(kind: str, path: Path) -> dict[str, Answer]:
    return {c.id: answer(c) for c in criteria_for(kind, path) if c.mandatory}


@pytest.mark.parametrize("kind", requester_kinds())
@pytest.mark.parametrize("path", Path)
def test_open_when_all_is_met_and_approved(kind: str, path: Path) -> None:
    asked = criteria_for(kind, path)
    met = all_met(kind, path)
    state = gate(asked, met, path=path, decision=APPROVED, covers=COVERS, power="an order")
    assert (state.open, state.reasons) == (True, ())


@given(st.data())
def test_never_open_with_a_mandatory_criterion_unsettled(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(requester_kinds())))
    path = data.draw(st.sampled_from(list(Path)))
    asked = criteria_for(kind, path)
    answers = all_met(kind, path)
    spoilt = criterion(data.draw(st.sampled_from(sorted(answers))))
    bad = [answer(spoilt, Verdict.NOT_MET), answer(spoilt, Verdict.NEEDS_INFORMATION)]
    bad += [answer(spoilt, Verdict.MET, "  ")]
    if not spoilt.not_applicable:
        bad.append(answer(spoilt, Verdict.NOT_APPLICABLE))
    answers[spoilt.id] = data.draw(st.sampled_from(bad))
    state = gate(asked, answers, path=path, decision=APPROVED, covers=COVERS, power="an order")
    assert not state.open
    assert any(spoilt.id in reason for reason in state.reasons)


def test_every_gap_is_named_at_once() -> None:
    asked = criteria_for("researcher", Path.ORDINARY)
    state = gate(asked, {}, path=Path.ORDINARY, decision=None, covers=COVERS)
    assert len(state.reasons) == sum(c.mandatory for c in asked) + 1


def test_an_approval_of_something_else_has_lapsed() -> None:
    asked, met = criteria_for("supplier", Path.ORDINARY), all_met("supplier", Path.ORDINARY)
    changed = fingerprint(items="attendance, medical", until="2027-07-31")
    state = gate(asked, met, path=Path.ORDINARY, decision=APPROVED, covers=changed)
    assert "lapsed" in state.reasons[0]


def test_a_refusal_keeps_it_closed() -> None:
    asked, met = criteria_for("media", Path.ORDINARY), all_met("media", Path.ORDINARY)
    refused = Decision(Ruling.REFUSE, "head", DAY, COVERS)
    assert not gate(asked, met, path=Path.ORDINARY, decision=refused, covers=COVERS).open


def test_what_compels_must_be_named() -> None:
    asked, met = criteria_for("court", Path.COMPELLED), all_met("court", Path.COMPELLED)
    state = gate(asked, met, path=Path.COMPELLED, decision=APPROVED, covers=COVERS)
    assert "What compels this is not named" in state.reasons[0]


def test_not_applicable_counts_where_allowed_and_only_with_evidence() -> None:
    registration = criterion("who.registration")
    asked = [registration]
    for evidence, is_open in (("exempt from the fee", True), ("", False)):
        answers = {registration.id: answer(registration, Verdict.NOT_APPLICABLE, evidence)}
        state = gate(asked, answers, path=Path.ORDINARY, decision=APPROVED, covers=COVERS)
        assert state.open is is_open


def test_the_checklist_mirrors_the_notice() -> None:
    assert [h.slug for h in heads()] == [
        "who",
        "purpose",
        "sensitivity",
        "handling",
        "confidentiality",
        "security",
        "retention",
    ]
    for head in heads():
        assert any(c.head == head.slug and c.mandatory for c in criteria().values())


@pytest.mark.parametrize("name", criteria())
def test_a_criterion_is_whole(name: str) -> None:
    c = criterion(name)
    assert c.question.endswith("?")
    assert c.evidence
    assert c.source
    assert c.paths


@pytest.mark.parametrize("kind", requester_kinds())
def test_every_path_keeps_identity_scope_transfer_and_a_balance_where_there_is_a_choice(
    kind: str,
) -> None:
    compelled = {c.id for c in criteria_for(kind, Path.COMPELLED)}
    ordinary = {c.id for c in criteria_for(kind, Path.ORDINARY)}
    assert {"who.person", "sensitivity.items", "handling.transfer", "handling.record"} <= compelled
    assert "purpose.necessary" in ordinary - compelled


def test_a_court_compels_and_the_police_do_not() -> None:
    assert requester_kind("court").path is Path.COMPELLED
    assert requester_kind("police").path is Path.ORDINARY
    assert not requester_kind("police").published


def test_unknown_names_are_refused_with_close_ones() -> None:
    with pytest.raises(BadInput, match=r"who\.person"):
        criterion("who.persons")
    with pytest.raises(BadInput, match="police"):
        requester_kind("polis")

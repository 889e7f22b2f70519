"""Each kind of case has the questions of its law, and no gate opens with one left out."""

from collections import Counter
from datetime import date

import pytest

from dpo_console.approval.criteria import (
    Checklist,
    checklist_for,
    checklists,
    criteria_for,
    every_criterion,
)
from dpo_console.approval.gate import accounted, checked
from dpo_console.approval.model import Answer, Criterion, Verdict
from dpo_console.approval.requesters import requester_kinds
from dpo_console.law.statutes import statutes
from tests.each import each

DAY = date(2026, 11, 25)
UNANSWERED = {"withdrawn", "no-answer"}

ASKED = [
    (kind, ending)
    for kind in statutes()
    for ending in dict.fromkeys(
        checklist_for(kind).ending(outcome) for outcome in statutes()[kind].outcomes
    )
    if ending
]
"""Every kind of case with every ending that one of its outcomes names."""


def met(criterion: Criterion, **changed: object) -> Answer:
    words = {"verdict": Verdict.MET, "evidence": "seen on file", "by": "dpo", "on": DAY} | changed
    return Answer(criterion.id, **words)  # type: ignore[arg-type]


def mandatory(kind: str, requester: str, ending: str) -> set[str]:
    return {c.id for c in criteria_for(kind, requester, ending=ending) if c.mandatory}


@each(kind=statutes())
def test_every_kind_has_one_checklist_and_its_outcomes_their_endings(kind: str) -> None:
    assert [c.slug for c in checklists().values() if kind in c.kinds] == [checklist_for(kind).slug]
    if statutes()[kind].work.gated:
        return  # a ruling is needed, whatever the outcome
    for outcome in statutes()[kind].outcomes:
        assert bool(checklist_for(kind).ending(outcome)) == (outcome not in UNANSWERED), outcome


@pytest.mark.parametrize("found", checklists().values(), ids=lambda c: c.slug)
def test_a_checklist_names_outcomes_and_kinds_that_exist(found: Checklist) -> None:
    known = {outcome for kind in found.kinds for outcome in statutes()[kind].outcomes}
    named = [outcome for slugs in found.endings.values() for outcome in slugs]
    assert set(named) <= known
    assert max(Counter(named).values(), default=1) == 1
    assert {c.head for c in found.criteria.values()} == {head.slug for head in found.heads}


def test_a_name_in_two_checklists_means_the_same_part_of_a_case() -> None:
    names = Counter(name for found in checklists().values() for name in found.criteria)
    assert {name for name, count in names.items() if count > 1} == {
        "search.hold", "search.complete",
    }  # fmt: skip


@each(requester=requester_kinds())
def test_each_mandatory_question_left_out_in_turn_closes_it(requester: str) -> None:
    for kind, ending in ASKED:
        asked = criteria_for(kind, requester, ending=ending)
        answers = {c.id: met(c) for c in asked if c.mandatory}
        assert answers, (kind, ending)
        assert checked(asked, answers).open, (kind, ending)
        for gone in answers:
            left = {name: answer for name, answer in answers.items() if name != gone}
            state = checked(asked, left)
            assert not state.open, (kind, ending, gone)
            assert [reason.criterion for reason in state.reasons] == [gone], (kind, ending)


def test_whether_a_pupil_understands_is_asked_where_the_pupil_asks() -> None:
    asking = {
        who: "child.understands" in {c.id for c in criteria_for("sar", who, ending="given")}
        for who in ("pupil", "parent", "staff")
    }
    assert asking == {"pupil": True, "parent": False, "staff": False}


def test_a_former_pupil_is_asked_as_an_adult_about_their_own_data() -> None:
    former, other = mandatory("sar", "former-pupil", "given"), mandatory("sar", "other", "given")
    assert other - former == {"who.mandate", "who.orders"}
    asked = {c.id for c in criteria_for("sar", "former-pupil", ending="given")}
    assert "who.identity" in asked
    assert not asked & {"child.understands", "child.competence", "who.responsibility"}


def test_nothing_answered_names_every_gap_at_once() -> None:
    asked = criteria_for("sar", "parent", ending="given")
    reasons = checked(asked, {}).reasons
    assert len(reasons) == sum(c.mandatory for c in asked) > 8


def test_a_parents_request_waits_for_what_the_law_cares_about_and_little_more() -> None:
    asked = mandatory("sar", "parent", "given")
    assert {
        "who.identity", "who.responsibility", "who.orders", "child.competence",
        "content.third-parties", "content.harm", "schedule.second-look", "search.complete",
        "delivery.address",
    } <= asked  # fmt: skip
    typed = {name for name in asked if name.split(".")[0] not in ("search", "schedule")}
    assert len(typed) <= 7


@pytest.mark.parametrize(
    ("kind", "requester", "asked", "not_asked"),
    [
        ("sar", "pupil", {"who.identity"}, {"who.responsibility", "child.competence"}),
        ("sar", "staff", {"who.identity"}, {"who.orders", "child.competence"}),
        ("sar", "solicitor", {"who.mandate", "child.competence"}, {"who.responsibility"}),
        ("sar", "other", {"who.mandate"}, {"child.competence"}),
        ("educational-record", "parent", {"who.parent", "who.orders"},
         {"child.competence", "who.responsibility"}),
        ("exam-results", "pupil", {"content.scripts"}, {"schedule.treated"}),
        ("rectification", "parent", {"decision.accuracy", "decision.recipients"},
         {"schedule.treated", "search.complete", "decision.ground"}),
        ("erasure", "parent", {"decision.ground", "decision.recipients"}, {"decision.accuracy"}),
        ("restriction", "parent", {"decision.marked"}, {"content.harm"}),
        ("objection", "parent", {"decision.grounds"}, {"decision.recipients"}),
        ("portability", "pupil", {"decision.basis"}, {"decision.recipients"}),
    ],
)  # fmt: skip
def test_each_right_is_asked_its_own(
    kind: str, requester: str, asked: set[str], not_asked: set[str]
) -> None:
    found = mandatory(kind, requester, "given")
    assert asked <= found
    assert not not_asked & found


def test_what_an_answer_comes_to_decides_what_it_needs() -> None:
    assert mandatory("sar", "parent", "refused") == {"refusal.reason", "refusal.rights"}
    assert "content.withheld" in mandatory("sar", "parent", "part")
    assert "content.withheld" not in mandatory("sar", "parent", "given")
    nothing = mandatory("sar", "parent", "nothing")
    assert {"who.identity", "search.complete", "delivery.address"} <= nothing
    assert not {"schedule.treated", "content.harm"} & nothing
    assert mandatory("foi", "other", "given") == {"content.personal-data"}
    assert mandatory("foi", "other", "refused") == {
        "exemption.named", "exemption.interest", "notice.refusal",
    }  # fmt: skip
    assert mandatory("foi", "other", "nothing") == {"search.complete"}
    assert mandatory("foi-review", "other", "reviewed") >= {"review.somebody-else"}


def test_the_answer_of_every_kind_waits_for_its_checklist_but_for_those_with_a_ruling() -> None:
    assert {c.slug for c in checklists().values() if not c.holds} == {"sharing"}
    assert {c.slug for c in checklists().values() if c.rulings} == {"sharing"}


def test_nothing_waits_for_a_check_that_the_sending_itself_settles() -> None:
    afterwards = {c.id for c in every_criterion().values() if c.afterwards}
    assert afterwards == {
        "answer.sent", "outcome.told", "outcome.rights", "notice.refusal", "review.told",
        "route.protection", "contain.stopped", "record.lessons", "told.commissioner", "told.people",
    }  # fmt: skip


def test_what_is_computed_says_what_is_missing_in_its_own_words() -> None:
    (plan,) = (c for c in criteria_for("sar", "parent") if c.id == "search.complete")
    gap = met(
        plan, verdict=Verdict.NEEDS_INFORMATION, evidence="2 of 5 places open.", computed=True
    )
    (reason,) = map(str, checked((plan,), {plan.id: gap}).reasons)
    assert reason.startswith("search.complete: 2 of 5 places open. ")


def test_what_went_out_past_the_gate_is_accounted_for_met_or_not_but_not_left_unsaid() -> None:
    asked = criteria_for("sar", "pupil", ending="nothing")
    told = {c.id: met(c, verdict=Verdict.NOT_MET) for c in asked if c.mandatory}
    assert not checked(asked, told).open
    assert accounted(asked, told).open
    first = next(iter(told))
    (criterion,) = (c for c in asked if c.id == first)
    for unsaid in (
        met(criterion, verdict=Verdict.NOT_MET, evidence=" "),
        met(criterion, verdict=Verdict.NEEDS_INFORMATION),
        met(criterion, verdict=Verdict.NEEDS_INFORMATION, computed=True),
    ):
        assert not accounted(asked, told | {first: unsaid}).open
    assert not accounted(asked, {}).open

"""The checks on court orders and families at risk are mandatory once details are protected."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dpo_console.approval.criteria import checklist_for, checklists
from dpo_console.cases.checklist.checklists import criteria_of, state_of
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.config import Settings
from dpo_console.law.facts import facts_for
from dpo_console.law.statutes import statute, statutes
from dpo_console.store.cases.case_rows import AssessmentRow
from tests.cases.people.made_files import case_of, person, scope_by
from tests.each import each

SETTINGS = Settings()
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
COMPELLED = scope_by("compelled")


@pytest.mark.parametrize(
    ("kind", "requester_kind", "criterion"),
    [
        ("sar", "parent", "who.orders"),
        ("sar", "parent", "delivery.protected"),
        ("sar", "pupil", "delivery.protected"),
        ("rectification", "solicitor", "who.orders"),
        ("educational-record", "parent", "delivery.protected"),
        ("disclosure", "court", "sensitivity.at-risk"),
        ("disclosure", "police", "sensitivity.at-risk"),
    ],
)
def test_protected_details_make_the_matching_check_mandatory(
    kind: str, requester_kind: str, criterion: str
) -> None:
    asks, mother = person("requester", "Lee Ward"), person("other", "Jane Doe", protected=True)
    file = case_of(asks, mother, kind=kind, requester_kind=requester_kind)
    file = replace(file, scope=COMPELLED if kind == "disclosure" else None)
    (asked,) = [c for c in criteria_of(file) if c.id == criterion]
    assert (asked.mandatory, asked.not_applicable) == (True, False)
    assert criterion in [gap.criterion for gap in state_of(file).reasons]


def test_without_protection_the_checks_are_as_they_were() -> None:
    file = case_of(person("requester", "Lee Ward"), requester_kind="court", kind="disclosure")
    asked = {c.id: c for c in criteria_of(replace(file, scope=COMPELLED))}
    assert not asked["sensitivity.at-risk"].mandatory
    sar = {c.id: c for c in criteria_of(case_of(person("requester", "Lee Ward")))}
    assert not sar["delivery.protected"].mandatory
    assert sar["who.orders"].not_applicable


def test_not_applicable_does_not_answer_it() -> None:
    said = AssessmentRow(
        1, "who.orders", "not-applicable", NOW.date(), "dpo", NOW, "None known to the school"
    )
    file = case_of(person("requester", "Lee Ward"), person("other", "Jane Doe", protected=True))
    reasons = state_of(replace(file, assessments=(said,)), "given").reasons
    assert "can't be called not applicable" in str(
        next(gap for gap in reasons if gap.criterion == "who.orders")
    )


@each(kind=statutes())
def test_every_kind_waits_for_its_check_on_protected_details(kind: str) -> None:
    people = person("requester", "Lee Ward"), person("other", "Jane Doe", protected=True)
    file, waits = case_of(*people, kind=kind), set(checklist_for(kind).holds)
    if statute(kind).work.gated:
        assert any(c.protects and c.mandatory for c in criteria_of(file))
        return
    leaves = [fact.name for fact in facts_for(kind) if fact.leaves and fact.name in waits]
    assert leaves
    for fact in leaves:
        for ending in checklist_for(kind).endings:
            gaps = leaving(Departure(file, SETTINGS, NOW.date(), NOW.date(), fact, ending))
            stops = {gap.criterion for gap in gaps}
            found = [c for c in criteria_of(file, ending) if c.protects]
            assert stops & {c.id for c in found if c.mandatory and not c.not_applicable}, ending


def test_every_list_has_a_check_on_protected_details() -> None:
    for found in checklists().values():
        assert any(c.protects for c in found.criteria.values()), found.slug

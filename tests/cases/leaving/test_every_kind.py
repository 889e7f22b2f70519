"""On every kind of case, each fact that gives an answer waits for that kind's own checklist."""

import pytest

from dpo_console.approval.criteria import checklist_for
from dpo_console.cases.checklist.checklists import criteria_of
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.config import Settings
from dpo_console.law.facts import facts_for
from dpo_console.law.statutes import statute, statutes
from tests.cases.people.made_files import case_of, person
from tests.conftest import TODAY

ANSWERS = ("responded", "outcome_told", "individuals_told", "protection_file_sent")
"""The facts that tell somebody what a case came to, or give them data."""

ON_THE_WAY = (
    "acknowledged", "id_requested", "authority_requested", "fee_requested",
    "clarification_requested", "extension_notified", "public_interest_notified", "terms_offered",
    "reported", "released", "released_urgently", "certificate_chased",
)  # fmt: skip
"""Facts that give nothing away, a report that may not wait, and releases, which have a gate."""

LEAVING = [(kind, f.name) for kind in statutes() for f in facts_for(kind) if f.leaves]


def test_each_fact_that_leaves_is_known_here() -> None:
    assert {name for _, name in LEAVING} <= {*ANSWERS, *ON_THE_WAY}


@pytest.mark.parametrize(("kind", "fact"), [one for one in LEAVING if one[1] in ANSWERS])
def test_an_answer_waits_for_every_mandatory_check(kind: str, fact: str) -> None:
    file = case_of(person("requester", "Lee Ward"), person("subject", "Tom Doe"), kind=kind)
    if statute(kind).work.gated:
        (gap,) = leaving(Departure(file, Settings(), TODAY, TODAY, fact))
        assert "Nobody has ruled on this request yet" in str(gap)
        return
    assert checklist_for(kind).endings
    for ending in checklist_for(kind).endings:
        gaps = leaving(Departure(file, Settings(), TODAY, TODAY, fact, ending))
        waits = [c.id for c in criteria_of(file, ending) if c.mandatory and not c.afterwards]
        assert {*waits} <= {gap.criterion for gap in gaps}, ending

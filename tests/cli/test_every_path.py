"""Every kind of case from entry to closure by commands that the program names as missing."""

from datetime import date
from pathlib import Path

import pytest

from dpo_console.approval.criteria import checklist_for
from dpo_console.law.statutes import statutes
from tests.cli.conftest import Run
from tests.cli.walking import Walk

RIGHTS = [kind for kind, law in statutes().items() if not law.work.gated]

PATHS = [(kind, outcome) for kind in RIGHTS for outcome in statutes()[kind].outcomes]

BEFORE = {
    "reported": ("reported",),
    "not-reportable": ("not_reportable", "--note", "One parent; the list came back unread"),
    "no-breach": ("not_reportable", "--note", "Nothing left the school"),
}
"""The record that makes each outcome of a breach true."""

DAY = date(2026, 11, 20)

WAITS = {"no-answer", "withdrawn"}


def entered(dpo: Run, kind: str) -> str:
    received = "2026-11-24T14:20" if kind == "breach" else "2026-11-20"
    name = "The Information Commissioner" if statutes()[kind].work.asked_in_name else "Jane Doe"
    ran = dpo(
        "add", kind, "--received", received, "--requester", name, "--subject", "Tom Doe",
        "--requester-kind", statutes()[kind].work.requester, "--channel", "email", "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    return str(ran.json["reference"])


@pytest.mark.parametrize(("kind", "outcome"), [p for p in PATHS if p[1] not in WAITS])
def test_a_case_is_closed_once_all_is_done_that_is_named_and_not_before(
    dpo: Run, home: Path, kind: str, outcome: str
) -> None:
    ending = checklist_for(kind).ending(outcome)
    found = "nothing" if ending == "nothing" else "found"
    walk = Walk(dpo, entered(dpo, kind), found, home)
    if outcome in BEFORE:
        assert dpo("close", walk.reference, "--outcome", outcome).code == 1
        walk.act("particulars", walk.reference, "likelihood=unlikely", "severity=low")
        walk.act("fact", walk.reference, *BEFORE[outcome])
    named = walk.until("close", walk.reference, "--outcome", outcome)
    assert named or outcome == "no-breach", "closed without anything that its outcome needs"
    case = dpo("show", walk.reference, "--json").json
    assert (case["band"], case["next_action"], case["flags"]) == ("closed", "Closed", [])
    assert dict.fromkeys(fact["name"] for fact in case["facts"]).keys() & {
        "responded", "outcome_told", "reported", "not_reportable",
    }  # fmt: skip
    assert dpo("verify").code == 0


@pytest.mark.parametrize(("kind", "outcome"), [p for p in PATHS if p[1] == "withdrawn"])
def test_what_is_withdrawn_says_by_whom(dpo: Run, kind: str, outcome: str) -> None:
    reference = entered(dpo, kind)
    note = ("--note", "She rang on the 24th: she has it already")
    assert dpo("close", reference, "--outcome", outcome, *note).code == 0
    case = dpo("show", reference, "--json").json
    assert (case["band"], case["flags"]) == ("closed", [])
    assert note[1] in str(case["facts"])
    assert "responded" not in {fact["name"] for fact in case["facts"]}


@pytest.mark.parametrize("kind", [kind for kind, outcome in PATHS if outcome == "no-answer"])
def test_what_is_not_answered_to_us_is_closed_after_its_time(dpo: Run, kind: str) -> None:
    reference = entered(dpo, kind)
    goal = ("close", reference, "--outcome", "no-answer")
    assert "Nothing was asked" in dpo(*goal).err
    law = statutes()[kind]
    counted = law.version_on(DAY).questions
    question = next(q for silence in law.silences for q in silence.to if q in counted)
    assert (
        dpo("fact", reference, question, "--on", "2026-11-23", "--note", "Not sure who").code == 0
    )
    assert "and not before" in dpo(*goal).err
    assert dpo(*goal, today="2027-06-01").code == 0
    case = dpo("show", reference, "--json", today="2027-06-01").json
    assert "responded" not in {fact["name"] for fact in case["facts"]}
    assert case["flags"] == []

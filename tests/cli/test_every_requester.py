"""Every requester of pupils' data from entry to closure by commands, on each possible way.

The test does only the acts that the program itself names as missing.
"""

from pathlib import Path

import pytest

from dpo_console.approval.requesters import requester_kinds
from tests.cli.conftest import Run
from tests.cli.walking import Walk, reasons_of

THIRD = [kind for kind in requester_kinds().values() if kind.third_party]
EVERY = [kind.slug for kind in THIRD]
COMPELLING = [kind.slug for kind in THIRD if kind.compelled_possible]
URGENT = [kind.slug for kind in THIRD if kind.urgent]

TERMS = ("confidentiality.", "security.", "retention.")

REFUSAL = (
    "sharing.asked=the attendance record of a pupil whom you name",
    "refusal.grounds=power",
    "refusal.change=An order of a court",
)


INFORMED = "release.informed=has been told that we share it"


DECIDED_TOGETHER = {
    "joint-arrangement": ("--set", "joint.decisions=Together: which pupils take part"),
}
"""What only the officer can say in the terms of a role."""


def entered(dpo: Run, home: Path, kind: str, *scope: str) -> Walk:
    """Log a request with its planned sharing."""
    ran = dpo(
        "add", "disclosure", "--received", "2026-11-20", "--requester", "Ada Finch",
        "--requester-kind", kind, "--organisation", "Westmarch Partnership", "--subject", "Tom Doe",
        "--channel", "email", "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    walk = Walk(dpo, str(ran.json["reference"]), home=home)
    walk.act(
        "scope", walk.reference, "--purpose", "A hearing", "--items", "Attendance, Year 6",
        "--cohort", "The pupil named", "--pupils", "1", "--basis", "Art 6(1)(e)",
        "--method", "Secure portal", "--until", "2026-11-25", *scope,
    )  # fmt: skip
    return walk


def named(walk: Walk) -> list[str]:
    """Return the reasons why the gate is closed, as the checklist gives them."""
    gate = walk.dpo("checklist", walk.reference, "--json").json["gate"]
    assert gate["open"] is not bool(gate["reasons"])
    return [str(reason) for reason in gate["reasons"]]


def is_closed(walk: Walk) -> bool:
    case = walk.dpo("show", walk.reference, "--json").json
    assert (case["next_action"], case["flags"]) == ("Closed", [])
    assert walk.dpo("verify").code == 0
    return bool(case["band"] == "closed")


@pytest.mark.parametrize(
    ("kind", "path", "letter"),
    [
        *((kind, "ordinary", "third-party-approval") for kind in EVERY),
        ("supplier", "processor", "processor-terms"),
        ("school", "joint", "joint-arrangement"),
    ],
)
def test_approved_on_terms_released_certified_and_closed(
    dpo: Run, home: Path, kind: str, path: str, letter: str
) -> None:
    walk = entered(dpo, home, kind, "--path", path)
    assert reasons_of(dpo("release", walk.reference)) == named(walk)
    walk.do([reason for reason in named(walk) if not reason.startswith(TERMS)])
    terms = named(walk)
    assert all(reason.startswith(TERMS) for reason in terms)
    walk.act("letter", "write", walk.reference, letter, *DECIDED_TOGETHER.get(letter, ()))
    walk.act("letter", "sent", walk.reference, letter)
    walk.act("fact", walk.reference, "terms_signed", "--note", "Signed by Ada Finch")
    assert walk.until("release", walk.reference) == terms
    assert walk.dpo("close", walk.reference, "--outcome", "refused").code == 1
    goal = ("close", walk.reference, "--outcome", "disclosed")
    named_last = reasons_of(dpo(*goal))
    assert "certificate of destruction" in named_last[0]
    assert ["still to be reviewed" in reason for reason in named_last[1:]] == [True] * (
        path == "processor"
    )
    walk.do(named_last[:1])
    assert walk.until(*goal) == []
    assert is_closed(walk)


@pytest.mark.parametrize("kind", EVERY)
def test_refused_by_the_head_told_and_closed(dpo: Run, home: Path, kind: str) -> None:
    walk = entered(dpo, home, kind, "--path", "ordinary")
    goal = ("close", walk.reference, "--outcome", "refused")
    assert "takes a decision: refuse" in dpo(*goal).err
    walk.act("decide", walk.reference, "refuse", "--reason", "No power is named")
    assert "It was refused by Ruth Castle" in dpo("release", walk.reference).err
    sets = [part for words in REFUSAL for part in ("--set", words)]
    walk.act("letter", "write", walk.reference, "third-party-refusal", *sets)
    walk.act("letter", "sent", walk.reference, "third-party-refusal")
    assert "is “Refused”" in dpo("close", walk.reference, "--outcome", "disclosed").err
    assert walk.until(*goal) == []
    assert is_closed(walk)


@pytest.mark.parametrize("kind", COMPELLING)
def test_compelled_named_noted_released_and_closed(dpo: Run, home: Path, kind: str) -> None:
    walk = entered(dpo, home, kind, "--path", "compelled")
    assert any(reason.startswith("What compels this is not named") for reason in named(walk))
    note = ("letter", "write", walk.reference, "compelled-release", "--set", INFORMED)
    assert "The letter compelled-release for" in dpo(*note).err
    walk.do(named(walk))
    offer = dpo("letter", "write", walk.reference, "third-party-approval")
    assert "terms can't be made a condition of it" in offer.err
    assert "release.informed is missing" in dpo(*note[:4]).err
    walk.act(*note)
    assert walk.until("release", walk.reference) == []
    walk.until("close", walk.reference, "--outcome", "disclosed")
    assert is_closed(walk)


@pytest.mark.parametrize("kind", [kind for kind in EVERY if kind not in COMPELLING])
def test_who_has_no_power_compels_nothing(dpo: Run, home: Path, kind: str) -> None:
    walk = entered(dpo, home, kind)
    ran = dpo("scope", walk.reference, "--path", "compelled")
    assert (ran.code, "can't compel a disclosure" in ran.err) == (2, True)


@pytest.mark.parametrize("kind", EVERY)
def test_urgent_where_a_child_is_at_risk_and_the_record_after(
    dpo: Run, home: Path, kind: str
) -> None:
    walk = entered(dpo, home, kind, "--path", "ordinary")
    urgent = ("release", walk.reference, "--urgent", "--reason", "At risk tonight; she rang")
    assert dpo(*urgent, person="clerk").code == 1
    ran = dpo(*urgent, person="dsl")
    if kind not in URGENT:
        assert (ran.code, "can't go to this kind of requester" in ran.err) == (1, True)
        return
    assert ran.code == 0, ran.err
    assert walk.next_action == "Complete the record; decision awaited"
    goal = ("close", walk.reference, "--outcome", "disclosed")
    assert "its record is not complete" in dpo(*goal).err
    walk.do(named(walk))
    walk.until(*goal)
    assert is_closed(walk)

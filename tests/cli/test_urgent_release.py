"""Urgent releases: nothing holds them up, the controller is told, and a concerned person isn't."""

from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.walking import Walk

CASE = "DSC-2026-0001"
URGENT = ("release", CASE, "--urgent", "--on", "today", "--reason", "She is missing since four")


def logged(dpo: Run, *more: str, kind: str = "la-safeguarding") -> None:
    ran = dpo(
        "add", "disclosure", "--received", "today", "--requester", "Ada Finch", "--channel",
        "phone", "--organisation", "Westmarch Council", "--requester-kind", kind, *more,
    )  # fmt: skip
    assert ran.code == 0, ran.err


def shown(dpo: Run, person: str = "dpo") -> Any:  # noqa: ANN401 - any content of the document
    return dpo("show", CASE, "--json", person=person).json


def to_decide(dpo: Run) -> list[str]:
    rows = dpo("list", "--view", "decide", "--json", person="head").json
    return [row["reference"] for row in rows]


def test_an_approver_is_told_at_once_and_finds_it_first(dpo: Run) -> None:
    logged(dpo, "--subject", "Tom Doe")
    assert dpo(*URGENT, person="dsl").code == 0
    assert to_decide(dpo) == [CASE]
    assert "told: Ruth Castle" in shown(dpo, "head")["timeline"][-1]["text"]


@pytest.mark.parametrize("pupil", ["Ruth Castle", "Mrs Ruth Castle"])
def test_a_concerned_approver_learns_nothing_and_the_governors_get_a_paper(
    dpo: Run, pupil: str
) -> None:
    logged(dpo, "--subject", pupil)
    dpo("assign", CASE, "head")
    assert dpo(*URGENT, person="dsl").code == 0
    for asked in (("list", "--view", "decide"), ("list",), ("due",)):
        assert dpo(*asked, "--json", person="head").json == []
    assert dpo("show", CASE, person="head").code == 2
    register = dpo("register", "--internal", "--json", person="head")
    assert (register.code, register.json) == (0, [])
    case = shown(dpo)
    assert case["next_action"] == "Write the paper for the chair of governors"
    assert "told: the chair of governors, on paper" in case["timeline"][-1]["text"]
    scope = ("--purpose", "To find her", "--item", "name", "--cohort", "One pupil", "--basis",
             "UK GDPR Art 6(1)(e)")  # fmt: skip
    assert dpo("scope", CASE, *scope).code == 0
    paper = ("letter", "write", CASE, "decision-sheet", "--set", "advice=It was right to share.")
    ran = dpo(*paper)
    assert ran.code == 0, ran.err
    assert shown(dpo)["next_action"] == "Complete the record; decision awaited"


def test_who_is_named_only_afterwards_learns_nothing_either(dpo: Run) -> None:
    logged(dpo)
    assert dpo(*URGENT, person="dsl").code == 0
    assert dpo("party", CASE, "add", "subject", "--name", "Ruth Castle", person="dsl").code == 0
    assert dpo("list", "--json", person="head").json == []
    assert len(dpo("list", "--json", person="dsl").json) == 1
    assert dpo("verify").code == 0


def test_a_restricted_case_is_told_to_the_approver_all_the_same(dpo: Run) -> None:
    logged(dpo, "--subject", "Tom Doe")
    assert dpo("restrict", CASE, "--to", "dsl", "--why", "Safeguarding").code == 0
    assert dpo("list", "--json", person="head").json == []
    assert dpo(*URGENT, person="dsl").code == 0
    for step in (("restrict", CASE, "--to", "dsl"), ("restrict", CASE, "--to", "clerk")):
        assert dpo(*step, "--why", "Fewer eyes").code == 0
        assert to_decide(dpo) == [CASE]


@pytest.mark.parametrize("step", [("unrestrict", CASE), ("restrict", CASE, "--to", "head")])
def test_nobody_shows_it_to_who_is_concerned(dpo: Run, step: tuple[str, ...]) -> None:
    logged(dpo, "--subject", "Ruth Castle")
    assert dpo(*URGENT, person="dsl").code == 0
    ran = dpo(*step, "--why", "She asked")
    assert (ran.code, "Ruth Castle: concerned" in ran.err) == (1, True)
    assert dpo("list", "--json", person="head").json == []


def test_an_office_without_an_approver_owes_the_paper(dpo: Run, home: Any) -> None:  # noqa: ANN401
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text().replace('role = "approver"', 'role = "clerk"'))
    logged(dpo)
    assert dpo(*URGENT).code == 0
    assert shown(dpo)["next_action"] == "Write the paper for the chair of governors"


def test_neither_a_refusal_nor_an_order_holds_it_up(dpo: Run) -> None:
    logged(dpo)
    scope = ("scope", CASE, "--path", "compelled", "--power", "Order of 3 November", "--item",
             "attendance", "--items", "And where she was last seen")  # fmt: skip
    dpo(*scope)
    assert dpo("decide", CASE, "refuse", "--reason", "No order", person="head").code == 0
    ran = dpo(*URGENT, person="dsl")
    assert ran.code == 0, ran.err
    walk = Walk(dpo, CASE)
    assert "not complete" in dpo("close", CASE, "--outcome", "disclosed").err
    assert to_decide(dpo) == []
    walk.act("scope", CASE, "--path", "ordinary", "--rate-words", "B3", "--drop", "attendance")
    assert to_decide(dpo) == [CASE]  # the ruling has lapsed
    for row in dpo("checklist", CASE, "--json").json["criteria"]:
        if row["mandatory"]:
            walk.act("assess", CASE, row["id"], "met", "--evidence", "Looked at on the day after")
    walk.act("decide", CASE, "approve", "--reason", "It was right")
    walk.until("close", CASE, "--outcome", "disclosed")


def test_a_corrected_kind_is_told_with_who_confirmed_it(dpo: Run) -> None:
    logged(dpo, kind="media")
    assert dpo(*URGENT, person="dsl").code == 1
    slip = ("--requester-kind", "la-safeguarding", "--why", "It was the duty social worker")
    assert dpo("party", CASE, "set", "1", *slip, person="clerk").code == 0
    assert dpo(*URGENT, person="dsl").code == 0
    urgent = shown(dpo)["released"]["urgent"]
    assert "Logged first as “Media or marketing”; Samir Nath confirmed “Local authority" in urgent
    assert shown(dpo)["next_action"] == "Complete the record; decision awaited"
    ran = dpo(
        "party", CASE, "set", "1", "--requester-kind", "media", "--why", "Back", person="clerk"
    )
    assert ran.code == 1


@pytest.mark.parametrize("person", ["clerk", "head", "auditor"])
def test_only_the_dsl_or_the_dpo_releases_urgently(dpo: Run, person: str) -> None:
    logged(dpo)
    assert dpo(*URGENT, person=person).code == 1

"""Linked cases, repeats and other kinds on the command line."""

import pytest

from tests.cli.conftest import Run

SEVERAL = (
    "add", "sar", "--also", "educational-record", "--also", "foi", "--received", "2026-11-09",
    "--requester", "Jane Doe", "--subject", "Tom Doe", "--channel", "email",
)  # fmt: skip


@pytest.fixture
def several(dpo: Run) -> str:
    ran = dpo(*SEVERAL, "--json")
    assert ran.code == 0, ran.err
    return str(ran.json["reference"])


def test_one_message_is_several_cases_earliest_first(dpo: Run) -> None:
    ran = dpo(*SEVERAL, "--json")
    assert ran.code == 0
    assert ran.json["reference"] == "SAR-2026-0001"
    assert ran.json["clock"]["due"] == "2026-12-09"
    assert [(one["reference"], one["clock"]["due"]) for one in ran.json["also"]] == [
        ("EDR-2026-0001", "2026-11-30"),
        ("FOI-2026-0001", "2026-12-08"),
    ]
    assert ran.json["earliest"] == "2026-11-30"
    assert len(dpo("list", "--json").json) == 3
    assert dpo("verify").code == 0


def test_people_read_the_earliest_date_first(dpo: Run) -> None:
    ran = dpo(*SEVERAL)
    assert ran.out.startswith("Earliest: Mon 30 Nov 2026 (educational record, 15 school days); ")
    assert ran.out.index("EDR-2026-0001 ") < ran.out.index("FOI-2026-0001 ")
    assert ran.out.index("FOI-2026-0001 ") < ran.out.index("SAR-2026-0001 ")
    shown = dpo("show", "SAR-2026-0001").out
    assert shown.startswith("From the same message, due first: EDR-2026-0001, Mon 30 Nov 2026\n")
    assert "EDR-2026-0001  same message  due Mon 30 Nov 2026" in shown


def test_one_line_does_the_same(dpo: Run) -> None:
    ran = dpo("quick", "sar+educational-record+foi Jane Doe re Tom Doe, email, yesterday", "--json")
    assert ran.code == 0
    assert [one["reference"] for one in ran.json["also"]] == ["EDR-2026-0001", "FOI-2026-0001"]


def test_a_kind_that_is_none_logs_nothing(dpo: Run) -> None:
    ran = dpo("add", "sar", "--also", "foy", "--received", "today", "--requester", "Jane Doe")
    assert (ran.code, ran.out) == (2, "")
    assert "foi" in ran.err
    assert dpo("list", "--json").json == []


def test_what_else_it_may_be_is_told_on_stderr_and_in_json(dpo: Run) -> None:
    ran = dpo("add", "sar", "--received", "today", "--requester", "Jane Doe", "--json")
    assert ran.json["may_also_be"][0] == {
        "kind": "educational-record",
        "limit": "15 school days",
        "where": "because a parent asked in writing",
        "because": "a parent who asks for what the school holds on a child asks for its "
        "educational record too",
        "law": "SI 2005/1437 reg 5(2), (3)",
    }
    assert "It may also be educational record (15 school days): a parent who" in ran.err
    assert "dpo-console add educational-record ... --about SAR-2026-0001" in ran.err
    again = dpo("add", "educational-record", "--received", "today", "--requester", "Jane Doe",
                "--about", "SAR-2026-0001", "--json")  # fmt: skip
    assert dpo("show", again.json["reference"], "--json").json["links"] == [
        {
            "reference": "SAR-2026-0001",
            "kind": "sar",
            "nature": "same-message",
            "towards": True,
            "due": "2026-12-29",
        }
    ]


def test_what_is_like_it_is_told_with_the_reason(dpo: Run, sar: str) -> None:
    ran = dpo("quick", "sar Jane Doe re Tom Doe, email, yesterday", "--json")
    assert ran.json["similar"] == [
        {
            "reference": sar,
            "why": "duplicate",
            "text": "probably the same: the same people, received Mon 2 Nov 2026",
        }
    ]
    assert f"{sar}: probably the same" in ran.err
    assert f"dpo-console link SAR-2026-0002 {sar}" in ran.err


def test_a_repeat_is_linked_when_logged(dpo: Run, sar: str) -> None:
    assert dpo("close", sar, "--outcome", "withdrawn").code == 0
    ran = dpo("add", "sar", "--received", "today", "--requester", "Jane Doe", "--subject",
              "Tom Doe", "--repeat-of", "0001", "--json")  # fmt: skip
    assert ran.json["similar"][0]["why"] == "repeat"
    assert "UK GDPR Art 12(5)" in ran.err
    assert "dpo-console link" not in ran.err
    links = dpo("show", ran.json["reference"], "--json").json["links"]
    assert [(x["reference"], x["nature"]) for x in links] == [(sar, "repeat")]
    both = dpo("add", "sar", "--received", "today", "--requester", "A", "--repeat-of", "0001",
               "--about", "0001")  # fmt: skip
    assert both.code == 2


def test_link_and_unlink(dpo: Run, sar: str, disclosure: str) -> None:
    ran = dpo("link", sar, disclosure, "--nature", "complaint")
    assert ran.code == 0
    assert ran.out.startswith(f"{sar}: linked with {disclosure} (this case complains about it).")
    assert dpo("show", disclosure, "--json").json["links"][0]["towards"] is False
    assert dpo("link", sar, disclosure).code == 1
    assert dpo("unlink", sar, disclosure).code == 2
    ran = dpo("unlink", disclosure, sar, "--why", "A slip", "--json")
    assert ran.json["links"] == []
    assert ran.json["timeline"][-1]["text"] == f"No longer linked with {sar}: A slip"
    assert dpo("verify").code == 0


def test_reclassify_shows_first_and_then_does(dpo: Run, sar: str) -> None:
    dry = dpo("reclassify", sar, "foi", "--dry-run", "--json")
    assert (dry.json["saved"], dry.json["before"]["due"]) == (False, "2026-12-02")
    assert dry.json["clock"]["due"] == "2026-12-01"
    told = dpo("reclassify", sar, "foi", "--dry-run")
    assert f"{sar} as foi   due Tue 1 Dec 2026" in told.out
    assert "Nothing was changed." in told.err
    assert dpo("show", sar, "--json").json["kind"] == "sar"
    assert dpo("reclassify", sar, "foi").code == 2
    ran = dpo("reclassify", sar, "foi", "--why", "It asks for policies alone")
    assert ran.code == 0
    assert f"{sar}: counted as freedom of information request from now on." in ran.out
    case = dpo("show", sar, "--json").json
    assert (case["reference"], case["kind"], case["logged_as"]) == (sar, "foi", "sar")
    assert case["due"] == "2026-12-01"
    assert "Logged as Subject access request" in " ".join(dpo("show", sar).out.split())
    assert "logged as a subject access request" in dpo("explain", sar).out
    assert dpo("verify").code == 0


def test_a_clerk_may_and_an_auditor_may_not(dpo: Run, sar: str) -> None:
    assert dpo("reclassify", sar, "foi", "--why", "x", person="auditor").code == 1
    assert dpo("reclassify", sar, "foi", "--why", "Policies", person="clerk").code == 0
    assert dpo("reclassify", sar, "foi", "--why", "x", "--dry-run").code == 2

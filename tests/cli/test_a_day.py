"""A DPO's day as commands: the morning's work is there, and verifies, at night."""

import json
import subprocess
from itertools import takewhile
from pathlib import Path

import pytest

from dpo_console.approval.criteria import asked
from dpo_console.cases.queue.filters import VIEWS
from tests.casework.gates import AT_HOME
from tests.cli.conftest import Run

SCOPE = (
    "--purpose", "Reading study", "--item", "ks2-reading:less", "--cohort",
    "Year 6, 2026", "--basis", "UK GDPR Art 6(1)(e)", "--method", "Encrypted file",
    "--until", "2027-07-31",
)  # fmt: skip


def test_a_clarification_stops_the_clock_of_a_case(dpo: Run, sar: str) -> None:
    asked = dpo("fact", sar, "clarification_requested", "--on", "2026-11-10", "--note", "Years?")
    assert asked.code == 0, asked.err
    assert "stopped" in asked.out
    paused = dpo("show", sar, "--json").json
    assert (paused["band"], paused["due"], paused["whose_move"]) == ("paused", None, "us")
    dpo("fact", sar, "clarification_received", "--on", "2026-11-16")
    running = dpo("explain", sar, "--json").json["clock"]
    assert (running["due"], running["paused_days"]) == ("2026-12-09", 7)


def test_a_corrected_receipt_keeps_the_pause_and_the_old_fact(dpo: Run, sar: str) -> None:
    dpo("fact", sar, "clarification_requested", "--on", "2026-11-10", "--note", "Years?")
    dpo("fact", sar, "clarification_received", "--on", "2026-11-16")
    first = dpo("show", sar, "--json").json["facts"][0]
    ran = dpo("correct", sar, str(first["id"]), "--on", "2026-11-01", "--why", "Postmark")
    assert ran.code == 0, ran.err
    case = dpo("show", sar, "--json").json
    assert (case["due"], case["clock"]["paused_days"]) == ("2026-12-08", 7)
    old, *_ = [f for f in case["facts"] if f["id"] == first["id"]]
    assert old["on"] == "2026-11-02"
    assert old["superseded_by"] in {f["id"] for f in case["facts"]}


def test_a_third_party_request_from_scope_to_register(dpo: Run, disclosure: str) -> None:
    assert dpo("scope", disclosure, *SCOPE).code == 0
    here = (f"{name}={value}" for name, value in AT_HOME.items())
    assert dpo("particulars", disclosure, *here).code == 0
    for row in dpo("checklist", disclosure, "--json").json["criteria"]:
        if row["mandatory"] and not row["computed"]:
            ran = dpo("assess", disclosure, row["id"], "met", "--evidence", "Seen, file 7")
            assert ran.code == 0, ran.err
    assert dpo("release", disclosure).code == 1
    assert dpo("fact", disclosure, "terms_signed", "--note", "Prof. Vane").code == 0
    decided = dpo("decide", disclosure, "approve", "--reason", "In the pupils' interest",
                  person="head")  # fmt: skip
    assert decided.code == 0, decided.err
    assert dpo("checklist", disclosure, "--json").json["gate"] == {
        "open": True, "path": "ordinary", "reasons": [],
    }  # fmt: skip
    released = dpo("release", disclosure, "--method", "Encrypted file")
    assert released.code == 0, released.err
    (row,) = dpo("register", "--json").json
    assert (row["organisation"], row["released"]) == ("Fenwick University", "2026-11-25")
    assert "Priya" not in dpo("register").out + dpo("register", "--format", "csv").out


def test_an_approval_lapses_when_the_scope_changes(dpo: Run, disclosure: str) -> None:
    dpo("scope", disclosure, *SCOPE)
    dpo("decide", disclosure, "approve", "--reason", "Fine", person="head")
    dpo("scope", disclosure, "--cohort", "Every pupil")
    assert dpo("show", disclosure, "--json").json["decision"]["lapsed"] is True
    scope = dpo("scope", disclosure, "--json").json["scope"]
    assert (scope["cohort"], scope["purpose"]) == ("Every pupil", "Reading study")


def test_the_dpo_who_advised_does_not_decide(dpo: Run, disclosure: str) -> None:
    dpo("assess", disclosure, "who.person", "met", "--evidence", "Rang them")
    ran = dpo("decide", disclosure, "approve", "--reason", "Fine")
    assert ran.code == 1
    assert "Ruth Castle" in ran.err


def test_urgent_release_is_for_safeguarding_with_a_reason(dpo: Run) -> None:
    added = dpo("add", "disclosure", "--received", "today", "--requester", "Kim Ito",
                "--requester-kind", "la-safeguarding", "--organisation", "Brook",
                "--json")  # fmt: skip
    reference = added.json["reference"]
    assert dpo("release", reference, "--urgent").code == 2
    ran = dpo("release", reference, "--urgent", "--reason", "At risk tonight", person="dsl")
    assert ran.code == 0, ran.err
    assert [r["reference"] for r in dpo("due", "--json").json] == [reference]


def test_notes_owners_and_endings(dpo: Run, sar: str) -> None:
    assert dpo("note", sar, "IT has", "searched").code == 0
    assert dpo("assign", sar, "me", person="clerk").code == 0
    assert dpo("show", sar, "--json").json["owner"] == "clerk"
    assert dpo("close", sar, "--outcome", "vanished").code == 2
    assert dpo("close", sar, "--outcome", "withdrawn").code == 0
    assert dpo("list", "--view", "closed", "--json").json[0]["band"] == "closed"
    assert dpo("reopen", sar, "--why", "Two years are missing").code == 0
    case = dpo("show", sar, "--json").json
    assert case["band"] != "closed"
    assert any("IT has searched" in event["text"] for event in case["timeline"])


def test_a_letter_from_preview_to_sent(dpo: Run, sar: str, home: Path) -> None:
    assert "Jane Doe" in dpo("letter", "preview", sar, "acknowledgement").out
    ran = dpo("letter", "write", sar, "acknowledgement", "--json")
    assert ran.code == 0, ran.err
    assert list(ran.json) == ["path", "sha256", "name"]
    path = Path(ran.json["path"])
    assert path.is_file()
    assert path.is_relative_to(home / "exports")
    plain = dpo("letter", "write", sar, "acknowledgement")
    assert Path(plain.out.strip()).is_file()
    assert "ssh dpo.example.org dpo-console" in plain.err
    assert dpo("letter", "sent", sar, "acknowledgement", "--method", "email").code == 0
    case = dpo("show", sar, "--json").json
    assert "acknowledged" in {fact["name"] for fact in case["facts"]}
    assert "sent" in {letter["state"] for letter in case["letters"]}


def test_a_letter_is_fetched_byte_for_byte(dpo: Run, sar: str, home: Path, program: Path) -> None:
    path = dpo("letter", "write", sar, "acknowledgement", "--json").json["path"]
    command = ["--home", str(home), "--as", "dpo", "letter", "fetch", sar]
    ran = subprocess.run([program, *command], capture_output=True, check=True)
    assert ran.stdout == Path(path).read_bytes()


def test_a_letter_without_what_it_needs_is_refused_with_all_gaps(dpo: Run, sar: str) -> None:
    rows = {row["name"]: row for row in dpo("letters", sar, "--json").json}
    assert rows["clarification"]["missing"]
    ran = dpo("letter", "write", sar, "clarification")
    assert (ran.code, ran.out) == (1, "")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_list(dpo: Run, sar: str, view: str) -> None:
    assert isinstance(dpo("list", "--view", view, "--json").json, list)


def test_filters_narrow_and_negate(dpo: Run, sar: str, disclosure: str) -> None:
    def found(*filters: str) -> list[str]:
        return [row["reference"] for row in dpo("list", *filters, "--json").json]

    assert found("kind:sar") == found("doe") == found("!kind:disclosure") == [sar]
    assert found("received:2026-11-03..") == []
    assert found("due:7") == [sar]
    assert len(found("--limit", "1")) == 1
    assert "1 of 2" in dpo("list", "--limit", "1").err


def test_json_is_one_document_in_every_answer(dpo: Run, sar: str) -> None:
    for arguments in (("note", sar, "x"), ("assign", sar, "clerk"), ("list",), ("due",)):
        assert isinstance(json.loads(dpo(*arguments, "--json").out), dict | list), arguments


def test_what_was_looked_at_is_what_is_ruled_on(dpo: Run, disclosure: str) -> None:
    seen = dpo("show", disclosure, "--json").json["version"]
    dpo("scope", disclosure, "--purpose", "Something else")
    before = dpo("show", disclosure, "--json").json
    assert before["version"] > seen
    for line in (
        ("decide", disclosure, "approve", "--reason", "Fine", "--version", str(seen)),
        ("release", disclosure, "--version", str(seen)),
        ("scope", disclosure, "--items", "All of it", "--version", str(seen)),
    ):
        ran = dpo(*line, person="head" if line[0] == "decide" else "dpo")
        assert ran.code == 1
        assert "was changed since you opened it" in ran.err
    assert dpo("show", disclosure, "--json").json == before
    now = ("--version", str(before["version"]))
    ruled = dpo("decide", disclosure, "refuse", "--reason", "No basis", *now, person="head")
    assert ruled.code == 0, ruled.err


def test_a_letter_says_what_it_needs_and_may_have(dpo: Run, sar: str) -> None:
    lines = dpo("letters", sar).out.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("clarification "))
    asks = list(takewhile(lambda line: line.startswith("    "), lines[first + 1 :]))
    words = {line.partition("--set ")[2]: line.split()[0] for line in asks}
    assert words["clarification.questions=..."] == "needs"
    assert "may" in words.values()
    assert not any("is missing" in line for line in asks)


def test_the_page_of_a_closed_gate_counts_what_is_open_and_hides_no_reason(
    dpo: Run, disclosure: str
) -> None:
    rows = dpo("checklist", disclosure, "--json").json["criteria"]
    needed = [row["id"] for row in rows if row["mandatory"] and not row["computed"]]
    question = next(row["question"] for row in rows if row["id"] == needed[0])
    dpo("assess", disclosure, needed[0], "not-met", "--evidence", "Rang: unknown there")
    dpo("assess", disclosure, needed[1], "met")  # without evidence: one reason of another sort
    page = dpo("checklist", disclosure).out
    assert f"to answer: {len(needed) - 2} checks" in page
    assert f"  - {question} Not met." in page
    shown = dpo("show", disclosure).out
    assert f"{asked(needed[0])} Not met: Rang: unknown there" in shown
    assert needed[0] not in shown
    assert "No approver has decided yet." in page
    assert f"  - 1 more; in full: dpo-console checklist {disclosure} --json" in page
    dpo("particulars", disclosure, *(f"{name}={value}" for name, value in AT_HOME.items()))
    for criterion in needed[2:]:
        dpo("assess", disclosure, criterion, "met", "--evidence", "Seen")
    reasons = dpo("checklist", disclosure, "--json").json["gate"]["reasons"]
    page = dpo("checklist", disclosure).out
    assert len(reasons) == 3
    without_ids = [reason.partition(": ")[2] or reason for reason in reasons]
    assert all(f"  - {said[:1].upper()}{said[1:]}" in page for said in without_ids)

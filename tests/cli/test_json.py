from pathlib import Path

from tests.cli.commands.test_clock import KEYS as CLOCK
from tests.cli.conftest import Run

ROW = [
    "reference", "kind", "requester", "subjects", "school", "owner", "received", "due", "safe_by",
    "days_left", "band", "next_action", "whose_move",
]  # fmt: skip
CASE = [
    *ROW, "facts", "parties", "deadlines", "checklist", "particulars", "flags", "letters",
    "papers", "decision", "timeline", "schedule", "search", "version", "clock", "released", "links",
    "logged_as", "restricted", "readers", "hold", "notice",
]  # fmt: skip


def test_list_has_exactly_its_keys(dpo: Run, sar: str) -> None:
    (row,) = dpo("list", "--json").json
    assert list(row) == ROW
    assert row["reference"] == sar
    assert (row["requester"], row["subjects"]) == ("Jane Doe", ["Tom Doe"])
    assert (row["received"], row["due"]) == ("2026-11-02", "2026-12-02")
    assert (row["days_left"], row["band"]) == (7, "week")


def test_show_adds_the_case_to_the_row(dpo: Run, sar: str) -> None:
    case = dpo("show", sar, "--json").json
    assert list(case) == CASE
    assert list(case["clock"]) == CLOCK
    fact = case["facts"][0]
    assert list(fact) == ["id", "name", "on", "note", "by", "recorded_at", "superseded_by"]
    assert list(case["deadlines"][0]) == ["what", "due", "statutory", "met_on"]
    assert case["deadlines"][0]["statutory"] is True
    assert case["decision"] is None


def test_explain_and_add_carry_the_clock(dpo: Run, sar: str) -> None:
    explained = dpo("explain", sar, "--json").json
    assert explained["reference"] == sar
    assert list(explained["clock"]) == CLOCK
    added = dpo("quick", "sar Ann Lee re Bo Lee, email, yesterday", "--json").json
    assert list(added) == ["reference", "clock", "also", "earliest", "similar", "may_also_be"]
    assert added["clock"]["received"] == "2026-11-24"


def test_checklist_tells_criteria_and_gate(dpo: Run, disclosure: str) -> None:
    found = dpo("checklist", disclosure, "--json").json
    assert list(found) == ["criteria", "gate", "challenges", "requester", "forms"]
    keys = ["id", "head", "question", "mandatory", "verdict", "evidence", "by", "on", "computed"]
    keys += ["paper", "requester_says", "requester_says_paper"]
    assert all(list(criterion) == keys for criterion in found["criteria"])
    assert list(found["gate"]) == ["open", "path", "reasons"]
    assert found["gate"]["open"] is False
    assert found["gate"]["path"] == "ordinary"
    assert list(found["requester"]) == ["kind", "title", "power", "ask", "never"]


def test_letters_tell_what_they_lack(dpo: Run, sar: str) -> None:
    for rows in (dpo("letters", "--json").json, dpo("letters", sar, "--json").json):
        assert rows
        assert all(list(row) == ["name", "title", "fits", "missing"] for row in rows)


def test_json_may_be_asked_for_before_the_command(dpo: Run, sar: str) -> None:
    assert dpo("--json", "list").json == dpo("list", "--json").json


def test_names_come_through_exactly_and_stdout_is_ascii(dpo: Run) -> None:
    name = "O’Brien & Søn محمد [Year 7]"
    dpo("add", "sar", "--received", "yesterday", "--requester", name)
    ran = dpo("list", "--json")
    assert ran.out.isascii()
    assert ran.json[0]["requester"] == name


def test_an_error_leaves_stdout_empty(dpo: Run, home: Path) -> None:
    ran = dpo("show", "SAR-2026-9999", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "SAR-2026-9999" in ran.err

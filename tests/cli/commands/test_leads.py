"""A lead of schools meets nothing of another school's cases, in any command."""

import io
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import references_from
from dpo_console.cases.queue.month import month_view
from dpo_console.cases.queue.queue import Query, counts, page
from dpo_console.casework.change import change
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import NoSuchCase
from tests.casework.intake.test_intake import SAR
from tests.cli.commands.test_intake import LUNCH
from tests.cli.commands.test_restrict import ON_ONE, WHO, WITH_WAYS, asked, told
from tests.cli.conftest import Ran, Run
from tests.cli.test_shared_account import send
from tests.conftest import add_elm, desks

LEAD = """
[[people]]
slug = "lead"
name = "Nora Pell"
role = "lead"
schools = ["oak"]
email = "lead@example.org"

[[groups]]
slug = "primary"
name = "Primary schools"
schools = ["oak"]

[[groups]]
slug = "all"
name = "All schools"
schools = ["oak", "elm"]
"""


@pytest.fixture
def home(home: Path) -> Path:
    """Give the office a second school, a lead of the first, and groups."""
    add_elm(home)
    file = home / "data" / "dpo.toml"
    file.write_text(file.read_text() + LEAD)
    return home


@pytest.fixture
def of_oak(dpo: Run) -> str:
    """Log a case at the lead's school, and compute the records' dates."""
    ran = dpo("add", "sar", "--received", "2026-11-02", "--requester", "Jane Doe", "--subject",
              "Tom Doe", "--school", "oak", "--json", person="lead")  # fmt: skip
    dpo("list")
    return str(ran.json["reference"])


def elsewhere(desk: Desk) -> list[str]:
    """Log requests at another school, and at a school not known, and return their references."""
    logged = []
    for kind, day, school in (("disclosure", 2, "elm"), ("sar", 3, ""), ("breach", 4, "elm")):
        at = desk.now.replace(day=day, hour=9, minute=30) if kind == "breach" else None
        request = NewRequest(
            kind, at or desk.today.replace(day=day), WHO, subjects=("Tom Doe",), school=school,
            owner="head",
        )  # fmt: skip
        logged.append(log_request(desk, request).reference)
    return logged


def test_no_command_tells_a_lead_of_another_school_s_case(
    dpo: Run, of_oak: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [*asked(), ("list", "group:all"), ("list", "group:primary", "--json")]
    first = {line: told(dpo(*line, person="lead")) for line in lines}
    assert sum(code == 0 for code, _, _ in first.values()) > len(first) * 2 // 3
    hidden = elsewhere(desk)
    send(monkeypatch, SAR.data)
    assert dpo("intake", "-").code == 0
    for line, seen in first.items():
        assert told(dpo(*line, person="lead")) == seen, line
    assert all(reference in dpo("list").out for reference in hidden)
    assert of_oak in dpo("list", person="lead").out
    seen_by_lead = desks(desk.home.root)("lead")
    assert what_the_console_reads(seen_by_lead) == [{of_oak}, 1, 1, {of_oak}]
    assert what_the_console_reads(desk)[1] == 4
    with pytest.raises(NoSuchCase), change(seen_by_lead, hidden[0], "note"):
        pass
    send(monkeypatch, LUNCH.data)
    assert dpo("intake", "-", person="lead").code == 0
    assert [row["number"] for row in dpo("intake", "--json", person="lead").json] == [2]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a form"), "utf-8"))
    for name in (*ON_ONE, *WITH_WAYS):
        for reference in hidden[:2]:
            nobody = f"{reference[:3]}-2026-0077"
            ran, none = (_on_one(dpo, name, one) for one in (reference, nobody))
            assert (ran.code, ran.out, ran.err.replace(reference, nobody)) == (
                none.code, "", none.err,
            ), name  # fmt: skip
            assert ran.code in (1, 2)


def what_the_console_reads(desk: Desk) -> list[object]:
    """Return the cases of the queue, its counts, those of the month, and what Tab completes."""
    views = [page(desk, Query(view)).rows for view in ("all", "week", "waiting", "overdue")]
    december = month_view(desk, date(2026, 12, 1))
    return [
        {row.reference for rows in views for row in rows},
        counts(desk)["all"],
        sum(day.due for day in december.days),
        set(references_from(desk, "")),
    ]


def _on_one(dpo: Run, name: str, reference: str) -> Ran:
    verb = ("check",) if name == "files" else ()
    further = WITH_WAYS.get(name) or ON_ONE.get(name, ())
    return dpo(*name.split(), *verb, reference, *further, person="lead")


def test_a_lead_works_at_their_school_as_a_clerk_and_nowhere_else(dpo: Run, of_oak: str) -> None:
    add = ("add", "sar", "--received", "2026-11-03", "--requester", WHO, "--json")
    alone = dpo(*add, person="lead")
    assert dpo("show", alone.json["reference"], "--json").json["school"] == "oak"
    assert dpo("note", of_oak, "Seen", person="lead").code == 0
    at_elm = dpo(*add, "--school", "elm").json["reference"]
    refused: tuple[tuple[tuple[str, ...], str], ...] = (
        ((*add, "--school", "elm"), "is the lead of Oak Lane Primary School"),
        (("correct-case", of_oak, "--school", "elm", "--why", "x"), "would be at Elm Park Academy"),
        (("decide", of_oak, "refuse", "--reason", "x"), "is a lead, who may not"),
        (("restrict", of_oak, "--to", "lead", "--why", "x"), "is a lead, who may not"),
        (("erase", of_oak, "--why", "x"), "is a lead, who may not"),
    )
    for line, says in refused:
        ran = dpo(*line, person="lead")
        assert ran.code == 1, line
        assert says in ran.err
    for line in (("assign", at_elm, "lead"), ("restrict", at_elm, "--to", "lead", "--why", "x")):
        ran = dpo(*line)
        assert (ran.code, "a lead of other schools" in ran.err) == (1, True), ran.err
    assert dpo("assign", of_oak, "lead").code == 0
    assert dpo("correct-case", of_oak, "--school", "elm", "--why", "x").code == 0
    assert dpo("show", of_oak, "--json").json["owner"] == ""
    assert dpo("show", of_oak, person="lead").code == 2


def test_groups_of_schools_are_a_filter_and_a_line_of_the_statistics(
    dpo: Run, of_oak: str, desk: Desk
) -> None:
    of_elm, *_ = elsewhere(desk)
    assert dpo("list", "group:primary", "--json").json[0]["reference"] == of_oak
    both = {row["reference"] for row in dpo("list", "group:primary,all", "--json").json}
    assert both >= {of_oak, of_elm}
    assert of_oak not in dpo("list", "!group:primary").out
    ran = dpo("list", "group:tertiary")
    assert (ran.code, "There is no group 'tertiary'" in ran.err) == (2, True)
    ran = dpo("fact", of_oak, "responded", "--on", "2026-11-20", "--override",
              "It went by hand on that day")  # fmt: skip
    assert ran.code == 0, ran.err
    counted = dpo("statistics", "--json").json["groups"]
    assert {group: one["answered"] for group, one in counted.items()} == {"primary": 1, "all": 1}
    assert "Primary schools" in dpo("statistics").out

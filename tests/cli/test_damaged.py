"""Records changed with an editor: each command goes on, or names the fault."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import TODAY, Run
from tests.hostile import unsafe
from tests.store import spoiling

READS = (
    ("due",), ("list", "--view", "all"), ("calendar",), ("register", "--internal"), ("statistics",),
    ("search", "--chase"),
)  # fmt: skip
OF_A_CASE = ("show", "explain", "checklist", "scope", "schedule", "search", "letters", "party")

ODD = {
    "no day": "'2026-02-30'",
    "escape": "'a' || char(27) || '[2J'",
    "no UTF-8": "CAST(X'41FF42' AS TEXT)",
    "NUL": "CAST(X'410042' AS TEXT)",
    "empty": "''",
}
"""The values written into a column, as SQL."""


def lines(reference: str) -> Iterator[tuple[str, ...]]:
    yield from READS
    yield from ((name, reference) for name in OF_A_CASE)
    yield ("note", reference, "Rang her")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE fact SET on_day = 'banana'", "on_day in row 1 of fact is 'banana'"),
        ("UPDATE cases SET due = '2026-02-30'", "due in row 1 of cases is '2026-02-30'"),
        ("UPDATE assessment SET verdict = 'maybe'", "verdict in row 1 of assessment is 'maybe'"),
        ("UPDATE audit_detail SET detail = '{'", "detail in row 2 of audit_detail is '{'"),
        ("DELETE FROM party", "its requester is gone"),
        ("UPDATE party SET name = CAST(X'41FF42' AS TEXT)", ""),
        ("UPDATE cases SET summary = CAST(X'41FF42' AS TEXT)", ""),
    ],
)
def test_a_damaged_record_is_told_and_named(
    dpo: Run, sar: str, home: Path, change: str, told: str
) -> None:
    assert dpo("assess", sar, "who.identity", "met", "--evidence", "Known").code == 0
    spoiling.damage(spoiling.records_of(home), change)
    verified = dpo("verify")
    assert verified.code == 1
    assert sar in verified.out
    assert told in " ".join(verified.out.split())
    ran = [dpo(*line) for line in lines(sar)]
    assert {one.code for one in ran} <= {0, 1, 2}
    assert not told or any(f"  - {sar}: {told}" in one.err for one in ran)
    assert told or "A\ufffdB" in dpo("show", sar).out


def test_a_mistake_of_ours_stays_one_where_nothing_is_damaged(
    dpo: Run, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dpo_console.cli.commands.due.due_report", lambda *_: 1 / 0)
    assert dpo("due", "--json").code == 70


@pytest.mark.slow
@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_no_column_holds_what_brings_a_command_down(
    bare: Run, demo: Path, tmp_path: Path, value: str
) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo, home)
    records = spoiling.records_of(home)
    for table, column in spoiling.columns(records, of_text=True):
        records.write_bytes(spoiling.records_of(demo).read_bytes())
        spoiling.put_into_column(records, table, column, value)
        for reference in ("SAR-2026-0002", "DSC-2026-0004"):
            for line in lines(reference):
                ran = bare("--home", str(home), "--today", TODAY, "--as", "dpo", *line)
                assert ran.code in (0, 1, 2), (table, column, line, ran.err)
                assert not unsafe(ran.out + ran.err), (table, column, line)
        ran = bare("--home", str(home), "--today", TODAY, "--as", "dpo", "verify")
        assert ran.code == 1, (table, column)

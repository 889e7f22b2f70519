"""Lists, logs and registers as spreadsheets: text stays text, and days are days."""

import csv
import io
import stat
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dpo_console.letters.word.saving import is_whole
from tests.cli.conftest import Run
from tests.cli.test_shared_account import switch
from tests.hostile import FORMULAS

HOSTILE = (
    *FORMULAS,
    "=cmd|' /C calc'!A0",
    "+44",
    "-1+1",
    "@SUM(A1)",
    "\tx",
    "a\x1b[31mb",
    "1e9",
    "https://x.example.org",
)
CHOSEN = [f"{words} Doe" for words in HOSTILE]


@pytest.fixture
def hostile(dpo: Run) -> list[str]:
    """Log a request by each hostile name, and return the names as a spreadsheet shows them."""
    for name in CHOSEN:
        line = ("add", "foi", "--received", "2026-11-02", "--requester", name, "--summary", name)
        assert dpo(*line).code == 0
    return [row["requester"] for row in dpo("list", "--json").json]


def opened(dpo: Run, tmp_path: Path, *line: str, person: str = "dpo") -> list[tuple[Any, ...]]:
    """Write a spreadsheet, check that it holds no formula, and return its cells."""
    path = tmp_path / "sheet.xlsx"
    path.unlink(missing_ok=True)
    ran = dpo(*line, "--format", "xlsx", "-o", str(path), person=person)
    assert (ran.code, ran.out) == (0, f"{path}\n"), ran.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
        assert not any(mark in sheet for mark in (b"<f>", b"<f ", b"<hyperlink"))
        assert not any("external" in name for name in packed.namelist())
    page = openpyxl.load_workbook(path).active
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d"}
    return [*page.iter_rows(values_only=True)]


def test_hostile_words_are_text_in_every_format(
    dpo: Run, hostile: list[str], tmp_path: Path, home: Path
) -> None:
    for line in (("list",), ("log",), ("log", "--kind", "foi")):
        head, *rows = opened(dpo, tmp_path, *line)
        names = [row[head.index("Requester")] for row in rows]
        assert len(names) == len(hostile)
        assert all(type(name) is str and name.endswith("Doe") for name in names)
        assert {name for name in names if name.startswith("=")}
        assert "a␛[31mb Doe" in names
        text = dpo(*line, "--format", "csv").out
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@"))]
        assert "\x1b" not in text
    assert not [*(home / "data").glob(".tmp-*")]


def test_days_are_days_and_numbers_are_numbers(dpo: Run, sar: str, tmp_path: Path) -> None:
    head, row = opened(dpo, tmp_path, "list")
    shown = dict(zip(head, row, strict=True))
    assert shown["Reference"] == sar
    assert shown["Received"] == datetime(2026, 11, 2)
    assert isinstance(shown["Due"], datetime)
    left = (shown["Due"].date() - date(2026, 11, 25)).days
    assert (shown["Days left"], shown["Kind"]) == (left, "Subject access request")
    head, *rows = opened(dpo, tmp_path, "statistics")
    assert rows[-1][:3] == ("all", "All", 0)
    assert dict(zip(head, rows[-1], strict=True))["Answered"] == 0


def test_what_is_due_names_no_person(dpo: Run, sar: str, tmp_path: Path) -> None:
    dpo("add", "foi", "--received", "2026-10-01", "--requester", "Keziah Eastlake")
    text = dpo("due", "--format", "csv")
    assert (text.code, "Eastlake" in text.out, "FOI-2026-0001" in text.out) == (1, False, True)


def test_a_log_of_one_kind_has_its_facts_details_and_checks(dpo: Run, tmp_path: Path) -> None:
    line = ("add", "breach", "--received", "2026-11-24T08:20", "--requester", "Sam Clerk")
    ref = dpo(*line, "--json").json["reference"]
    dpo("particulars", ref, "breach.happened==A list was left on a bus", "likelihood=possible")
    dpo("fact", ref, "reported", "--on", "2026-11-24T09:00")
    dpo("assess", ref, "contain.stopped", "met", "--evidence", "=The driver gave it back")
    head, row = opened(dpo, tmp_path, "log", "--kind", "breach")
    shown = dict(zip(head, row, strict=True))
    assert shown["Received"] == datetime(2026, 11, 24, 8, 20)
    assert shown["What happened"] == "=A list was left on a bus"
    assert shown["Reported to the Commissioner"] == datetime(2026, 11, 24, 9, 0)
    stopped = next(head for head in shown if head.startswith("Has the breach been stopped"))
    assert shown[stopped] == "Yes: =The driver gave it back"
    assert len(opened(dpo, tmp_path, "log", "--kind", "foi")) == 1
    assert len(dpo("log", "--from", "2026-11-25", "--json").json) == 0
    assert [r["Reference"] for r in dpo("log", "--to", "2026-11-24", "--json").json] == [ref]
    assert dpo("log", "--from", "2026-11-25", "--to", "2026-11-24").code == 2
    assert dpo("log", "--kind", "nonsense").code == 2


def test_a_restricted_case_is_in_nobody_elses_log(dpo: Run, sar: str, tmp_path: Path) -> None:
    dpo("restrict", sar, "--to", "head", "--why", "A colleague's own")
    for line in (("list",), ("log",), ("log", "--kind", "sar")):
        assert len(opened(dpo, tmp_path, *line)) == 2
        assert len(opened(dpo, tmp_path, *line, person="clerk")) == 1


def test_the_words_of_a_schedule_pass_the_door_in_every_format(
    dpo: Run, sar: str, tmp_path: Path
) -> None:
    dpo("schedule", sar, "add", "=1+1 Report", "--dated", "2026-01-09")
    for line in (("schedule", sar), ("schedule", sar, "export")):
        head, row = opened(dpo, tmp_path, *line)
        shown = dict(zip(head, row, strict=True))
        assert (shown["Title"], shown["Date"]) == ("=1+1 Report", datetime(2026, 1, 9))
    secret = ("--address", "4 Refuge Row\nHarbourton HB4 9ZZ", "--protected", "--why", "She fled")
    dpo("party", sar, "set", "1", *secret)
    dpo("schedule", sar, "add", "Letter to 4 Refuge Row, HB4 9ZZ")
    for line in (("schedule", sar), ("schedule", sar, "export")):
        path = tmp_path / "kept.xlsx"
        ran = dpo(*line, "--format", "xlsx", "-o", str(path))
        assert (ran.code, path.exists()) == (1, False)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("list -o {out}", 2, "Say in which format"),
        ("list --format csv -o {there}", 1, "exists already"),
        ("list --format xlsx -o /nowhere/list.xlsx", 1, "can't be written"),
    ],
)
def test_a_file_that_can_not_be_written_is_told(
    dpo: Run, tmp_path: Path, line: str, code: int, says: str
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    ran = dpo(*line.format(out=tmp_path / "new.csv", there=there).split())
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert there.read_text() == "mine"


def test_people_of_a_shared_account_write_no_file_and_take_it_on_stdout(
    dpo: Run, home: Path, tmp_path: Path
) -> None:
    switch(home, writes_files=False)
    for line in (("list", "--format", "csv"), ("register", "--format", "word")):
        ran = dpo(*line, "-o", str(tmp_path / "out"))
        assert (ran.code, "shared" in ran.err) == (1, True)
        assert dpo(*line, "-o", "-", "--json").code == 0


def test_the_register_of_processors_is_a_sheet(dpo: Run) -> None:
    assert dpo("register", "--processors", "--format", "csv").out.startswith("reference,school,")
    assert dpo("register", "--processors", "--format", "word").code == 2


def test_a_spreadsheet_and_a_register_go_over_a_pipe(
    dpo: Run, sar: str, home: Path, program: Path, tmp_path: Path
) -> None:
    def piped(*line: str) -> bytes:
        command = [str(program), "--home", str(home), "--today", "2026-11-25", "--as", "dpo", *line]
        return subprocess.run(command, capture_output=True, check=True).stdout

    page = openpyxl.load_workbook(io.BytesIO(piped("list", "--format", "xlsx"))).active
    assert page.cell(2, 1).value == sar
    assert is_whole(piped("register", "--format", "word", "-o", "-"))
    path = tmp_path / "register.docx"
    assert dpo("register", "--format", "word", "-o", str(path)).code == 0
    assert is_whole(path.read_bytes())

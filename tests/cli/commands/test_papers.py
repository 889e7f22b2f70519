"""Papers of a case on the command line: kept, listed, fetched, and shown wherever they count."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_shared_account import send

SHEET = b"%PDF-1.7\r\n a signed sheet\t\x1b[31m"


@pytest.fixture
def dsc(dpo: Run) -> str:
    line = ("add", "disclosure", "--received", "2026-11-02", "--requester", "Ann Roe")
    return str(dpo(*line, "--requester-kind", "school", "--json").json["reference"])


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    file = tmp_path / "Signed sheet.pdf"
    file.write_bytes(SHEET)
    return str(file)


def test_a_paper_is_kept_by_its_path_and_listed(dpo: Run, sar: str, sheet: str) -> None:
    assert dpo("papers", sar).out == f"No paper is kept with {sar}.\n"
    assert dpo("papers", sar, "add", sheet).out == f"{sar}: kept as paper 1.\n"
    (row,) = dpo("papers", sar, "--json").json
    assert (row["number"], row["name"], row["size"]) == (1, "Signed sheet.pdf", len(SHEET))
    assert "Signed sheet.pdf" in dpo("papers", sar).out
    assert "Signed sheet.pdf" in dpo("show", sar).out
    assert dpo("show", sar, "--json").json["papers"] == [row]
    assert dpo("papers", sar, "fetch", "1", "--json").json == {"reference": sar, **row}


def test_a_paper_on_stdin_needs_a_name_and_comes_back_byte_for_byte(
    dpo: Run, sar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = dpo("papers", sar, "add", "-")
    assert (ran.code, "--name" in ran.err) == (2, True)
    send(monkeypatch, SHEET)
    kept = dpo("papers", sar, "add", "-", "--name", "sheet.pdf", "--json").json
    assert (kept["reference"], kept["number"]) == (sar, 1)
    assert dpo("papers", sar, "fetch", "1").out.encode() == SHEET


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("fetch 3 --json", 2, "has no paper 3. Kept are: 1."),
        ("fetch 1 --json --override", 2, "leave out the override"),
        ("add /nowhere/at/all.pdf", 2, "can't be read"),
        ("add /dev/zero", 2, "no file but a device"),
    ],
)
def test_what_means_nothing_is_told(
    dpo: Run, sar: str, sheet: str, line: str, code: int, says: str
) -> None:
    dpo("papers", sar, "add", sheet)
    more = ("I looked at it myself",) if line.endswith("--override") else ()
    ran = dpo("papers", sar, *line.split(), *more)
    assert (ran.code, says in ran.err) == (code, True), ran.err


def test_a_ruling_on_paper_shows_its_sheet_everywhere(dpo: Run, dsc: str, sheet: str) -> None:
    dpo("papers", dsc, "add", sheet)
    line = ("decide", dsc, "refuse", "--reason", "No power", "--by", "head", "--evidence")
    assert dpo(*line, "paper 4").code == 2
    assert dpo(*line, "paper 1", person="clerk").code == 1
    assert dpo(*line, "paper 1").code == 0
    kept = "on paper, recorded by Amara Okafor, kept as paper 1"
    for shown in ("show", "checklist"):
        assert kept in " ".join(dpo(shown, dsc).out.split())
    assert dpo("show", dsc, "--json").json["decision"]["paper"] == 1
    assert dpo("verify").code == 0


def test_a_clerk_adds_and_the_size_is_limited_by_the_office(
    dpo: Run, sar: str, home: Path, tmp_path: Path
) -> None:
    settings = home / "data" / "dpo.toml"
    settings.write_text(f"{settings.read_text()}\n[papers]\nlargest_mb = 1\n")
    file = tmp_path / "film.mp4"
    file.write_bytes(b"x" * 1_000_001)
    ran = dpo("papers", sar, "add", str(file), person="clerk")
    assert (ran.code, "larger than 1 MB" in ran.err) == (2, True)
    file.write_bytes(b"x" * 1_000_000)
    assert dpo("papers", sar, "add", str(file), person="clerk").code == 0
    assert dpo("papers", sar, "add", str(file), person="auditor").code == 1


def test_verify_mends_what_a_killed_process_left(
    dpo: Run, sar: str, sheet: str, home: Path
) -> None:
    dpo("papers", sar, "add", sheet)
    (file,) = (path for path in (home / "data" / "papers").rglob("*") if path.is_file())
    file.rename(file.with_name(f".tmp-{file.name}-0a1b2c3d"))
    ran = dpo("verify")
    assert (ran.code, "paper 1 was put in its place" in ran.err) == (0, True)
    assert file.read_bytes() == SHEET
    file.with_name(f".tmp-{'0' * 64}-0a1b2c3d").touch(0o600)
    sheets = home / "data" / ".tmp-sheet-x"
    sheets.mkdir(0o700)
    dpo("settings", "check", "--mend")
    assert ([*file.parent.iterdir()], sheets.exists()) == ([file], False)

"""The people of a shared account: no homes, and no files on the host by their path."""

import io
import os
import zipfile
from base64 import b64decode
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.conftest import make_home

SWITCHES = ("makes_homes", "reads_files", "writes_files")


def switch(home: Path, **on: bool) -> None:
    """Set the administrator's switches, each off unless it is named."""
    settings = home / "data" / "dpo.toml"
    text = settings.read_text("utf-8")
    for name in SWITCHES:
        for value in ("true", "false"):
            text = text.replace(f"{name} = {value}", f"{name} = {str(on.get(name, False)).lower()}")
    settings.write_text(text, "utf-8")


@pytest.fixture
def case(dpo: Run, sar: str, home: Path) -> str:
    """Return a case with a letter, in a home whose people share an account."""
    assert dpo("letter", "write", sar, "acknowledgement", "--set", "summary=All").code == 0
    switch(home)
    return sar


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a folder outside the home, with files of somebody's own."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "found.csv").write_text("title\nPage\n")
    (folder / "dates.csv").write_text("what,first,last\nAutumn term 1,2027-09-02,2027-10-22\n")
    (folder / "letter.docx").write_bytes(b"PK")
    (folder / "key").write_text("no key")
    return folder


TRIES = {
    "a home": ("init {out}/home", "make no homes"),
    "a demo to keep": ("demo --cases 1 --keep {out}/demo --no-open", "make no homes"),
    "a demo in passing": ("demo --cases 1 --no-open", "make no homes"),
    "a pack elsewhere": ("pack {case} --to {out}", "write no files"),
    "a pack among the settings": ("pack {case} --to {home}/data/letters", "write no files"),
    "a website among the settings": ("publish {home}/data", "write no files"),
    "a notice among the settings": ("notice write --to {home}/data", "write no files"),
    "a report elsewhere": ("statistics --report {out}/report.docx", "write no files"),
    "a report as letterhead": (
        "statistics --report {home}/data/letterhead.docx", "write no files",
    ),
    "a spreadsheet": ("schedule {case} import {out}/found.csv", "read no files"),
    "the settings as a spreadsheet": (
        "schedule {case} import {home}/data/dpo.toml", "read no files",
    ),
    "a device": ("schedule {case} import /dev/zero", "read no files"),
    "term dates": ("terms import {out}/dates.csv --school oak", "read no files"),
    "term dates on trial": ("terms import {out}/dates.csv --school oak --dry-run", "read no files"),
    "a letter": ("letter adopt {case} acknowledgement {out}/letter.docx", "read no files"),
    "a form": ("application read {case} {out}/letter.docx", "read no files"),
    "a message": ("intake take {out}/letter.docx", "read no files"),
    "a file of an answer": ("files check {case} {out}/letter.docx", "read no files"),
    "a paper": ("papers {case} add {out}/letter.docx", "read no files"),
    "a backup": ("backup check {out}/key", "read no files"),
    "a key of backups": ("backup check - --identity {out}/key", "read no files"),
    "a server": ("records move postgresql://dpo@127.0.0.1:1/dpo", "move no records"),
}  # fmt: skip


def attempt(dpo: Run, line: str, case: str, home: Path, out: Path, person: str = "dpo") -> Ran:
    return dpo(*line.format(case=case, home=home, out=out).split(), person=person)


def everything(*folders: Path) -> set[Path]:
    """Return all files but the records themselves."""
    return {p for folder in folders for p in folder.rglob("*") if not p.name.startswith("records.")}


@pytest.mark.parametrize(("line", "said"), TRIES.values(), ids=TRIES)
def test_nothing_is_read_or_written_by_its_path(
    line: str, said: str, dpo: Run, case: str, home: Path, out: Path
) -> None:
    before = everything(home, out)
    ran = attempt(dpo, line, case, home, out)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "under [service] in data/dpo.toml" in ran.err
    assert everything(home, out) == before


def test_the_holder_of_the_account_names_files_as_ever(
    bare: Run, case: str, home: Path, out: Path
) -> None:
    """Nobody is named by --as, so this is no key's forced command but a shell of the account."""
    line = ("schedule", case, "import", str(out / "found.csv"))
    ran = bare("--home", str(home), "--today", "2026-11-25", *line)
    assert ran.code == 0, ran.err


INSIDE = {
    "a pack among the settings": "pack {case} --to {home}/data/letters",
    "a website among the settings": "publish {home}/data",
    "a notice among the settings": "notice write --to {home}/data",
    "a report as letterhead": "statistics --report {home}/data/letterhead.docx",
    "the settings as a spreadsheet": "schedule {case} import {home}/data/dpo.toml",
    "through a link": "schedule {case} import {out}/link",
}


@pytest.mark.parametrize("line", INSIDE.values(), ids=INSIDE)
def test_the_switches_open_no_place_inside_the_home(
    line: str, dpo: Run, case: str, home: Path, out: Path
) -> None:
    switch(home, reads_files=True, writes_files=True)
    (out / "link").symlink_to(home / "data" / "dpo.toml")
    before = everything(home, out)
    ran = attempt(dpo, line, case, home, out)
    assert (ran.code, "is among the records" in ran.err) == (1, True)
    assert everything(home, out) == before


def test_the_switches_open_no_other_home_and_no_running_program(
    dpo: Run, case: str, home: Path, tmp_path: Path
) -> None:
    switch(home, reads_files=True)
    other = make_home(tmp_path / "other")
    for place in (other / "data" / "dpo.toml", Path("/proc/self/environ")):
        ran = dpo("papers", case, "add", str(place))
        assert (ran.code, "Name a place elsewhere" in ran.err) == (1, True)


LET = {
    "a home": ("init {out}/home", "makes_homes"),
    "a pack elsewhere": ("pack {case} --to {out}", "writes_files"),
    "a website": ("publish {out}", "writes_files"),
    "a report elsewhere": ("statistics --report {out}/report.docx", "writes_files"),
    "a spreadsheet": ("schedule {case} import {out}/found.csv", "reads_files"),
    "term dates": ("terms import {out}/dates.csv --school oak", "reads_files"),
}


@pytest.mark.parametrize(("line", "needed"), LET.values(), ids=LET)
def test_an_administrator_s_switch_turns_each_on(
    line: str, needed: str, dpo: Run, case: str, home: Path, out: Path
) -> None:
    switch(home, **{name: name != needed for name in SWITCHES})
    assert attempt(dpo, line, case, home, out).code == 1
    switch(home, **{needed: True})
    ran = attempt(dpo, line, case, home, out)
    assert ran.code == 0, ran.err


def test_a_device_is_never_imported(dpo: Run, case: str, home: Path, out: Path) -> None:
    switch(home, reads_files=True)
    os.mkfifo(out / "pipe")
    for line in ("schedule {case} import {out}/pipe", "terms import /dev/zero --school oak"):
        ran = attempt(dpo, line, case, home, out)
        assert (ran.code, "a device or a pipe" in ran.err) == (2, True)


def send(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put a file on stdin."""
    stdin = io.TextIOWrapper(io.BytesIO(data), "utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    monkeypatch.setattr("dpo_console.cli.streams.STDIN", os.open(os.devnull, os.O_RDONLY))


def test_work_goes_on_over_one_key_by_the_streams(
    dpo: Run, case: str, home: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(monkeypatch, (out / "found.csv").read_bytes())
    assert dpo("schedule", case, "import", "-").code == 0
    send(monkeypatch, (out / "dates.csv").read_bytes())
    assert dpo("terms", "import", "-", "--school", "oak").code == 0
    letter = next((home / "exports" / case).glob("*.docx")).read_bytes()
    send(monkeypatch, letter)
    ran = dpo("letter", "adopt", case, "acknowledgement", "-", "--json")
    assert ran.code == 0, ran.err
    send(monkeypatch, b"By post.")
    assert dpo("papers", case, "add", "-", "--name", "post.txt", "--json").json["number"] == 1
    assert dpo("pack", case).code == 0, "its own place, data/packs, stays open"


def test_a_pack_comes_as_a_zip_on_stdout(dpo: Run, case: str, home: Path) -> None:
    for line in (("--format", "zip", "-o", "-"), ("--to", "-"), ("-o", "-")):
        before = everything(home)
        ran = dpo("pack", case, *line, "--json")
        assert ran.code == 0, ran.err
        assert "00-index.docx" in ran.json["files"]
        with zipfile.ZipFile(io.BytesIO(b64decode(ran.json["zip"]))) as made:
            assert f"{case}-pack/SHA256SUMS" in made.namelist()
            assert made.testzip() is None
        assert everything(home) == before
    assert dpo("pack", case, "--format", "zip").code == 2
    told = dpo("show", case, "--json").json["timeline"][-1]["text"]
    assert "Made an evidence pack, as a zip" in told

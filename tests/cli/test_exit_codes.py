"""The exit codes are an API: 0 fine, 1 refused or wanting, 2 meaningless, 3 retry, 70 ours."""

from pathlib import Path

import pytest

from dpo_console.cli import run as command_line
from dpo_console.cli.commands import due
from dpo_console.errors import Defect
from tests.cli.conftest import Run
from tests.store import spoiling


def test_an_auditor_is_refused_in_words(dpo: Run, sar: str) -> None:
    ran = dpo("note", sar, "seen", person="auditor")
    assert ran.code == 1
    assert "Ida Frost" in ran.err


def test_a_release_past_the_gate_is_refused_with_every_reason(dpo: Run, disclosure: str) -> None:
    reasons = dpo("checklist", disclosure, "--json").json["gate"]["reasons"]
    ran = dpo("release", disclosure)
    assert ran.code == 1
    assert len(reasons) > 5
    assert all(reason in ran.err for reason in reasons)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "sar", "--received", "2026-11-02", "--requester", "  "),
        ("add", "sar", "--received", "2026-11-02"),
        ("add", "sra", "--received", "2026-11-02", "--requester", "Jane Doe"),
        ("add", "sar", "--received", "31 Nov 2026", "--requester", "Jane Doe"),
        ("add", "sar", "--received", "2026-11-26", "--requester", "Jane Doe"),
        ("add", "sar", "--received", "2026-11-02", "--requester", "Jane Doe", "--school", "ash"),
        ("quick", "sar"),
        ("show", "SAR-2026-0099"),
        ("list", "--view", "urgent"),
        ("list", "band:red"),
        ("list", "due:soon"),
        ("nonsense",),
        ("list", "--nonsense"),
        ("--today", "someday", "list"),
    ],
)
def test_what_means_nothing_is_2_and_changes_nothing(dpo: Run, arguments: tuple[str, ...]) -> None:
    ran = dpo(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert dpo("list", "--json").json == []


def test_a_tail_of_a_reference_is_enough_when_only_one_ends_so(dpo: Run, sar: str) -> None:
    assert dpo("show", "0001", "--json").json["reference"] == sar
    assert dpo("show", sar.lower(), "--json").json["reference"] == sar


def test_locked_records_are_3(
    dpo: Run, sar: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiling.wait_briefly(monkeypatch, 0.05, to_write=True)
    with spoiling.held(spoiling.records_of(home)):
        ran = dpo("note", sar, "hello")
    assert ran.code == 3
    assert "try again" in ran.err.lower()


def test_our_own_mistake_is_70_and_shows_a_reference_and_no_data(
    dpo: Run, sar: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Jane Doe, EHC plan")

    monkeypatch.setattr(due, "due_report", broken)
    ran = dpo("due", "--json")
    log = home / "data" / "errors.log"
    assert (ran.code, ran.out) == (Defect.exit_code, "")
    assert "Jane" not in ran.err + log.read_text()
    reference = log.read_text().split()[1]
    assert reference in ran.err
    assert log.stat().st_mode & 0o777 == 0o600


def test_without_a_home_it_says_how_to_make_one(bare: Run, tmp_path: Path) -> None:
    ran = bare("--home", str(tmp_path / "nowhere"), "list")
    assert ran.code == 2
    for does in ("demo", f"init {tmp_path / 'nowhere'}", "guide", "--home FOLDER"):
        assert f"dpo-console {does}\n" in ran.err


def test_a_file_that_is_no_database_is_named(dpo: Run, sar: str, home: Path) -> None:
    spoiling.records_of(home).write_text("Dear Sir or Madam, this is a letter. " * 40)
    ran = dpo("list")
    assert ran.code in (1, 2)
    assert spoiling.records_of(home).name in ran.err


def test_an_error_that_cannot_be_told_shows_nobodys_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def unable(words: str) -> None:
        raise ValueError(words)

    monkeypatch.setattr(command_line, "narrate", unable)
    line = ["--home", str(home), "--as", "dpo", "show", "Jane-Doe"]
    assert command_line.run(line, lambda _: 0) == Defect.exit_code
    assert capfd.readouterr() == ("", command_line.LAST_WORDS)

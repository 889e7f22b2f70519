"""Failures to print differ from failures to act, and no finished act is denied."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ADD = "add sar --received 2026-11-02 --requester 'Zoë Ňemcová' --channel email"
SAVED = "saved, but it could not be printed"
FAILING = (">/dev/full", ">&-")


Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shell(home: Path, program: Path) -> Shell:
    """Return a function that runs a line of a shell, in which $DPO is the program at the home.

    Python itself starts where all streams are closed, or the environment says how text is written.
    """

    def run(line: str, **environ: str) -> subprocess.CompletedProcess[str]:
        anew = environ or line.endswith(">&- 2>&- <&-")
        start = f"{sys.executable} -m dpo_console" if anew else str(program)
        at = f"{start} --home {home} --today 2026-11-25 --as dpo"
        return bash(line, DPO=at, **environ)

    return run


def bash(line: str, **environ: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environ}
    return subprocess.run(
        ["bash", "-c", line], env=env, capture_output=True, text=True, errors="replace", check=False
    )


def number_of_cases(shell: Shell) -> int:
    return shell("$DPO list --json").stdout.count('"reference"')


def test_a_greeting_that_leaves_at_once_has_said_it_all(shell: Shell, sar: str) -> None:
    ran = shell("$DPO due --on 2026-12-20", PYTHONIOENCODING="utf-8")  # a process of its own
    assert (ran.returncode, sar in ran.stdout) == (1, True)
    assert ran.stderr.splitlines()[0] == "1 overdue."
    full = shell("$DPO due --on 2026-12-20 >/dev/full", PYTHONIOENCODING="utf-8")
    assert (full.returncode, "could not be printed" in full.stderr) == (3, True)


LOST_MEANWHILE = """
import dpo_console.cli.commands.due as due
from dpo_console.__main__ import be_the_program
from dpo_console.errors import TryAgain
def lost(desk):
    raise TryAgain("The server is gone.")
due.overdue_reviews = lost
be_the_program()
"""


def test_what_was_printed_before_the_server_was_lost_comes_out(home: Path, sar: str) -> None:
    line = ["--home", str(home), "--as", "dpo", "--today", "2026-12-20", "due"]
    ran = subprocess.run(
        [sys.executable, "-c", LOST_MEANWHILE, *line], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, sar in ran.stdout) == (3, True), ran.stderr
    assert "The server is gone." in ran.stderr


@pytest.mark.parametrize("where", FAILING)
@pytest.mark.parametrize("form", ["", "--json"])
def test_a_change_that_cannot_be_printed_is_told_to_be_saved(
    shell: Shell, form: str, where: str
) -> None:
    ran = shell(f"$DPO {ADD} {form} {where}")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert SAVED in ran.stderr
    assert "reference" not in ran.stderr
    assert number_of_cases(shell) == 1


@pytest.mark.parametrize(
    "line",
    [
        "note 1 'Rang them'",
        "fact 1 acknowledged",
        "letter write 1 acknowledgement",
        "letter write 1 acknowledgement --json",
    ],
)
def test_so_is_any_other(shell: Shell, sar: str, line: str) -> None:
    ran = shell(f"$DPO {line} >/dev/full")
    assert (ran.returncode, SAVED in ran.stderr) == (3, True), ran.stderr


@pytest.mark.parametrize(
    "line",
    ["list >&-", "due >&-", "due --json >/dev/full", "--help >/dev/full", "scope 1 >/dev/full"],
)
def test_what_only_shows_claims_nothing(shell: Shell, sar: str, disclosure: str, line: str) -> None:
    ran = shell(f"$DPO {line.replace(' 1 ', f' {disclosure} ')}")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "could not be printed" in ran.stderr
    assert "saved" not in ran.stderr


def test_a_letter_that_does_not_fit_where_it_goes_is_no_success(shell: Shell, sar: str) -> None:
    assert shell("$DPO letter write 1 acknowledgement").returncode == 0
    ran = shell("$DPO letter fetch 1 >/dev/full")
    assert (ran.returncode, "could not be printed" in ran.stderr) == (3, True)


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&- <&-"])
def test_narration_that_nobody_hears_stops_nothing(shell: Shell, where: str) -> None:
    for _ in range(2):  # the second time it would say that it may be a repeat
        ran = shell(f"$DPO {ADD} --json {where}")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert '"reference"' in ran.stdout
    assert shell(f"$DPO show nonsense {where}").returncode == 2


def test_with_nowhere_to_speak_the_exit_code_still_tells(shell: Shell) -> None:
    assert shell(f"$DPO {ADD} >&- 2>&- <&-").returncode == 3
    assert number_of_cases(shell) == 1
    assert shell("$DPO verify --json").returncode == 0


@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=["latin-1", "ascii", "C"],
)
def test_a_name_that_the_terminal_cannot_spell_is_shown_by_code(
    shell: Shell, dpo: Run, environ: dict[str, str]
) -> None:
    name = "Ňemcová \x1b 田中"
    assert dpo("add", "sar", "--received", "2026-11-02", "--requester", name).code == 0
    for line in ("list", "show 1"):
        ran = shell(f"$DPO {line}", **environ)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "\\u7530" in ran.stdout
    assert shell("$DPO list --view '田'", **environ).returncode == 2


def test_help_whose_reader_has_gone_is_no_crash(shell: Shell) -> None:
    ran = shell("$DPO --help | true; echo ${PIPESTATUS[0]}")
    assert ran.stderr == ""
    assert ran.stdout.strip() in ("0", "141")


def test_a_new_home_whose_name_cannot_be_printed_is_there(program: Path, tmp_path: Path) -> None:
    ran = bash(f"{program} init {tmp_path / 'office'} >/dev/full")
    assert (ran.returncode, SAVED in ran.stderr) == (3, True)
    assert (tmp_path / "office" / "data" / "dpo.toml").exists()


def test_a_demo_that_nobody_is_told_of_is_taken_away(program: Path, tmp_path: Path) -> None:
    ran = bash(f"{program} demo --cases 1 --no-open >/dev/full", TMPDIR=str(tmp_path))
    assert (ran.returncode, SAVED in ran.stderr) == (3, False)
    assert list(tmp_path.iterdir()) == []

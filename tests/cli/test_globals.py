import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cli.commands import queue
from tests.cli.conftest import Run


def test_no_command_opens_the_console_at_the_desk(dpo: Run, opened: list[Desk], home: Path) -> None:
    assert dpo().code == 0
    (desk,) = opened
    assert desk.home.root == home
    assert desk.person.slug == "dpo"
    assert desk.today.isoformat() == "2026-11-25"


def test_global_options_may_follow_the_command(bare: Run, home: Path) -> None:
    ran = bare("list", "--home", str(home), "--today", "2026-11-25", "--as", "clerk", "--json")
    assert (ran.code, ran.json) == (0, [])


def test_the_home_may_come_from_the_environment(
    bare: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DPO_CONSOLE_HOME", str(home))
    assert bare("list", "--as", "clerk", "--json").json == []


def test_a_forced_as_cannot_be_overridden(dpo: Run, bare: Run, home: Path) -> None:
    forced = ("--home", str(home), "--as", "auditor")
    for typed in (("--as", "dpo", "list"), ("list", "--as", "dpo")):
        ran = bare(*forced, *typed)
        assert ran.code == 2
        assert "--as" in ran.err
    assert bare(*forced, "list", "--as", "auditor").code == 0
    spelt_otherwise = f"{home.parent}/./{home.name}"  # as a copied line may spell it
    assert bare(*forced, "--home", spelt_otherwise, "list").code == 0
    assert bare(*forced, "--home", str(home.parent), "list").code == 2


def test_today_moves_the_dates_and_not_the_audit_log(dpo: Run, sar: str) -> None:
    dpo("note", sar, "looked at", today="2026-12-24")
    last = dpo("show", sar, "--json", today="2026-12-24").json["timeline"][-1]
    assert "looked at" in last["text"]
    assert not last["at"].startswith("2026-12-24")


def test_ctrl_c_ends_a_command_without_a_word(dpo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(queue, "page", interrupted)
    ran = dpo("list")
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "")


def test_the_tab_key_completes_commands(monkeypatch: pytest.MonkeyPatch, bare: Run) -> None:
    for name, value in {
        "_DPO_CONSOLE_COMPLETE": "bash_complete",
        "COMP_WORDS": "dpo-console expl",
        "COMP_CWORD": "1",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        bare()
    assert ended.value.code == 0


def test_the_console_is_not_poured_into_a_pipe(home: Path, program: Path) -> None:
    ran = subprocess.run(
        [program, "--home", str(home), "--as", "dpo"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "ssh -t" in ran.stderr


def test_the_version_is_printed_without_records(bare: Run) -> None:
    number = version("dpo-console")
    assert (bare("--version").out, bare("--json", "--version").json) == (
        f"dpo-console {number}\n",
        {"version": number},
    )

"""The command lines that officers copy and type elsewhere."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import (
    email_line,
    fetch_line,
    output_line,
    schedule_lines,
)
from dpo_console.config import Home
from tests.conftest import DeskOf


def test_whatever_a_path_holds_is_one_word_for_the_shell(desk: Desk) -> None:
    for path in ("/srv/dpo/a.docx", '/srv/my dpo\'s $(id)/`x`;"a".docx', "/srv/-o/*?.docx"):
        line = fetch_line(desk, Path(path))
        assert shlex.split(line) == ["scp", f"dpo.example.org:{path}", "."]
    assert fetch_line(desk, Path("/srv/a.docx")) == "scp dpo.example.org:/srv/a.docx ."


def test_a_command_over_ssh_finds_the_same_records_as_the_same_person(
    desk: Desk, desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = Path("/srv/my dpo's $(id)")
    there = replace(desk_of("clerk"), home=Home(odd))
    lines = (
        output_line(there, "SAR-2026-0001", ""),
        email_line(there, "SAR-2026-0001", "clarification"),
        *schedule_lines(there, "SAR-2026-0001"),
    )
    for line in lines:
        ssh, host, *remote = shlex.split(line.partition(" > ")[0].partition(" < ")[0])
        assert (ssh, host) == ("ssh", "dpo.example.org")
        said = ["dpo-console", "--home", str(odd), "--as", "clerk"]
        assert shlex.split(" ".join(remote))[:5] == said  # as the shell over there reads it
    monkeypatch.setenv("HOME", str(desk.home.root))
    usual = output_line(desk, "SAR-2026-0001", "")
    assert usual.startswith("ssh dpo.example.org dpo-console ")
    assert "--home" not in usual

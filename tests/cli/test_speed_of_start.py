"""Modules that a command must not load: the login banner waits for neither console nor ORM."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SLOW = ("textual", "sqlmodel", "sqlalchemy", "pydantic", "docx", "markdown_it")
PROGRAM = f"""
import json, sys
from dpo_console.__main__ import main
for line in json.loads(sys.argv[1]):
    sys.argv[1:] = line
    code = main()
    if code:
        sys.exit(f"{{line}} ended with {{code}}")
    slow = {set(SLOW)!r} | ({{"dpo_console.store.audit.chain"}} if "due" in line else set())
    if loaded := slow & sys.modules.keys():
        sys.exit(f"{{line}} loads {{sorted(loaded)}}")
"""

FIRST_FRAME = """
import gc, sys
from dpo_console.cli.run import run
from dpo_console.tui import run_console
def open_console(make_desk):
    def desk():
        from textual.app import App
        from dpo_console.tui.app import ConsoleApp
        from dpo_console.tui.terminal.first_frame import FirstFrame
        ConsoleApp.run = lambda app, mouse: App.run(app, headless=True)
        FirstFrame.send = sent
        return make_desk()
    return run_console(desk)
def sent(frame):
    loaded.extend(sys.modules)
    frame.app.exit()
loaded = []
code = run(sys.argv[1:], open_console)
print(*loaded, file=sys.stderr)
sys.exit(code if gc.isenabled() else 1)
"""
HELP_PAGE = """
import sys
from dpo_console.cli.run import run
code = run(["--help"], lambda desk: 0)
print(*(m for m in sys.modules if m.startswith("dpo_console.cli.commands")), file=sys.stderr)
sys.exit(code)
"""
COMMANDS = (
    ("due",),
    ("list",),
    ("--help",),
    ("clock", "sar", "1 Sep 2026"),
    ("kinds",),
    ("guide",),
    ("guide", "keys"),
    ("show", "1"),
    ("explain", "1"),
    ("checklist", "1"),
    ("schedule", "1"),
    ("search", "1"),
    ("party", "1"),
    ("particulars", "1"),
    ("register",),
    ("statistics",),
    ("terms",),
    ("verify",),
    ("letter", "--help"),
    ("schedule", "1", "--help"),
    ("add", "--help"),
    ("note", "--help"),
    ("release", "--help"),
    ("letter", "write", "--help"),
)
LATER = {
    "click", "sqlalchemy", "docx", "dpo_console.cases.view.views",
    "dpo_console.store.cases.case_rows", "dpo_console.law.clock", "dpo_console.law.facts",
    "dpo_console.law.model", "dpo_console.store.audit.chain", "json", "secrets", "_uuid",
    "platform", "rich._ratio", "rich.box", "textual.types", "textual.widgets._input",
    "textual.widgets._option_list", "hashlib",
}  # fmt: skip


@pytest.mark.of_the_file  # what has tests keep their records in PostgreSQL loads more
def test_the_first_frame_loads_no_case(sar: str, home: Path) -> None:
    options = ["--home", str(home), "--today", "2026-11-25", "--as", "dpo"]
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, *options],
        capture_output=True, text=True, check=False, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    loaded = set(ran.stderr.split())
    assert "dpo_console.tui.screens.queue.queue" in loaded, ran.stderr
    assert LATER & loaded == set()
    assert ran.returncode == 0, "garbage isn't collected again once the first frame is out"


def test_no_command_that_reads_loads_what_is_slow(dpo: Run, sar: str, home: Path) -> None:
    options = ["--home", str(home), "--today", "2026-11-25", "--as", "dpo"]
    lines = json.dumps([[*options, *arguments] for arguments in COMMANDS])
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, lines],
        capture_output=True, text=True, check=False, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


def test_the_help_page_reads_no_command_file() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", HELP_PAGE], capture_output=True, text=True, check=False
    )
    assert "What needs doing" in ran.stdout
    assert ran.stderr.split() == []

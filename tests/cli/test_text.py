"""Text from strangers shows exactly and safely in everything that is printed."""

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from dpo_console.text import show_line
from tests.casework.gates import AT_HOME
from tests.cli.conftest import Run
from tests.hostile import HOSTILE

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STORABLE = [
    text
    for text in HOSTILE
    if not re.search("[\x00\ud800-\udfff\n\r\x0b\x0c\x85\u2028\u2029]", text)
]


def test_names_show_exactly_and_safely(dpo: Run) -> None:
    references = {name: _logged(dpo, name) for name in STORABLE}
    listed = [dpo("list").out, dpo("due").out]
    for name, reference in references.items():
        if reference:
            kept = dpo("show", reference, "--json").json["requester"]
            printed = [dpo("show", reference).out, dpo("explain", reference).out]
            assert show_line(kept) in printed[0], name
            assert show_line(kept) in listed[0], name
            assert not any(map(UNSAFE.search, printed)), name
    assert not any(map(UNSAFE.search, listed))
    assert sum(map(bool, references.values())) > 50


def _logged(dpo: Run, name: str) -> str:
    """Log a request with a name in every field, and return its reference, or '' if refused."""
    added = dpo("add", "sar", "--received", "2026-11-02", "--requester", name, "--subject", name,
                "--organisation", name, "--summary", name, "--json")  # fmt: skip
    if added.code == 2:
        assert "requester" in added.err
        return ""
    return str(added.json["reference"])


@pytest.mark.parametrize("name", ["Jane\x00Doe", "Jane\ud800Doe", "Jane\nDoe"])
def test_what_cannot_be_a_name_is_refused_and_the_character_named(dpo: Run, name: str) -> None:
    ran = dpo("add", "sar", "--received", "2026-11-02", "--requester", name)
    assert ran.code == 2
    assert "requester" in ran.err
    assert dpo("list", "--json").json == []


def test_a_formula_in_the_register_is_no_formula(dpo: Run) -> None:
    name = "=cmd|'/c calc'!A1"
    added = dpo("add", "disclosure", "--received", "today", "--requester", "Kim Ito",
                "--requester-kind", "researcher", "--organisation", name, "--json")  # fmt: skip
    reference = added.json["reference"]
    dpo("scope", reference, "--purpose", name, "--item", "year-group", "--cohort", "y")
    for row in dpo("checklist", reference, "--json").json["criteria"]:
        dpo("assess", reference, row["id"], "met", "--evidence", "seen")
    dpo("particulars", reference, *(f"{field}={value}" for field, value in AT_HOME.items()))
    dpo("fact", reference, "terms_signed", "--note", "Both copies")
    dpo("decide", reference, "approve", "--reason", "fine", person="head")
    assert dpo("release", reference).code == 0
    assert f"'{name}" in dpo("register", "--format", "csv").out


def test_a_hostile_argument_is_safe_in_the_error(dpo: Run) -> None:
    for arguments in (("show", "\x1b[2J"), ("\x1b]0;x",), ("list", "band:\x1b[2J"),
                      ("clock", "sar", "\x1b[2J")):  # fmt: skip
        ran = dpo(*arguments)
        assert ran.code == 2
        assert "\x1b" not in ran.err


def on_a_terminal(program: Path, *arguments: str, **environ: str) -> tuple[int, bytes]:
    """Run a command on a pseudo-terminal of 80 columns and return what it sent there."""
    main, side = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environ}
    with subprocess.Popen(
        [program, *arguments],
        stdin=side, stdout=side, stderr=side, env=env,
    ) as process:  # fmt: skip
        os.close(side)
        sent = b""
        while True:
            try:
                sent += os.read(main, 65536)
            except OSError:
                break
    os.close(main)
    return process.returncode, sent


def test_no_color_is_honoured_and_lines_fit_the_terminal(
    dpo: Run, sar: str, home: Path, program: Path
) -> None:
    at = ("--home", str(home), "--today", "2026-11-25", "--as", "dpo")
    code, sent = on_a_terminal(program, *at, "explain", sar, NO_COLOR="1")
    assert code == 0
    assert not re.search(rb"\x1b\[[0-9;]*[34]\d", sent)
    assert b"\x1b" not in on_a_terminal(program, *at, "list", NO_COLOR="1")[1]
    plain = re.sub(r"\x1b\[[0-9;]*m", "", sent.decode())
    assert all(len(line.rstrip()) <= 80 for line in plain.splitlines())


def test_a_word_file_is_not_poured_onto_a_terminal(
    dpo: Run, sar: str, home: Path, program: Path
) -> None:
    assert dpo("letter", "write", sar, "acknowledgement").code == 0
    code, sent = on_a_terminal(program, "--home", str(home), "--as", "dpo", "letter", "fetch", sar)
    assert code == 1
    assert b"reply.docx" in sent
    assert b"PK" not in sent


def test_json_is_not_wrapped_or_coloured_on_a_terminal(
    dpo: Run, sar: str, home: Path, program: Path
) -> None:
    import json

    code, sent = on_a_terminal(program, "--home", str(home), "--as", "dpo", "show", sar, "--json")
    assert code == 0
    assert json.loads(sent)["reference"] == sar


def test_a_reader_that_has_gone_is_no_crash(dpo: Run, sar: str, home: Path, program: Path) -> None:
    command = f"{program} --home {home} --as dpo show {sar} --json | true"
    ran = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stderr == ""
    assert ran.stdout.strip() in ("0", "141")

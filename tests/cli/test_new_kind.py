"""A kind that is new to the program: one more file among the statutes, known to every command."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import dpo_console
from tests.law.test_kinds_as_data import NEW_KIND

PACKAGE = Path(dpo_console.__file__).parent


PROGRAM = """
import json, sys
from contextlib import redirect_stdout
from io import StringIO
from dpo_console.cli.run import run
for line in sys.stdin:
    with redirect_stdout(StringIO()) as out:
        code = run(json.loads(line), lambda _: 0)
    print(json.dumps([code, out.getvalue()]), flush=True)
"""

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Return a function that runs a line in a copy of the program that has one more kind.

    The copy has compiled files as far as there are some, and starts once for all lines.
    """
    shutil.copytree(PACKAGE, tmp_path / "dpo_console")
    statutes = tmp_path / "dpo_console" / "law" / "statutes"
    (statutes / "visitors-book.toml").write_text(NEW_KIND, encoding="utf-8")
    first = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    environ = os.environ | {"DPO_CONSOLE_HOME": str(tmp_path / "home"), "PYTHONPATH": first}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip

        def call(*arguments: str) -> Any:  # noqa: ANN401 - any content of the document
            assert program.stdin
            assert program.stdout
            line = json.dumps(["--today", "2026-11-25", *arguments, "--json"])
            print(line, file=program.stdin, flush=True)
            code, out = json.loads(program.stdout.readline())
            assert code == 0, out
            return json.loads(out)

        call("init", "home")
        yield call


def test_a_case_of_a_new_kind_from_its_first_day_to_its_last(run: Run) -> None:
    given = ("--received", "2026-11-20", "--requester", "Jane Doe", "--channel", "letter")
    added = run("add", "visitors-book", *given)
    assert (added["reference"], added["clock"]["due"]) == ("VIS-2026-0001", "2026-11-30")
    reference = added["reference"]
    (row,) = run("list", "kind:visitors-book")
    assert (row["band"], row["next_action"]) == ("week", "Open the book")
    found = {tuple(w["facts"]): w["sentence"] for w in run("what-if", reference)["what_ifs"]}
    assert "will be Tue 8 Dec 2026, not Mon 30 Nov 2026" in found[("id_requested",)]
    assert "will be Thu 10 Dec 2026" in found[("extension_notified",)]
    run("fact", reference, "id_requested", "--note", "Nobody knows the name")
    clock = run("explain", reference)["clock"]
    assert (clock["status"], clock["chase_on"]) == ("paused", "2026-12-02")
    run("close", reference, "--outcome", "shown")
    assert run("list", "--view", "closed")[0]["reference"] == reference
    assert run("verify")["sound"]

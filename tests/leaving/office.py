"""A prepared home, its cases by name, and command lines that run in it as somebody types them."""

import re
import shlex
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from dpo_console.cases.records.witness import as_kept
from dpo_console.cases.records.witness import head as head_of
from dpo_console.cases.view.case import case_view
from dpo_console.cli.run import run
from tests.cli.conftest import Ran
from tests.conftest import desks
from tests.leaving import given_files, tricks

PERSON = re.compile(r"(\w+): ")
NAME = re.compile(r"\{([a-z0-9-]+)(?:\.(\w+))?\}")


@dataclass(frozen=True)
class Office:
    """A home on the test's own day, with the reference of each case by its name in cases.toml."""

    home: Path
    cases: dict[str, str]

    def run(self, line: str, *more: str) -> Ran:
        """Run a line such as `clerk: letter fetch {ready}`. Without a person, the DPO types it.

        `{NAME}` is the reference of a case, and `{NAME.FACT}` the number of its standing fact.
        `!TRICK REF` changes something outside the program. `< FILE` gives a file on stdin.
        """
        said = PERSON.match(line)
        person, typed = (said[1], line[said.end() :]) if said else ("dpo", line)
        words = shlex.split(NAME.sub(self._named, typed))
        if words[0].startswith("!"):
            tricks.TRICKS[words[0][1:]](self.home, *words[1:])
            return Ran(0, "", "")
        stdin = b""
        if "<" in words:
            stdin = given_files.FILES[words[-1]](self.home)
            words = words[:-2]
        return self._run(person, [*words, *more], stdin)

    def _run(self, person: str, words: list[str], stdin: bytes) -> Ran:
        """Run a command with streams of its own: a letter's bytes go to stdout."""
        out, err = TextIOWrapper(BytesIO(), encoding="utf-8"), StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
            code = run(["--home", str(self.home), "--as", person, *words], lambda _: 0)
            out.flush()
        assert isinstance(out.buffer, BytesIO)
        return Ran(code, out.buffer.getvalue().decode(errors="replace"), err.getvalue())

    def _named(self, match: re.Match[str]) -> str:
        """Return the reference of a case, or the number of a standing fact of it."""
        reference = self.cases[match[1]]
        if not match[2]:
            return reference
        facts = case_view(desks(self.home)(), reference).facts
        return str([f.id for f in facts if f.name == match[2] and not f.superseded_by][-1])

    def do(self, line: str) -> Ran:
        """Run a line that must succeed. After `?`, it may find something too."""
        ran = self.run(line.removeprefix("?"))
        assert ran.code in ((0, 1) if line.startswith("?") else (0,)), (line, ran.code, ran.err)
        return ran

    def copy(self, to: Path) -> "Office":
        """Return the same office in a home of its own."""
        shutil.copytree(self.home, to, symlinks=True)
        return Office(to, self.cases)

    @property
    def state(self) -> tuple[str, tuple[str, ...]]:
        """The head of the audit log, and the files that the office has written."""
        files = (self.home / "exports").rglob("*"), (self.home / "data").rglob("*.d*")
        names = sorted(str(file.relative_to(self.home)) for part in files for file in part)
        return as_kept(head_of(desks(self.home)())), tuple(names)

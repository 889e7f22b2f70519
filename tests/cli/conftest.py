"""Fixtures that run command lines as `dpo-console` would, in a fresh home on a fixed day."""

import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cli.run import run
from dpo_console.config import Home
from tests.cli import ready
from tests.conftest import Begin

TODAY = "2026-11-25"


@dataclass(frozen=True)
class Ran:
    """The result of a command line."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - any content of the document
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _noon(noon: None) -> None:
    """Stand the clock still: what a command records is stamped with noon of TODAY."""


@pytest.fixture
def opened() -> list[Desk]:
    """Return the desks at which the console was opened."""
    return []


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str], opened: list[Desk]) -> Run:
    """Return a function that runs exactly the given arguments."""

    def call(*arguments: str) -> Ran:
        def open_console(make_desk: Callable[[], Desk]) -> int:
            opened.append(make_desk())
            return 0

        capsys.readouterr()
        code = run(arguments, open_console)
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def dpo(bare: Run, home: Path) -> Run:
    """Return a function that runs a command in the home, on TODAY, as the DPO by default."""

    def call(*arguments: str, person: str = "dpo", today: str = TODAY) -> Ran:
        return bare("--home", str(home), "--today", today, "--as", person, *arguments)

    return call


@pytest.fixture(scope="session")
def program() -> Iterator[Path]:
    """Return an executable file that stands for `dpo-console`, and starts quickly."""
    with ready.program() as file:
        yield file


SAR = (
    "add", "sar", "--received", "2026-11-02", "--requester", "Jane Doe", "--requester-kind",
    "parent", "--subject", "Tom Doe", "--channel", "email", "--summary", "Everything on Tom",
)  # fmt: skip


@pytest.fixture
def sar(dpo: Run, home: Path, begin: Begin) -> str:
    """Return the reference of a subject access request received on 2 November 2026."""
    if Home(home).database.exists():
        return str(dpo(*SAR, "--json").json["reference"])
    begin(home, with_a_sar)
    return "SAR-2026-0001"


def with_a_sar(home: Path) -> None:
    as_dpo(home, *SAR)


def as_dpo(home: Path, *arguments: str) -> str:
    """Run a command in a home as the DPO, for records that tests share. Return its output."""
    line = ["--home", str(home), "--today", TODAY, "--as", "dpo", *arguments]
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()):
        assert run(line, lambda _: 0) == 0
    return out.getvalue()


DISCLOSURE = (
    "add", "disclosure", "--received", "2026-11-02", "--requester", "Priya Nair",
    "--requester-kind", "researcher", "--organisation", "Fenwick University", "--json",
)  # fmt: skip


@pytest.fixture
def disclosure(dpo: Run) -> str:
    """Return the reference of a researcher's request."""
    ran = dpo(*DISCLOSURE)
    assert ran.code == 0, ran.err
    return str(ran.json["reference"])

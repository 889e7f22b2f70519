"""A script that makes homes/RELEASE with that release's own code, from this repository.

    python tests/store/make_homes.py [RELEASE...]

It takes each release from its commit and installs it with its own dependencies. The release then
does the acts of homes/acts-*.txt through its command line, with a fixed clock, account and random
numbers. The records come out the same each time. Word files may not, with other libraries.

Run it only for a new release. Never make a checked-in home again with changed acts or settings
unless you mean to: its golden file changes with it.
"""

import argparse
import hashlib
import importlib
import io
import json
import os
import pwd
import secrets
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

HOMES = Path(__file__).resolve().parent / "homes"
REPOSITORY = HOMES.parents[2]

RELEASES = {
    # 0.1.0 is the version from the first commit on. This is the last one before layout 2.
    "0.1.0": "69a94e5",
    # The others are the commits that set the version.
    "0.2.0": "28cfb95",
    "0.3.0": "1fd886f",
    "0.4.0": "b870f5b",
}

ACTS = {
    "0.1.0": ("0.1.0",),
    "0.2.0": ("0.2.0",),
    "0.3.0": ("0.2.0", "0.3.0"),
    "0.4.0": ("0.2.0", "0.3.0", "0.4.0"),
}
"""The files of acts that a release is told to do, in order."""

LEFT_BEHIND = ("*-journal", "*-wal", "*-shm")
"""The files that SQLite leaves beside the records."""

ACCOUNT = "office"
DO = "--do"
"""Says that this process has a release's code, and does the acts."""


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == [DO]:
        do(Path(arguments[1]), arguments[2])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", nargs="*", help=f"{', '.join(RELEASES)}; all, if none is named")
    for release in parser.parse_args(arguments).release or RELEASES:
        with tempfile.TemporaryDirectory() as folder:
            python = install(release, Path(folder))
            make(release, python)


def install(release: str, folder: Path) -> Path:
    """Install a release from this repository's history; returns its Python."""
    commit = RELEASES[release]
    what = ["git", "-C", str(REPOSITORY), "archive", commit, "dpo_console", "pyproject.toml"]
    archive = subprocess.run([*what, "README.md"], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder / "code", filter="data")
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", str(folder / "code")], check=True)
    return python


def make(release: str, python: Path) -> None:
    """Make one home with that Python, in place of an earlier one."""
    home = HOMES / release
    shutil.rmtree(home, ignore_errors=True)
    (home / "data").mkdir(parents=True)
    (home / "exports").mkdir()
    further = ("settings-since-0.2.0.toml",) if release != "0.1.0" else ()
    texts = [(HOMES / name).read_text("utf-8") for name in ("settings.toml", *further)]
    (home / "data" / "dpo.toml").write_text("".join(texts), "utf-8")
    command = [str(python), "-I", str(Path(__file__).resolve()), DO, str(home), release]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(home / "data" / "packs", ignore_errors=True)  # a pack is given away
    for pattern in LEFT_BEHIND:
        for left in (home / "data").glob(pattern):
            left.unlink()


def do(home: Path, release: str) -> None:
    """Do the acts of a release in its home. This process must have the release installed."""
    version = importlib.import_module("dpo_console").__version__
    if version != release:
        raise SystemExit(f"This is release {version}, not {release}.")
    clock = _still()
    run = importlib.import_module("dpo_console.cli.run").run
    for number, (day, who, arguments) in enumerate(acts(release)):
        clock.now = datetime.combine(day, time(9), UTC) + timedelta(minutes=number)
        given = ["--home", str(home), "--today", str(day), "--as", who]
        if arguments[0] == "@assess":
            _assess(run, given, arguments[1])
        elif run([*given, *arguments], lambda _: 0):
            raise SystemExit(f"{release} refused: {shlex.join(arguments)}")


def acts(release: str) -> Iterator[tuple[date, str, list[str]]]:
    """Read what a release is told to do: the day, who, and the arguments."""
    for name in ACTS[release]:
        for line in (HOMES / f"acts-{name}.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                day, who, *arguments = shlex.split(line)
                yield date.fromisoformat(day), who, arguments


Run = Callable[[Sequence[str], Callable[[object], int]], int]


def _assess(run: Run, given: Sequence[str], reference: str) -> None:
    """Answer as met every mandatory question that is open."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        run([*given, "checklist", reference, "--json"], lambda _: 0)
    for row in json.loads(printed.getvalue())["criteria"]:
        if row["mandatory"] and not row["verdict"] and not row.get("computed"):
            answer = ["assess", reference, row["id"], "met", "--evidence", f"Seen: {row['id']}"]
            if run([*given, *answer], lambda _: 0):
                raise SystemExit(f"{reference}: {row['id']} can't be answered.")


def _still() -> Any:  # noqa: ANN401 - a clock, as each release takes one
    """Fix the clock, the account and the random numbers of this process."""
    clock = _Clock()
    desk = importlib.import_module("dpo_console.casework.desk")
    desk.open_desk.__kwdefaults__["clock"] = clock
    pwd.getpwuid = lambda _: SimpleNamespace(pw_name=ACCOUNT)  # type: ignore[assignment,return-value]
    numbers, token, random = count(1), secrets.token_hex, os.urandom

    def token_hex(nbytes: int | None = None) -> str:
        if nbytes != 32:
            return token(nbytes)
        return hashlib.sha256(f"nonce {next(numbers)}".encode()).hexdigest()

    secrets.token_hex = token_hex
    os.urandom = lambda size: bytes(range(16)) if size == 16 else random(size)
    return clock


class _Clock:
    """Shows the moment it is set to."""

    now = datetime(2026, 9, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


if __name__ == "__main__":
    main(sys.argv[1:])

"""Processes that open a home and are killed at a given moment.

    python -m tests.store.killing

reads one job a line, forks a process for it, and prints how that process ended. This process has no
threads, so a fork is safe. A fork also saves the second that Python takes to start.
"""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from tests.store.old_homes import RELEASES, ask, put


@dataclass(frozen=True)
class Job:
    """A home to open, and the moment of the kill.

    The process dies as the statement number `before` begins, or as a file grows past `size` bytes.
    0 stands for never. `minute` is the minute of the opening, after nine.
    """

    home: str
    before: int = 0
    size: int = 0
    minute: int = 0


@dataclass(frozen=True)
class Ended:
    """The end of a process: its signal or exit code, and the statements that it began."""

    signal: int
    code: int
    statements: tuple[str, ...]


class Killer:
    """The process that forks the others."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def open(self, job: Job) -> Ended:
        """Open a home in a process of its own."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps(asdict(job))}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return Ended(answer["signal"], answer["code"], tuple(answer["statements"]))


@contextmanager
def killer() -> Iterator[Killer]:
    """Start the process that forks the others; it ends with the block."""
    command = [sys.executable, "-m", "tests.store.killing"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Killer(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait()


def main(jobs: TextIO, answers: TextIO) -> None:
    with tempfile.TemporaryDirectory() as folder:  # a fork has imported all that an opening takes
        ask(put(RELEASES[0], Path(folder) / "home"), "list", "--json")
    for line in jobs:
        answers.write(f"{json.dumps(_forked(Job(**json.loads(line))))}\n")
        answers.flush()


def _forked(job: Job) -> dict[str, Any]:
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        _open(job, told)
    os.close(told)
    with os.fdopen(heard, encoding="utf-8") as pipe:
        statements = [json.loads(line) for line in pipe]
    _, status = os.waitpid(child, 0)
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
    return {"signal": killed, "code": code, "statements": statements}


def _open(job: Job, told: int) -> None:
    """Open the home in this process, which ends with that, or before."""
    begun = 0

    def begin(statement: str) -> None:
        nonlocal begun
        begun += 1
        os.write(told, f"{json.dumps(statement)}\n".encode())
        if begun == job.before:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite3.connect

    def traced(*arguments: Any, **more: Any) -> sqlite3.Connection:  # noqa: ANN401 - as sqlite3's
        connection: sqlite3.Connection = connect(*arguments, **more)
        connection.set_trace_callback(begin)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]  # it has more forms than are used
    if job.size:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job.size, resource.RLIM_INFINITY))
    code = 70
    try:
        code = ask(Path(job.home), "list", "--json", minute=job.minute).code
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)

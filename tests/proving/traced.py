"""Work done in a process whose calls of the system are read, or made to fail, with strace."""

import os
import re
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from dpo_console.errors import DpoConsoleError

_LINE = re.compile(r"(\w+)\((.*)\) += (-?\d+)")
_FD = re.compile(r"(AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Unavailable(Exception):
    """A program that a row needs isn't on this machine, or may not do its work here."""


class Call(NamedTuple):
    """A call of the system as strace wrote it, with its arguments and its result."""

    name: str
    given: tuple[str, ...]
    result: int
    failed: bool = False

    def fd(self, place: int) -> int:
        """Return the number of an open file among the arguments."""
        return int(self.given[place].partition("<")[0])

    def of(self, place: int) -> str:
        """Return the path of an open file among the arguments."""
        found = _FD.match(self.given[place])
        return _bytes(found[2]).decode() if found else ""

    def data(self, place: int) -> bytes:
        """Return the bytes of an argument."""
        found = _TEXT.match(self.given[place])
        return _bytes(found[1]) if found else b""

    def path(self, place: int, within: int | None = None) -> str:
        """Return the whole path that an argument names, within an open folder if one is given."""
        name = self.data(place).decode()
        folder = "" if within is None or name.startswith("/") else f"{self.of(within)}/"
        return os.path.normpath(f"{folder}{name}")


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


class Traced(NamedTuple):
    """How traced work ended, in a sentence, and the calls that it made."""

    told: str
    calls: tuple[Call, ...]


Say = Callable[[str], object]


def traced(act: Callable[[Say], object], log: Path, options: Sequence[str]) -> Traced:
    """Do something in a process of its own under strace. `act` may say something as it goes on.

    It tells `saved`, or the kind and the words of an error. Raises Unavailable.
    """
    heard, tells = os.pipe()
    child = os.fork()
    if child == 0:
        _work(act, tells)
    os.close(tells)
    os.waitpid(child, os.WUNTRACED)
    command = ["strace", "-y", "-xx", "-s", "99999999", "-o", str(log), *options]
    try:
        watcher = subprocess.Popen(
            [*command, "-p", str(child)], stderr=subprocess.PIPE, text=True, bufsize=1
        )
        assert watcher.stderr
        attached = watcher.stderr.readline()
    except FileNotFoundError:
        attached = ""
    os.kill(child, signal.SIGCONT)
    with os.fdopen(heard, encoding="utf-8") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    if "attached" not in attached:
        raise Unavailable(attached)
    watcher.communicate()
    return Traced(told, tuple(_calls(log)))


def _work(act: Callable[[Say], object], tells: int) -> NoReturn:
    """Do something once strace looks on, tell how it ended, and end this process."""

    def say(words: str) -> None:
        try:
            os.write(tells, words.encode())
        except OSError:  # this was the call that fails
            os.write(tells, words.encode())

    try:
        os.kill(os.getpid(), signal.SIGSTOP)
        say(_ended(act, say))
    finally:
        os._exit(0)


def _ended(act: Callable[[Say], object], say: Say) -> str:
    try:
        act(say)
    except DpoConsoleError as refused:
        return f"{type(refused).__name__}: {refused}"
    except BaseException as defect:
        return f"crashed: {type(defect).__name__}: {defect}"
    return "saved"


def _calls(log: Path) -> list[Call]:
    found = []
    for line in log.read_text(encoding="ascii").splitlines():
        if call := _LINE.match(line):
            result, failed = int(call[3]), "(INJECTED)" in line
            found.append(Call(call[1], tuple(call[2].split(", ")), result, failed))
    return found

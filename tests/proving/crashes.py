"""Defects in every module that a command comes through: the answer and the log hold no words."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple

from tests.casework.retention.canaries import DSC, OPEN, SAR, WORDS
from tests.proving.erased import fill
from tests.proving.offices import copy
from tests.proving.row import WRONG, Row
from tests.store.fixed import Said
from tests.store.old_homes import ask

LINES = (
    ("list",), ("due",), ("show", SAR), ("show", DSC), ("log",), ("letters", SAR), ("verify",),
    ("register",), ("register", "--internal", "--json"), ("statistics",), ("schedule", SAR),
    ("search", SAR), ("checklist", DSC), ("explain", SAR), ("doubts", SAR), ("views", SAR),
    ("retention", "--due"), ("papers", SAR), ("note", OPEN, "A note"), ("letter", "fetch", SAR),
    ("about", "Zqsrequester Quayle"), ("settings", "check"), ("calendar",), ("digest",),
)  # fmt: skip
"""The commands that meet a defect. Cases with a word of their own in every field are in them."""

ENTRY = "run"
"""The function of the command line that nothing of ours calls, and so nothing can guard."""

MESSAGE = "a defect that quotes zqscanary and zqdcanary"


class Found(NamedTuple):
    """A home, and how often a command calls into a module, by line and module."""

    home: Path
    calls: Counter[tuple[int, str]]
    modules: Iterator[str]


@contextmanager
def _watched(calls: Counter[str], module: str = "", nth: int = 0) -> Iterator[None]:
    """Count the calls into each module of the program, and have the n-th into one fail."""

    def call(frame: FrameType, event: str, _: object) -> None:
        name, function = str(frame.f_globals.get("__name__", "")), frame.f_code.co_name
        ours = name.startswith("dpo_console.") and function[0] != "<"
        if event == "call" and ours and function != ENTRY:
            calls[name] += 1
            if name == module and calls[name] == nth:
                raise ZeroDivisionError(MESSAGE)

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(before)


def find(root: Path) -> Found:
    """Make a home, run each command there, and see which modules it comes through."""
    home, calls = fill(root / "home"), Counter[tuple[int, str]]()
    for number, line in enumerate(LINES):
        counted = Counter[str]()
        copied, _ = copy(home, root)
        ask(copied, *line)  # it loads modules
        with _watched(counted):
            ask(copied, *line)
        calls.update({(number, module): many for module, many in counted.items()})
    return Found(home, calls, _in_turn(sorted({module for _, module in calls})))


def _in_turn(modules: list[str]) -> Iterator[str]:
    while True:
        yield from modules


def crash(found: object, folder: Path, random: Random) -> str:
    """Have a call into the next module fail, and search the answer and the log for words."""
    assert isinstance(found, Found)
    home, _ = copy(found.home, folder)
    module = next(found.modules)
    number = random.choice([line for line, name in found.calls if name == module])
    counted, nth = Counter[str](), random.randint(1, found.calls[number, module])
    logs = {path: path.read_bytes() for path in _logs(home)}
    where = f"{WRONG}: {module} {nth} {LINES[number]}"
    try:
        with _watched(counted, module, nth):
            said = ask(home, *LINES[number])
    except ZeroDivisionError:
        return f"{where}: not caught"
    written = b"".join(path.read_bytes() for path in _logs(home) if path not in logs)
    told = said.err.encode() + written
    if any(word in told.lower() for word in WORDS.values()):
        return f"{where}: {told.decode()[:300]}"
    if b"Traceback" in told:
        return f"{where}: a traceback"
    return _how(said)


def _how(said: Said) -> str:
    return "a reference code" if said.code == CRASHED else "another sentence, or done without it"


def _logs(home: Path) -> list[Path]:
    return sorted(home.glob("data/*.log"))


CRASHED = 70
"""The exit code of a crash."""

CRASHES = Row(
    "crashes",
    "A defect in each module that 24 commands come through, on cases with a word of their own in "
    "every field. Neither the error nor the log holds a word.",
    1000, find, crash,
)  # fmt: skip

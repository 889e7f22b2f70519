"""Messages are read in a process of their own, which one of them may stop, but not the others."""

import sys
from collections.abc import Callable
from threading import Timer

import pytest

from dpo_console.bundle import apart as one_reader
from dpo_console.mail import apart
from dpo_console.mail.apart import STOPPED, read_apart
from dpo_console.mail.reading import read
from tests.cases.intake.made_up import messages

GOOD = next(messages()).data

PROGRAM = """
import sys
while length := sys.stdin.buffer.readline():
    data = sys.stdin.buffer.read(int(length))
    if b"hang" in data:
        import time; time.sleep(60)
    if b"die" in data:
        import os; os.abort()
    print('{"message_id": "read"}', flush=True)
"""


def test_it_reads_the_same_as_here_one_after_the_other() -> None:
    assert [*read_apart((GOOD, b"no mail", GOOD))] == [read(GOOD), read(b"no mail"), read(GOOD)]


def test_one_that_stops_its_reader_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = iter((False, True, False, False, False))

    def timer(longest: float, stop: Callable[[], None]) -> Timer:
        """Hold to the limit only the one that hangs: a slow machine starts a reader slowly."""
        return Timer(longest if next(limits) else 600, stop)

    monkeypatch.setattr(one_reader, "Timer", timer)
    monkeypatch.setattr(apart, "CHILD", (sys.executable, "-S", "-c", PROGRAM))
    large = b"x" * 200_000
    found = [*read_apart((large, b"hang", large, b"die" + large, large), longest=0.1)]
    assert [one == STOPPED for one in found] == [False, True, False, True, False]

"""The console in a real terminal: every byte that reaches it."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpo_console.casework.desk import Desk
from tests.hostile import HOSTILE
from tests.tui.conftest import Log
from tests.tui.test_hostile import storable

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from dpo_console.casework.desk import open_desk
from dpo_console.tui import run_console
sys.exit(run_console(open_desk(Path(sys.argv[1]), today=date(2026, 11, 25))))
"""

ALLOWED = re.compile(
    rb"\x1b\[[\d;]*[mHJKABCDl]"  # colours, cursor moves, erasing
    rb"|\x1b\]22;default\x07"  # the shape of the pointer: Textual's own
    rb"|\x1b\[\?[\d;]+[hl]|\x1b\[\?\d+\$p|\x1b\[[<>=]?\d*u"  # modes and keyboard
)
SETTLED, PATIENCE = 0.3, 60
"""Seconds of silence that end a frame, and that end the test; nothing asserted hangs on them."""


class Terminal:
    """A pty with the console in it."""

    def __init__(self, home: Path, **environ: str) -> None:
        self.closed = False
        self.output = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", 24, 80, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            keep = {k: v for k, v in os.environ.items() if not k.startswith("TEXTUAL")}
            environ = {**keep, "TERM": "xterm-256color", **environ}
            os.execve(sys.executable, [sys.executable, "-c", PROGRAM, str(home)], environ)

    def read(self, until: bytes = b"") -> bytes:
        """What came, up to a silence after `until` was seen."""
        found = b""
        while True:
            wait = SETTLED if until in found else PATIENCE
            ready, _, _ = select.select([self.fd], [], [], wait)
            if not ready:
                assert until in found, f"{until!r} never came: {found[-500:]!r}"
                return found
            try:
                chunk = os.read(self.fd, 65536)
            except OSError:  # the other end has closed
                self.closed = True
                return found
            self.closed = not chunk
            if self.closed:
                return found
            found += chunk
            self.output += chunk

    def press(self, keys: bytes, until: bytes = b"") -> bytes:
        os.write(self.fd, keys)
        return self.read(until)

    def exit_code(self) -> int:
        """Read to the end, which must come, and tell what it ended with."""
        while not self.closed:
            assert select.select([self.fd], [], [], PATIENCE)[0], "it is still running"
            self.read()
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.pid = 0
        return code

    def end(self) -> None:
        """Leave nothing behind, whatever went wrong."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.end()


def opened(terminals: list[Terminal], desk: Desk, **environ: str) -> Terminal:
    terminal = Terminal(desk.home.root, **environ)
    terminals.append(terminal)
    terminal.read(b"help")
    return terminal


def restored(output: bytes) -> bool:
    """Whether the last word on each mode was to put it back."""
    return output.rfind(b"\x1b[?1049l") > output.rfind(b"\x1b[?1049h") and output.rfind(
        b"\x1b[?25h"
    ) > output.rfind(b"\x1b[?25l")


def test_nothing_raw_reaches_the_terminal_and_it_is_left_as_it_was(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    nasty = [name for name in HOSTILE if storable(name) and not name.isprintable()]
    for name in nasty:
        log(requester=name, subjects=(name,), summary=name)
    terminal = opened(terminals, desk)
    for keys in (b"\r", b"m", b"\x1b", b"\x1b", b"G", b"\r", b"L", b"\x1b", b"\x1b", b"/", b"x"):
        terminal.press(keys)
    terminal.press(b"\x1b")
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    rest = ALLOWED.sub(b"", terminal.output).decode()
    assert not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202e\u2066\u200b]", rest)
    assert restored(terminal.output)


def test_keys_that_change_little_send_few_bytes_and_idleness_none(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    for n in range(40):
        log(days_ago=60 - n, requester=f"Pupil {n}")
    terminal = opened(terminals, desk)
    assert len(terminal.output) <= 30_000
    assert all(len(terminal.press(b"j")) <= 500 for _ in range(5))
    assert len(terminal.press(b"\x1b[6~")) <= 8_000
    for _ in range(2):  # the filter is made when it is first wanted
        assert len(terminal.press(b"/", b"kind:sar")) <= 1_000
        assert len(terminal.press(b"\x1b", b"Closed")) <= 1_000
    assert any(terminal.read() == b"" for _ in range(20))
    terminal.press(b"q")
    assert terminal.exit_code() == 0


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_line_leaves_cleanly(
    desk: Desk, log: Log, terminals: list[Terminal], number: signal.Signals
) -> None:
    log()
    terminal = opened(terminals, desk)
    os.kill(terminal.pid, number)
    assert terminal.exit_code() == 128 + number
    assert restored(terminal.output)


def test_no_color_means_none_and_the_cursor_is_still_seen(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    log(days_ago=60)
    log()
    terminal = opened(terminals, desk, NO_COLOR="1")
    terminal.press(b"q")
    assert terminal.exit_code() == 0
    codes = {c for m in re.finditer(rb"\x1b\[([\d;]*)m", terminal.output) for c in m[1].split(b";")}
    assert codes <= {b"", b"0", b"1", b"2", b"4", b"7", b"39", b"49"}
    assert b"7" in codes


def test_records_that_were_overwritten_are_told_without_a_trace(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    log(requester="Zoe Secret")
    terminal = opened(terminals, desk)
    desk.home.database.write_bytes(b"no database")
    for keys in (b"r", b"\x1b", b"q"):
        terminal.press(keys)
    assert terminal.exit_code() in (0, 70)
    assert b"Traceback" not in terminal.output


def test_what_another_session_logs_appears_by_itself(
    desk: Desk, log: Log, terminals: list[Terminal]
) -> None:
    log()
    terminal = opened(terminals, desk)
    log(requester="Nia Newcomer")
    terminal.read(b"Nia Newcomer")
    terminal.press(b"q")
    assert terminal.exit_code() == 0

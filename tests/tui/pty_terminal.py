"""A real terminal with the console in it: a pty, and every byte that came through."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.opening import open_desk
from dpo_console.tui import run_console
from tests.conftest import TODAY

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from dpo_console.casework.office.opening import open_desk
from dpo_console.tui import run_console
sys.exit(run_console(lambda: open_desk(Path(sys.argv[1]), today=date(2026, 11, 25))))
"""

ALLOWED = re.compile(
    rb"\x1b\[[\d;]*[mHJKXABCDlLMrg]|\x1bH"  # colours, moves, erasing, moving lines, tab stops
    rb"|\x1b\[\?(?:1049|25|1004|2004|2026|7)[hl]|\x1b\[\?2026\$p"  # no mouse, no keyboard mode
)
SETTLED, STILL, PATIENCE = 0.1, 0.3, 600
"""Seconds of silence that end a frame, that prove one, and that end the test.

No assertion depends on the first and the last. What must send nothing is watched for the second.

A slow machine may be silent in the middle of a frame, and before it. So wait for words that only
the awaited screen shows, and count the bytes of several keys together.
"""


def resize(fd: int, lines: int, columns: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


class Terminal:
    """A pty with the console in it."""

    def __init__(
        self, home: Path, before: str = "", run: Sequence[str] = (), **environ: str
    ) -> None:
        """Start the console on `home`, after the Python code `before`.

        `run` holds arguments for Python that replace the console. Without any of these, the child
        is a fork of the tests, which have the console's modules loaded: Python needn't start.
        """
        self.closed = False
        self.output = b""
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            resize(0, 24, 80)
            if not (before or run or environ):
                os._exit(_console(home))
            keep = {k: v for k, v in os.environ.items() if not k.startswith("TEXTUAL")}
            environ = {**keep, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environ}
            run = run or ("-c", before + PROGRAM, str(home))
            os.execve(sys.executable, [sys.executable, *run], environ)

    def read(self, until: bytes = b"", silence: float = SETTLED) -> bytes:
        """Return the output, up to a silence after `until` was sent, or came in sight."""
        found, words = b"", until.decode("latin-1")
        shown_before = words in self.shown
        while True:
            seen = until in found or (not shown_before and words in self.shown)
            ready, _, _ = select.select([self.fd], [], [], silence if seen else PATIENCE)
            if not ready:
                assert seen, f"{until!r} never came: {found[-500:]!r}\n{self.shown}"
                return found
            found += self.take()
            if self.closed:
                return found

    def press(self, keys: bytes, until: bytes = b"", silence: float = SETTLED) -> bytes:
        os.write(self.fd, keys)
        return self.read(until, silence)

    def resize(self, lines: int, columns: int) -> None:
        """Change the size, which clears everything drawn before."""
        self.screen.resize(lines, columns)
        self.screen.reset()
        resize(self.fd, lines, columns)

    def see(self, *words: str) -> None:
        """Read until the terminal shows all the words, which must come."""
        while missing := [word for word in words if word not in self.shown]:
            assert not self.closed, self.output[-500:]
            ready, _, _ = select.select([self.fd], [], [], PATIENCE)
            assert ready, f"{missing} never came:\n{self.shown}"
            self.take()

    def wait(self, done: Callable[[], bool]) -> None:
        """Read until `done`, which must come: for what leaves the screen as it was."""
        silent = 0.0
        while not done():
            assert silent < PATIENCE, f"it never came:\n{self.shown}"
            silent += SETTLED
            if select.select([self.fd], [], [], SETTLED)[0]:
                self.take()
                silent = 0.0

    def take(self) -> bytes:
        """Return new output, or nothing where the console is gone."""
        try:
            chunk = os.read(self.fd, 65536)
        except OSError:  # the other end has closed
            chunk = b""
        self.closed = not chunk
        self.output += chunk
        self.stream.feed(chunk)
        return chunk

    @property
    def shown(self) -> str:
        """The terminal's content, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def echoes(self) -> bool:
        """True where typing goes to a shell again."""
        modes = termios.tcgetattr(self.fd)[3]
        return bool(modes & termios.ICANON and modes & termios.ECHO and modes & termios.ISIG)

    def exit_code(self) -> int:
        """Read to the end, which must come, and return the exit code."""
        while not self.closed:
            assert select.select([self.fd], [], [], PATIENCE)[0], "it is still running"
            self.read()
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.pid = 0
        return code

    def drop(self) -> int:
        """Drop the line, and return the console's exit code."""
        os.close(self.fd)
        self.fd = -1
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.pid = 0
        return code

    def end(self) -> None:
        """Leave nothing running, even after a failure."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)


def _console(home: Path) -> int:
    """Run the console in this child, on the terminal that its streams are. Return its exit code."""
    os.environ |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        stream = open(number, mode, closefd=False)  # noqa: SIM115 - open until the end
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    try:
        return run_console(lambda: open_desk(home, today=TODAY))
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()


def opened(terminals: list[Terminal], desk: Desk, before: str = "", **environ: str) -> Terminal:
    """Return a terminal in which the console has come up."""
    terminal = Terminal(desk.home.root, before, **environ)
    terminals.append(terminal)
    terminal.read(b"help")
    return terminal


def restored(terminal: Terminal) -> bool:
    """Return True if modes and tab stops were last restored, and typing goes to a shell again."""
    ends = [(b"1049l", b"1049h"), (b"25h", b"25l"), (b"7h", b"7l"), (b"2004l", b"2004h")]
    seen = terminal.output
    put_back = [seen.rfind(b"\x1b[?" + off) >= seen.rfind(b"\x1b[?" + on) for off, on in ends]
    usual = set(range(8, terminal.screen.columns, 8))
    return all(put_back) and terminal.screen.tabstops == usual and terminal.echoes


def colours(terminal: Terminal) -> set[bytes]:
    """Return every attribute that was sent."""
    found = re.finditer(rb"\x1b\[([\d;]*)m", terminal.output)
    return {code for match in found for code in match[1].split(b";")}

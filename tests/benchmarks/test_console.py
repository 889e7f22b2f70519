"""The console beside an empty Textual app in the same run: its start, keys, bytes and memory."""

import os
import pty
import re
import select
import statistics
import struct
import sys
import termios
from collections.abc import Sequence
from datetime import date
from fcntl import ioctl
from pathlib import Path
from time import perf_counter

import pytest

from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.office.refresh import refresh
from tests.benchmarks.timing import say
from tests.conftest import Ticking, add_elm, make_home
from tests.many_cases import made_cases, write_cases

RUNS = 5
TODAY = date(2026, 11, 25)
FEW, MANY = 1_000, 20_000
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("READY")
Hello().run()
"""
SILENCE = 0.3


class Program:
    """A program on a terminal of 120x40, until it is closed."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            environ = {**os.environ, "TERM": "xterm-256color"}
            environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.execve(sys.executable, [sys.executable, *arguments], environ)

    def read(self, until: bytes) -> bytes:
        """Read output up to `until`, or up to a silence if it is empty."""
        found = b""
        while not until or until not in found:
            ready, _, _ = select.select([self.fd], [], [], 30 if until else SILENCE)
            if not ready:
                break
            found += os.read(self.fd, 65536)
        return found

    def processor(self) -> float:
        """Return the seconds of the processor up to now."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Return the most MiB that it has held."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0

    def close(self, keys: bytes) -> None:
        os.write(self.fd, keys)
        try:
            while os.read(self.fd, 65536):
                pass
        except OSError:  # it has left
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def start(arguments: Sequence[str], shows: bytes, leaves: bytes) -> float:
    """Return the seconds of the processor until it shows `shows`."""
    program = Program(arguments)
    program.read(shows)
    taken = program.processor()
    program.read(b"")
    program.close(leaves)
    return taken


def console(home: Path) -> list[str]:
    return ["-m", "dpo_console", "--home", str(home), "--today", TODAY.isoformat(), "--as", "dpo"]


def filled(home: Path, count: int) -> Path:
    """Make a home with `count` cases."""
    add_elm(make_home(home))
    desk = open_desk(home, as_person="dpo", today=TODAY, clock=Ticking())
    write_cases(desk.home.database, made_cases(count, seed=1))
    refresh(desk)
    return home


@pytest.mark.benchmark
@pytest.mark.usefixtures("noon")
def test_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    homes = {count: filled(tmp_path / str(count), count) for count in (FEW, MANY)}
    taken: dict[str, list[float]] = {}
    for _ in range(RUNS):
        floor = start(["-c", HELLO], b"READY", b"\x11")
        taken.setdefault("an empty Textual app (floor)", []).append(floor)
        for count, home in homes.items():
            ours = start(console(home), b"Cases", b"q")
            taken.setdefault(f"the queue of {count:,} cases", []).append(ours)
    rows = {name: statistics.median(each) * 1000 for name, each in taken.items()}
    say(capsys, "Start to the first frame, processor's time", rows, "ms")


@pytest.mark.benchmark
@pytest.mark.usefixtures("noon")
def test_keys_and_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = Program(console(filled(tmp_path / "home", MANY)))
    sent = len(program.read(b"Cases") + program.read(b""))
    lines = [f"start: {sent:,} bytes"]
    for name, key in (("cursor", b"j"), ("page", b"\x04")):
        times, sizes = [], []
        for _ in range(20):
            begun = perf_counter()
            os.write(program.fd, key)
            answer = os.read(program.fd, 65536)
            times.append((perf_counter() - begun) * 1000)
            sizes.append(len(answer))
            program.read(b"")  # the case beside the list, once the cursor has rested
        felt = f"{statistics.median(times):.1f} / {sorted(times)[18]:.1f} ms (p50 / p95)"
        lines.append(f"{name}: {felt}, {statistics.median(sizes):,.0f} bytes")
    lines.append(f"memory: {program.memory():.0f} MiB")
    program.close(b"q")
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(f"  {line}" for line in lines) + "\n")

"""The program with its modules loaded, which forks for each command line.

Python takes most of a second to load the modules that saving needs. A test of what a shell or a
reader sees of a command needn't pay that each time. It calls the file that `program` makes, which
hands its arguments, folder, environment and streams to this process. A test of how Python itself
starts starts `python -m dpo_console`.
"""

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import walk_packages

import dpo_console
from dpo_console.__main__ import main
from dpo_console.cli.run import run
from tests.clock_guard import CLOCK
from tests.conftest import NOON, make_home

CALLER = Path(__file__).with_name("ready_caller.py")
STREAMS = (("stdin", "r", -1), ("stdout", "w", -1), ("stderr", "w", 1))
"""Name, mode and buffering of each standard stream, as Python opens them."""

FIRST = (
    "--today 2026-11-25 add sar --received 2026-11-02 --requester Ann --subject Tom",
    "--today 2026-11-25 letter write 1 acknowledgement",
    "--today 2026-11-25 show 1",
)


@contextmanager
def program() -> Iterator[Path]:
    """Make an executable file that stands for `dpo-console` as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="dpo-console-") as folder, _door(folder) as door:
        file = Path(folder) / "dpo-console"
        call = f'"{sys.executable}" -I -S "{CALLER}" "{door.getsockname()}"'
        file.write_text(f'#!/bin/sh\nexec {call} "$@"\n')
        file.chmod(0o700)
        with subprocess.Popen(
            [sys.executable, "-m", __name__, str(door.fileno())],
            stdin=subprocess.PIPE, pass_fds=[door.fileno()], env=os.environ | {CLOCK: NOON},
        ) as process:  # fmt: skip
            door.close()  # a caller of a process that has ended then fails
            yield file
            process.kill()


def _door(folder: str) -> socket.socket:
    """Return a socket that callers can already reach while the modules are loaded."""
    door = socket.socket(socket.AF_UNIX)
    door.bind(f"{folder}/door")
    door.listen()
    return door


def serve(door: socket.socket) -> None:
    """Fork for each call, until the tests end."""
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a child
    while door in select.select([door, sys.stdin], [], [])[0]:
        call, _ = door.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            door.close()
            os._exit(answer(call))
        call.close()


def _load() -> None:
    """Load what commands need: all modules but the console's, and what is loaded when first used.

    Every child shares it, so keep it out of garbage collection.
    """
    for module in walk_packages(dpo_console.__path__, "dpo_console."):
        if not module.name.startswith("dpo_console.tui"):
            import_module(module.name)
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        home = make_home(Path(folder) / "home")
        for line in FIRST:
            assert run(["--home", str(home), *line.split()], lambda _: 0) == 0
    gc.collect()
    gc.freeze()


def answer(call: socket.socket) -> int:
    """Run the command line that was handed over, and tell the caller its exit code."""
    message, streams, _, _ = socket.recv_fds(call, 65536, len(STREAMS))
    while more := call.recv(65536):
        message += more
    told = json.loads(message)
    _take(dict(zip(told["streams"], streams, strict=True)))
    os.chdir(told["folder"])
    os.environ.clear()
    os.environ.update(told["environ"])
    time.tzset()
    sys.argv = ["dpo-console", *told["arguments"]]
    code = _ended()
    call.sendall(str(code).encode())
    return code


def _take(streams: Mapping[int, int]) -> None:
    """Put the caller's streams in the place of ours. One that the caller closed is closed here."""
    for number, (name, mode, lines) in enumerate(STREAMS):
        os.close(number)
        stream = None
        if number in streams:
            os.dup2(streams[number], number)
            os.close(streams[number])
            stream = os.fdopen(number, mode, lines, closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _ended() -> int:
    """Run the program to its end, and return the exit code that Python would give."""
    try:
        code = main()
        if sys.stderr:
            sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
        return 1
    return code


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))

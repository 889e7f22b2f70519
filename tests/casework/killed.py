"""Acts done in a process that is killed at a call of the system."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

STEPS = ("open", "fsync", "rename", "unlink", "mkdir", "rmdir")
"""The calls of the system at which a process is killed."""


def in_child(act: Callable[[], object], kill_at: int) -> int:
    """Do something in a process that is killed at a call of the system. Return how many it made."""
    heard, tells = os.pipe()
    child = os.fork()
    if child == 0:
        calls = 0

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*given: Any, **more: Any) -> Any:  # noqa: ANN401 - as os has it
                nonlocal calls
                calls += 1
                if calls == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*given, **more)

            return call

        for name in STEPS:
            setattr(os, name, counted(getattr(os, name)))
        with suppress(BaseException):
            act()
        os.write(tells, str(calls).encode())
        os._exit(0)
    os.close(tells)
    os.waitpid(child, 0)
    with os.fdopen(heard) as pipe:
        return int(pipe.read() or 0)

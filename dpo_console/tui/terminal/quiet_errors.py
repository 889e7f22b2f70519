"""Errors that nobody waits for: Python would print them, with whatever data their words hold."""

import asyncio
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dpo_console.config import crash_log


def keep_quiet(log: Path) -> None:
    """From now on an error in a thread, or in what is thrown away, goes to `log` as any other."""

    def note(error: BaseException | None) -> None:
        crash_log.record(error or RuntimeError(), log)

    threading.excepthook = lambda failed: note(failed.exc_value)
    sys.unraisablehook = lambda failed: note(failed.exc_value)


def keep_loop_quiet(loop: asyncio.AbstractEventLoop, log: Path) -> None:
    """The same for a task of this loop."""

    def note(_: asyncio.AbstractEventLoop, told: Mapping[str, Any]) -> None:
        crash_log.record(told.get("exception") or RuntimeError(), log)

    loop.set_exception_handler(note)

"""Errors that no caller waits for. Python would print them with any data in their words."""

import asyncio
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dpo_console.config import crash_log


def keep_quiet(log: Path) -> None:
    """Send errors in threads and in discarded objects to `log`, as any other."""

    def note(error: BaseException | None) -> None:
        crash_log.record(error or RuntimeError(), log)

    threading.excepthook = lambda failed: note(failed.exc_value)
    sys.unraisablehook = lambda failed: note(failed.exc_value)


def keep_loop_quiet(loop: asyncio.AbstractEventLoop, log: Path) -> None:
    """Send errors in tasks of this loop to `log` likewise."""

    def note(_: asyncio.AbstractEventLoop, told: Mapping[str, Any]) -> None:
        crash_log.record(told.get("exception") or RuntimeError(), log)

    loop.set_exception_handler(note)

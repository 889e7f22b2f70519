"""Our own mistakes: a reference code for the officer, a line without data in the log."""

import contextlib
import os
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

from dpo_console.cli.invocation import Invocation
from dpo_console.errors import Defect


def record(error: Exception, invocation: Invocation) -> Defect:
    """Log where `error` arose, under a new reference. Its message and values may hold personal
    data, so neither is written."""
    defect = Defect(secrets.token_hex(4).upper())
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    with contextlib.suppress(OSError):
        _append(invocation, f"{stamp} {defect.reference} {type(error).__name__} {where}\n")
    return defect


def _append(invocation: Invocation, line: str) -> None:
    path = _log(invocation)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as log:
        log.write(line)


def _log(invocation: Invocation) -> Path:
    """The home's log; where there is no home, the user's own."""
    from dpo_console.config.home import find_home

    log = find_home(invocation.home, os.environ, Path.cwd()).log
    if log.parent.is_dir():
        return log
    from platformdirs import user_log_path

    return user_log_path("dpo-console", appauthor=False) / log.name

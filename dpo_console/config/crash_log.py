"""When we made a mistake: a reference code for the officer, a line without data in the log."""

import os
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from dpo_console.errors import Defect


def record(error: BaseException, log: Path) -> Defect:
    """Write to `log` (mode 0600) where `error` arose, under a new reference, and return the defect.

    Its message and the values around it may hold personal data, so neither is written.
    """
    defect = Defect(os.urandom(4).hex().upper())
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    with suppress(OSError):
        _append(log, f"{stamp} {defect.reference} {type(error).__name__} {where}\n")
    return defect


def _append(log: Path, line: str) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(line)

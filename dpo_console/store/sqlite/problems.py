"""SQLite's errors, as sentences for the officer."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dpo_console.errors import DpoConsoleError, Refused, TryAgain

NO_TEXT = "Could not decode"
"""The words of Python's sqlite3 for a text that is not UTF-8."""


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences for the officer."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as problem:
        raise in_words(problem, path) from problem


def in_words(problem: BaseException, path: Path) -> DpoConsoleError:
    """Return the error that tells the officer about a database error."""
    said = str(problem)
    if isinstance(problem, UnicodeError) or NO_TEXT in said:
        said = "a text in it can't be read"
    if "locked" in said or "busy" in said:
        return TryAgain(
            f"The records at {path} are busy: somebody else has been saving for a while. "
            "Nothing of yours was changed; try again."
        )
    if "full" in said or "disk I/O" in said:
        return TryAgain(
            f"The disk that holds {path} is full or failing ({said}). Nothing was changed; "
            "free some space, then try again."
        )
    damaged = (
        "not a database", "malformed", "no such table", "no such column", "has no column",
        "can't be read",
    )  # fmt: skip
    if any(sign in said for sign in damaged):
        return Refused(
            f"{path} is not a sound database ({said}). It was left untouched; restore it from a "
            "backup, and keep the damaged file for the person who looks into it."
        )
    if "readonly" in said:
        return Refused(
            f"{path} can't be written: the file or its folder is read-only for this account. "
            "Nothing was changed."
        )
    if "unable to open" in said:
        return Refused(
            f"{path} can't be opened: it is missing, or this account may not read it or write to "
            "its folder."
        )
    raise problem

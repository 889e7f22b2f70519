"""PostgreSQL's errors, as sentences for the officer."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2

from dpo_console.errors import DpoConsoleError, Refused, TryAgain, Unsure
from dpo_console.store.postgres.connections import Unconfirmed
from dpo_console.text import show_line

_BUSY = ("55P03", "40001", "40P01")
"""A lock that didn't come in time, a transaction that met another, a deadlock."""

_FULL = ("53100", "53200", "53300")
_READ_ONLY = "25006"
_FAILING = ("58", "XX")
"""The classes of errors of the server's disk, and of its own mistakes."""

_NO_RIGHT = ("42501", "28000", "28P01", "3D000")
_NOT_OURS = ("42P01", "42703", "3F000", "42883")


@contextmanager
def plain_errors(named: str) -> Iterator[None]:
    """Turn the driver's errors into sentences for the officer. `named` names the database."""
    try:
        yield
    except (psycopg2.Error, Unconfirmed) as problem:
        raise in_words(problem, named) from problem


def in_words(problem: BaseException, named: str) -> DpoConsoleError:
    """Return the error that tells the officer about an error of the database."""
    said = show_line(str(problem).strip().partition("\n")[0], 200)
    code = getattr(problem, "pgcode", None) or ""
    if isinstance(problem, Unconfirmed):
        return Unsure(
            "This is saved on the database server, but its standby hasn't confirmed it. It can be "
            "lost if the server fails now. Look at the case before you do it again, and tell the "
            "person who looks after the database."
        )
    if code in _BUSY:
        return TryAgain(
            f"The records in {named} are busy: somebody else has been saving for a while. Nothing "
            "of yours was changed; try again."
        )
    if code in _FULL:
        return TryAgain(
            f"The database {named} has no room left ({said}). Nothing was changed; tell the person "
            "who looks after it, then try again."
        )
    if code == _READ_ONLY:
        return Refused(
            f"The database {named} takes no changes: it is a standby, or was set to be read only. "
            "Nothing was changed. Ask the person who looks after it."
        )
    if code[:2] in _FAILING:
        return TryAgain(
            f"The server of {named} is failing ({said}). Nothing was changed; tell the person who "
            "looks after it."
        )
    if code in _NO_RIGHT:
        return Refused(
            f"The database {named} refuses this account ({said}). Nothing was changed. Ask the "
            "person who looks after it."
        )
    if code in _NOT_OURS:
        return Refused(
            f"The database {named} doesn't hold sound records ({said}). It was left untouched; "
            "restore the records from a backup."
        )
    if not code and ("SSL error" in said or "certificate" in said):
        return Refused(
            f"The server of {named} can't be trusted ({said}). Nothing was sent to it. Check its "
            "name, its certificate and sslrootcert: dpo-console guide postgresql"
        )
    if not code or code[:2] in ("08", "57"):
        return TryAgain(
            f"The database {named} can't be reached ({said}). Nothing was changed; try again once "
            "it is back."
        )
    raise problem

"""PostgreSQL's errors, as sentences for the officer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg2

from dpo_console.errors import DpoConsoleError, Refused, TryAgain, Unsure
from dpo_console.store.postgres.connection import Unconfirmed
from dpo_console.store.postgres.connections import OnlyReads, Untrusted
from dpo_console.text import show_line

BUSY = "55P03"
"""The code of a lock that didn't come in time."""

WITHOUT_STANDBY = (
    "The database {named} waits for a standby that doesn't answer, so nothing can be saved. "
    "Nothing of yours was changed. Tell the person who looks after it, then try again."
)
OURS = (OnlyReads, Unconfirmed, Untrusted)
"""The errors that connections raise beside the driver's."""

_UNCONFIRMED = (
    "This is saved on the server of {named}, but its standby hasn't confirmed it. It can be lost "
    "if the server fails now. Look at the case before you do it again, and tell the person who "
    "looks after the database."
)
STANDBY_ALONE = (
    "Nothing can be saved: the database {named} only reads now, as a standby does. What you type "
    "is kept."
)
ONLY_READS = (
    "The database {named} takes no changes now: a standby answers, or it was set to be read only. "
    "Nothing was changed; you can read, and try again later."
)
_UNREACHED = (
    "The database {named} can't be reached ({said}). Nothing was changed; try again once it is "
    "back."
)
_UNTRUSTED = (
    "The server of {named} can't be trusted ({said}). Nothing was sent to it. Check its name, its "
    "certificate and sslrootcert: dpo-console guide postgresql"
)
_OURS: dict[type[BaseException], tuple[type[DpoConsoleError], str]] = {
    OnlyReads: (TryAgain, ONLY_READS),
    Unconfirmed: (Unsure, _UNCONFIRMED),
    Untrusted: (Refused, _UNTRUSTED),
}
_BY_CODE: tuple[tuple[tuple[str, ...], type[DpoConsoleError], str], ...] = (
    (
        (BUSY, "40001", "40P01"),  # or two changes met
        TryAgain,
        "The records in {named} are busy: somebody else has been saving for a while. Nothing of "
        "yours was changed; try again.",
    ),
    (
        ("53",),
        TryAgain,
        "The database {named} has no room left ({said}). Nothing was changed; tell the person who "
        "looks after it, then try again.",
    ),
    (("25006",), TryAgain, ONLY_READS),
    (
        ("58", "XX"),
        TryAgain,
        "The server of {named} is failing ({said}). Nothing was changed; tell the person who looks "
        "after it.",
    ),
    (
        ("42501", "28", "3D000"),
        Refused,
        "The database {named} refuses this account ({said}). Nothing was changed. Ask the person "
        "who looks after it.",
    ),
    (
        ("42P01", "42703", "3F000", "42883"),
        Refused,
        "The database {named} doesn't hold sound records ({said}). It was left untouched; restore "
        "the records from a backup.",
    ),
    (
        ("22021",),
        Refused,
        "The records hold a character that the database {named} can't keep ({said}). Nothing was "
        "changed there. The case was changed by another program, and this names it: "
        "dpo-console verify",
    ),
    (("08", "57", "25P03"), TryAgain, _UNREACHED),  # or it ended a program that had stopped
)
"""The sentence for each code of the server, or for the beginning of its codes."""


@contextmanager
def plain_errors(named: str) -> Iterator[None]:
    """Turn the driver's errors into sentences for the officer. `named` names the database."""
    try:
        yield
    except (psycopg2.Error, *OURS) as problem:
        raise in_words(problem, named) from problem


def in_words(
    problem: BaseException, named: str, why_busy: Callable[[], str] = str
) -> DpoConsoleError:
    """Return the error that tells the officer about an error of the database.

    `why_busy` knows more of what keeps the writers' lock, or returns ''.
    """
    said = show_line(str(problem).strip().partition("\n")[0], 200)
    if isinstance(problem, OURS):
        kind, sentence = _OURS[type(problem)]
        return kind(sentence.format(named=named, said=said))
    code = getattr(problem, "pgcode", None)
    if not code:  # the driver's own: the server can't be reached, or the connection was lost
        return TryAgain(_UNREACHED.format(named=named, said=said))
    if code == BUSY and (why := why_busy()):
        return TryAgain(why)
    for codes, kind, sentence in _BY_CODE:
        if code.startswith(codes):
            return kind(sentence.format(named=named, said=said))
    raise problem

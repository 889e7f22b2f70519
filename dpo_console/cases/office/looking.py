"""Who looks at a case: each look is kept beside the records, and reading them never waits for it.

UK GDPR Art 5(1)(f), 32: the office can tell who read what it holds about somebody.
"""

import os
from contextlib import suppress
from datetime import UTC, timedelta
from enum import StrEnum

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import case_meant
from dpo_console.errors import DpoConsoleError, Refused, TryAgain
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_parts import Page
from dpo_console.store.cases.case_rows import CaseRow
from dpo_console.store.looks import APART, Look, add, keep_at_once, new_token


class How(StrEnum):
    """The way in which a person saw something of a case."""

    CASE = "case"
    PREVIEW = "preview"
    LETTER = "letter"
    PAPER = "paper"
    EXPORT = "export"
    VIEWS = "views"
    ABOUT = "about"


HOW_WORDS = {
    How.CASE: "opened the case",
    How.PREVIEW: "saw it beside the list",
    How.LETTER: "read a letter",
    How.PAPER: "read a paper",
    How.EXPORT: "exported it",
    How.VIEWS: "read who looked",
    How.ABOUT: "found it by a person's name",
}
"""Each way in words, for a sentence that begins with a name."""


def look_at(desk: Desk, reference: str, how: How, what: str = "") -> None:
    """Keep that this person looks at a case. `what` says which letter or paper, without names.

    Raises BadInput for no such case, Refused if it is restricted and the look can't be kept.
    """
    with desk.database.read() as ask:
        _, number = case_meant(ask, reference)
        case = next(case_file.files(Page(ask, [number]))).case
    keep_look(desk, case, how, what)


def keep_look(desk: Desk, case: CaseRow, how: How, what: str = "") -> None:
    """Keep a look at a case that was read. One is kept in ten minutes, but all of a restricted one.

    Raises Refused if the case is restricted and the look can't be kept: then it isn't shown.
    """
    now, restricted = desk.clock(), bool(case.restricted)
    last = desk.looked.get(case.id)
    if last and not restricted and timedelta() <= now - last < APART:
        return
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    look = Look(case.id, desk.person.slug, at, how.value, what, restricted, new_token())
    if why := _why_not_kept(desk, look):
        if restricted:
            raise _unkept(case.reference, why)
        return  # an ordinary case is worked on all the same
    desk.looked[case.id] = now


def _why_not_kept(desk: Desk, look: Look) -> str:
    """Keep a look in a database at once, or else beside the records. Return why it can't be.

    The next change takes in what waits beside a database that only reads.
    """
    try:
        if desk.database.address:
            with suppress(TryAgain):
                keep_at_once(desk.database, look)
                return ""
        add(desk.database.path, look)
    except OSError as problem:
        return os.strerror(problem.errno or 0)
    except DpoConsoleError as problem:
        return str(problem).rstrip(".")
    return ""


def _unkept(reference: str, why: str) -> Refused:
    return Refused(
        f"{reference} is restricted, so each look at it is kept. This one can't be written now "
        f"({why}), so the case isn't shown. Make room beside the records, or let this account "
        "write there."
    )

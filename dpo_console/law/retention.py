"""The retention schedule: how long the office's records of a case are kept, read as data."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Key, Words, some_of, whole
from dpo_console.toml_reader import read

FILE = Path(__file__).with_suffix(".toml")

YEARS = whole(1, 100)


def known_kinds() -> tuple[str, ...]:
    """Return every kind of request, once a setting names one."""
    from dpo_console.law.statutes import kinds  # the statutes aren't read for the settings alone

    return kinds()


KINDS = some_of(known_kinds, "has {name!r}, which is no kind of request.")
"""The kinds of request that a period names."""


class CoveredRecords(StrEnum):
    """The records of a case that a period is about."""

    CASE = "case"
    LETTERS = "letters"
    SCHEDULE = "schedule"
    PAPERS = "papers"
    LOG = "log"


class CountsFrom(StrEnum):
    """The event from which a period counts."""

    CLOSED = "closed"
    SHARING_ENDED = "sharing_ended"


TITLES = {
    CoveredRecords.CASE: "The case: people, words, decisions and history",
    CoveredRecords.LETTERS: "Letters written and sent",
    CoveredRecords.SCHEDULE: "The disclosure schedule and the search plan",
    CoveredRecords.PAPERS: "Evidence packs and other papers kept with the case",
    CoveredRecords.LOG: "The line that stays: reference, kind, dates and outcome",
}
"""The records in words."""

EVENTS = {CountsFrom.CLOSED: "the case closed", CountsFrom.SHARING_ENDED: "the sharing ended"}
"""The events in words."""


class Period(NamedTuple):
    """One retention period. Without `years` it has no end. Empty `kinds` mean all other kinds.

    `disputed` counts instead after a complaint, a review or an enquiry. `doubt` is the point that
    no source settles, or ''.
    """

    covers: CoveredRecords
    source: Words
    kinds: Annotated[tuple[str, ...], KINDS] = ()
    years: Annotated[int, YEARS] = 0
    disputed: Annotated[int, YEARS] = 0
    event: Annotated[CountsFrom, Key("from")] = CountsFrom.CLOSED
    doubt: str = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that contradicts another."""
        if self.disputed < self.years:
            yield "disputed", "must be as long as years, or longer."

    def ends(self, began: date, *, disputed: bool) -> date | None:
        """Return the first day on which the records may go, or None if they stay."""
        years = self.disputed if disputed else self.years
        return later_by_years(began, years) if years else None


@cache
def periods(file: Path = FILE) -> tuple[Period, ...]:
    """Return every period. Raises BadFile naming the fault."""
    table = read_toml(file)
    found = tuple(read(Period, entry) for entry in table.tables("period"))
    table.done()
    return found


def period_for(covers: CoveredRecords, kind: str) -> Period:
    """Return the period of some records of this kind: its own, or the one for all others."""
    of_class = [period for period in periods() if period.covers is covers]
    own = [period for period in of_class if kind in period.kinds]
    return (own or [period for period in of_class if not period.kinds])[0]


def later_by_years(day: date, years: int) -> date:
    """Return the same day some years later. 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)

"""Recalculating the columns that lists show for every case, in batches.

Ordinary closed cases take a short cut.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from typing import NamedTuple

from dpo_console.cases.clock.projection import Projection, finished, project
from dpo_console.cases.retention.holds import HELD
from dpo_console.config import Settings
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.law.facts import RECEIVED
from dpo_console.law.reckoning.reckoning import nothing_left
from dpo_console.store.asking import Ask, Row
from dpo_console.store.bulk_writes import projections
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import Page, seen
from dpo_console.store.reads import lists

COLUMNS = Projection._fields

AT_ONCE = 1_000
"""The number of cases held in memory."""


class Recomputed(NamedTuple):
    """The columns shown for a case, and the values its facts give, or the error met."""

    case: int
    shown: Row
    computed: Projection | Exception


def every_case(ask: Ask, settings: Settings, today: date) -> Iterator[Recomputed]:
    """Yield all cases, in order of entry. A fault in one doesn't hide the others."""

    def look(page: Page) -> Iterator[tuple[int, Recomputed]]:
        shown = projections.shown(page, COLUMNS)
        for file in files(page):
            number = file.case.id
            yield number, Recomputed(number, shown[number], _computed(file, settings, today))

    numbers = lists.every_case(ask)
    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        told: dict[int, Recomputed] = {}
        with suppress(
            Exception
        ):  # a row that can't be read comes to light when it is read on its own
            told = {t.case: t for t in _over(ask, settings, some[0], some[-1])}
        others = [number for number in some if number not in told]
        for number, one in seen(ask, others, look):
            told[number] = one if isinstance(one, Recomputed) else Recomputed(number, (), one)
        yield from (told[number] for number in some)


def _over(ask: Ask, settings: Settings, first: int, last: int) -> Iterator[Recomputed]:
    """Yield the closed cases with nothing left to do by a day, judged from their facts' names."""

    @cache
    def is_over(kind: str, school: str, facts: str) -> bool:
        names = facts.split(",")
        try:
            commenced = settings.school(school).commenced
            if HELD in names or names.count(RECEIVED) != 1:
                return False
            return nothing_left(kind, frozenset(names), commenced)
        except BadInput:
            return False

    for case, shown in projections.closed(ask, COLUMNS, first, last):
        # Facts before receipt don't count, and then each fact must be read.
        if case.received == case.first_day and is_over(case.kind, case.school, case.facts):
            yield Recomputed(case.case, shown, finished(case.kind, case.first_day, case.minute))


def _computed(file: CaseFile, settings: Settings, today: date) -> Projection | DpoConsoleError:
    try:
        return project(file, settings, today)
    except DpoConsoleError as problem:  # of this case alone; the others are still read
        return problem

"""Open cases past their last day, told apart by whether the law or an agreement set that day."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from dpo_console.cases.clock.projection import late_at, plain_clock
from dpo_console.cases.office.desk import Desk
from dpo_console.law.model import Standing
from dpo_console.law.statutes import statute
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import LastDays
from dpo_console.store.reads.orders import BY_URGENCY


class OverdueCase(NamedTuple):
    """The kind, school and last day of an open case that is overdue.

    `agreed` is True where no limit in law has passed, but a day that was agreed: a recipient's
    certificate or signed terms are late, or a review.
    """

    kind: str
    school: str
    day: date
    agreed: bool = False


def overdue_cases(desk: Desk, until: date) -> list[OverdueCase]:
    """Return each open case that is overdue, if its last day is by `until`."""
    with desk.database.read() as ask:
        found = lists.by_last_day(ask, conditions.band("overdue", desk.now))
        cases = [*_by_law(found), *_with_agreed_days(ask, desk, found)]
    return [case for case in cases if case.day <= until]


def _by_law(found: list[LastDays]) -> Iterator[OverdueCase]:
    """Yield the cases of the kinds whose every day is set by law."""
    for of in found:
        if not _agrees_days(of.kind):
            one = OverdueCase(of.kind, of.school, date.fromisoformat(of.day))
            yield from [one] * of.number


def _with_agreed_days(ask: Ask, desk: Desk, found: list[LastDays]) -> Iterator[OverdueCase]:
    """Yield the cases of the other kinds. Their days are worked out again to know who set them."""
    kinds = sorted({of.kind for of in found if _agrees_days(of.kind)})
    if kinds:
        band = conditions.band("overdue", desk.now)
        where = conditions.together(band, conditions.one_of("kind", kinds, "agreeing"))
        most = sum(of.number for of in found)
        for page in pages(ask, lists.numbers(ask, where, BY_URGENCY, most)):
            yield from filter(None, (_looked_at(file, desk) for file in files(page)))


def _looked_at(file: CaseFile, desk: Desk) -> OverdueCase | None:
    clock = plain_clock(file, desk.settings, desk.today)
    now = desk.now.isoformat(timespec="minutes")
    late = [
        (limit.standing is not Standing.STATUTORY, late_at(limit.due))
        for limit in clock.deadlines
        if limit.met_on is None and limit.standing is not Standing.TARGET and limit.due
        and late_at(limit.due) < now
    ]  # fmt: skip
    if not late:  # the case's row waits to be worked out again
        return None
    agreed, last = min(late)
    return OverdueCase(file.case.kind, file.case.school, date.fromisoformat(last[:10]), agreed)


@cache
def _agrees_days(kind: str) -> bool:
    """Return True if a kind has days that are agreed beside those that the law sets."""
    duties = (duty for version in statute(kind).versions for duty in version.duties)
    return any(duty.standing is Standing.AGREED for duty in duties)

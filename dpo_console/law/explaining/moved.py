"""What moved a limit beyond its plain period, as data, in the order in which a person counts."""

from collections.abc import Iterator

from dpo_console.law.calendar.calendars import CalendarGap
from dpo_console.law.explaining.explain_period import winner
from dpo_console.law.model import Moved, MovedBy, day_of
from dpo_console.law.reckoning.limits import days_left_out, end_of
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning


def moved_by(case: GovernedCase, reckoning: Reckoning) -> tuple[Moved, ...]:
    """Return what moved the limit. While its clock is stopped, an answer today is assumed."""
    return tuple(_moves(case, reckoning))


def _moves(case: GovernedCase, reckoning: Reckoning) -> Iterator[Moved]:
    settled = reckoning.if_answered
    if settled.due is None or settled.unrolled is None:
        return
    if notice := settled.extended_by:
        yield Moved(MovedBy.EXTENDED, notice.asked, notice.asked, notice.name)
    start, end = settled.start, end_of(settled.limits, settled.start, (), case.setting)
    if not isinstance(end, CalendarGap):
        limit = winner(settled.limits, start, end, (), case.setting)
        if limit.unit == "months" and day_of(end).day != day_of(start).day:
            yield Moved(MovedBy.SHORT_MONTH, day_of(start), day_of(end))
    by = next((pause.by for pause in case.version.pauses), "")  # a kind has one such question
    for first, last in settled.paused:
        days = days_left_out(settled.limits, ((first, last),))
        yield Moved(MovedBy.STOPPED, first, last, by, days)
    if settled.unrolled != settled.due:
        yield Moved(MovedBy.ROLLED, day_of(settled.unrolled), day_of(settled.due))

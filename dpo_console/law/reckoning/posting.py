"""Notices that went by post, and the day on which they count as given."""

from datetime import date

from dpo_console.law.calendar import counting
from dpo_console.law.calendar.calendars import CalendarGap
from dpo_console.law.model import day_of
from dpo_console.law.reckoning.settling import SettledLimit

FIRST_CLASS = 2
"""Working days that a first-class letter takes in the ordinary course of post."""


def given_late(settled: SettledLimit, notice: SettledLimit | None) -> date | None:
    """Return the day on which a posted notice of an extension counts as given, if too late.

    It counts as given when it would arrive in the ordinary course of post (Interpretation Act 1978
    s.7). Whether it arrived sooner can be shown, so the extension stands until somebody doubts it.
    """
    notified = settled.extended_by
    if not (notified and notified.fact.by_post and notice and notice.due):
        return None
    given = counting.nth_working_day(notified.asked, FIRST_CLASS, "england", ())
    late = not isinstance(given, CalendarGap) and given > day_of(notice.due)
    return given if late and not isinstance(given, CalendarGap) else None

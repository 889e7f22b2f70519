"""Moments, which are kept in UTC, as the clocks of London show them: the law counts those days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def in_london(moment: datetime | str) -> datetime:
    """Return a moment by the clocks of London, naive.

    `moment` has its offset. As text, it is one that the records or the witness hold.
    """
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return at.astimezone(LONDON).replace(tzinfo=None)


def london_day(moment: datetime | str) -> date:
    """Return the day in London of a moment, with its offset or as the records hold it."""
    return in_london(moment).date()

"""How the command line says dates, bands and whose move it is."""

from datetime import date

from dpo_console.casework.views import QueueRow
from dpo_console.law.model import Clock, Moment, Status
from dpo_console.text import day_words

MARKS = {"overdue": "!!", "today": "!", "week": "!", "paused": "=", "closed": "x"}
"""The glyph of a band; status is never colour alone."""

MOVES = {
    "us": "ours",
    "requester": "the requester's",
    "approver": "the approver's",
    "recipient": "the recipient's",
    "nobody": "",
}


def iso_cell(value: str | None) -> str:
    """A row's day or minute, kept as ISO text, in a column; '' for none."""
    return day_cell(moment_of(value)) if value else ""


def day_cell(moment: Moment | None) -> str:
    """A day in a column, days of one digit under those of two; '' for none."""
    if moment is None:
        return ""
    weekday, rest = day_words(moment).split(" ", 1)
    return f"{weekday} {rest}" if moment.day > 9 else f"{weekday}  {rest}"


def moment_of(value: str) -> Moment:
    """The day or minute that a row holds as ISO text."""
    from datetime import datetime

    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def days_words(days: int) -> str:
    """How far off a day is: 'in 9 days', 'today', '5 days late'."""
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "1 day late"
    return f"in {days} days" if days > 0 else f"{-days} days late"


def left_words(row: QueueRow, band: str, today: date) -> str:
    """What a list says of the time left."""
    if band == "closed":
        return row.outcome or "closed"
    if band == "paused":
        return "not started" if row.status == Status.WAITING_TO_START else "paused"
    days = row.days_left(today)
    if days is None:
        return "no limit"
    return "late today" if band == "overdue" and days == 0 else days_words(days)


def clock_headline(clock: Clock, today: date) -> str:
    """The date of a clock in one line: when, how far off, or why there is none."""
    if clock.due:
        return f"due {day_words(clock.due)}, {days_words(_days(clock.due, today))}"
    if clock.status in (Status.PAUSED, Status.WAITING_TO_START):
        return _stopped(clock)
    if clock.status is not Status.NO_LIMIT:
        return "no date can be given yet; see below"
    target = f"; our own target is {day_words(clock.target)}" if clock.target else ""
    return f"no date set by law{target}"


def _stopped(clock: Clock) -> str:
    stopped = "stopped" if clock.status is Status.PAUSED else "not started"
    since = f" since {day_words(clock.stopped_since)}" if clock.stopped_since else ""
    answered = clock.due_if_answered_today
    then = f"; if answered today, due {day_words(answered)}" if answered else ""
    return f"the clock has {stopped}{since}{then}"


def _days(due: Moment, today: date) -> int:
    return (date(due.year, due.month, due.day) - today).days

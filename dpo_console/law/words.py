"""How limits and days are put into words."""

from datetime import date, timedelta

from dpo_console.law import calendars
from dpo_console.law.facts import words as fact_words
from dpo_console.law.statutes import Limit

SMALL = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def limit_words(limits: tuple[Limit, ...]) -> str:
    """Such as `one month`, or `20 school days or 60 working days, whichever is first`."""
    words = " or ".join(_one_limit(limit) for limit in limits)
    if len(limits) > 1:
        words += ", whichever is first"
    if any(limit.holidays == "uk" for limit in limits):
        words += "; a bank holiday in any part of the UK is no working day"
    return words


def _one_limit(limit: Limit) -> str:
    if limit.unit == "on":
        return f"the day given as “{fact_words(limit.since)}”"
    unit = limit.unit.replace("_", " ")
    count = SMALL.get(limit.count, str(limit.count))
    words = f"{count} {unit.removesuffix('s') if limit.count == 1 else unit}"
    return f"{words} from “{fact_words(limit.since)}”" if limit.since else words


def days_words(count: int) -> str:
    """`1 day` or `12 days`."""
    return "1 day" if count == 1 else f"{count} days"


def first_low(text: str) -> str:
    """The text with a small first letter, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def why_closed(first: date, last: date) -> str:
    """Why each day from `first` to the day before `last` is no working day in England."""
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return ", ".join(calendars.closed_because(day) for day in days)

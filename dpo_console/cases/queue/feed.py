"""The open cases' due dates as a calendar (RFC 5545), without names, for Outlook and others.

Restricted cases are left out: a calendar is shared, and looks at it are not kept.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDuration

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.london import LONDON
from dpo_console.store.audit import chain
from dpo_console.store.queue_rows import QueueRow

MAKER = "-//dpo-console//Due dates//EN"
"""The program that the calendar says made it."""

EVERYTHING = 1_000_000
FRESH = timedelta(hours=1)
"""The time after which a program that subscribes asks again."""


def calendar_feed(desk: Desk, view: str = "all") -> bytes:
    """Return an entry for each open case of a view that has a due date.

    An entry keeps its UID for good, and its sequence grows as the case changes, so that a calendar
    program moves it. A closed case has none any more. Raises BadInput for an unknown view.
    """
    with desk.database.glance() as ask:
        installation = chain.installation(ask)
    feed = Calendar()
    feed.add("prodid", MAKER)
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", "Requests due")
    feed.add("refresh-interval", FRESH)
    feed["refresh-interval"].params["VALUE"] = "DURATION"
    feed.add("x-published-ttl", vDuration(FRESH))
    for row, due in _due(desk, view):
        feed.add_component(_entry(desk, row, due, installation))
    content: bytes = feed.to_ical()
    return content


def _due(desk: Desk, view: str) -> Iterator[tuple[QueueRow, date | datetime]]:
    """Yield the open cases that everybody may see and that have a due date, with it."""
    for row in page(desk, Query(view), limit=EVERYTHING).rows:
        if row.due and not row.closed_on and not row.restricted:
            yield row, _moment(row.due)


def _moment(text: str) -> date | datetime:
    """Return a day, or a minute in London as a calendar program anywhere reads it."""
    if len(text) == len("2026-10-13"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def _entry(desk: Desk, row: QueueRow, due: date | datetime, installation: str) -> Event:
    entry = Event()
    entry.add("uid", f"{row.reference}.{installation}@dpo-console")
    entry.add("dtstamp", desk.clock().astimezone(UTC))
    entry.add("sequence", row.version)
    entry.add("dtstart", due)
    entry.add("summary", f"{row.reference} due: {row.title}")
    entry.add("description", f"Next: {row.next_action}")
    entry.add("transp", "TRANSPARENT")
    return entry

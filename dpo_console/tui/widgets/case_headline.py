"""The head of a case: its due date, the time left, the day to aim for and whose move it is."""

from datetime import date, datetime

from rich.text import Text

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.view.views import CaseView, due_first
from dpo_console.law.model import Standing, Status
from dpo_console.law.reckoning.settling import last_day
from dpo_console.law.words import listed
from dpo_console.tui import draw
from dpo_console.tui.widgets.queue.columns import STYLES, left_words, next_words


def headline(case: CaseView, now: datetime) -> Text:
    """Draw the due date, the time left and whose move it is.

    A case from the same message that is due earlier comes first, with a warning.
    """
    first = due_first(case.row, case.links)
    if first is None or first.row.due is None:
        return own_headline(case, now)
    due = draw.day(first.row.due)
    words = f"! {first.row.reference}, from the same message, is due first: {due}"
    style = STYLES.get(first.row.band(now), draw.PLAIN)
    return draw.lines([draw.line(words, style), own_headline(case, now)])


def own_headline(case: CaseView, now: datetime) -> Text:
    """Draw this case's own due date, the time left and whose move it is."""
    row, parts = case.row, [when_due(case, now)]
    if aim := day_to_aim_for(case, now.date()):
        verb = "be ready by" if row.status == Status.WAITING_TO_START else "aim for"
        parts.append(draw.line(f"{verb} {draw.day(aim)}", draw.STRONG))
    if not row.closed_on:
        parts.append(draw.line(f"next: {next_words(row, now.date())}"))
    if row.owner:
        parts.append(draw.line(f"owner {case.called(row.owner)}", draw.QUIET))
    if case.readers:
        readers = ", ".join(map(case.called, case.readers))
        parts.append(draw.line(f"restricted to {readers}", draw.STRONG))
    return draw.join(parts, "   ")


def when_due(case: CaseView, now: datetime) -> Text:
    """Draw `due Wed 2 Dec 2026   in 7 d`."""
    row, style = case.row, STYLES.get(case.row.band(now), draw.PLAIN)
    left = left_words(row, now)
    if not row.due or row.closed_on:
        return draw.line(due_words(case), style)
    shown = left if "late" in left or left == "today" else f"in {left}"
    return draw.line(f"{due_words(case)}   {shown}", style)


def day_to_aim_for(case: CaseView, today: date) -> date | None:
    """Return the day to aim for, if it is still to come and not the due day itself, or None.

    A stopped clock has one where it runs on under another reading of the law.
    """
    if case.row.closed_on:
        return None
    open_ = next((one for one in case.clock.deadlines if not one.met_on), None)
    aim = open_.act_by if open_ else None
    if open_ is None or aim is None or aim < today:
        return None
    return None if open_.due and last_day(open_.due) == aim else aim


def due_words(case: CaseView) -> str:
    """Return `due Tue 13 Oct 2026`, or the reason there is no such day."""
    row = case.row
    if row.closed_on:
        return f"closed {draw.day(row.closed_on)}: {case.row.outcome_words}"
    if row.due:
        return f"due {draw.day(row.due)}"
    if row.status == "paused":
        since = case.clock.stopped_since
        return "clock stopped" + (f" since {draw.day(since)}" if since else "")
    if row.status == "waiting_to_start":
        return "the clock has not started"
    if all(deadline.met_on for deadline in case.clock.deadlines):
        reopened = any(fact.name == "reopened" for fact in case.facts)
        return "reopened: no date runs" if reopened else "nothing more is due here"
    asks = case.requester_kind  # empty while names are hidden
    if row.target and asks and requester_kind(asks).sets_day:
        return f"the order's day isn't recorded; our target {draw.day(row.target)}"
    if row.status == "running":
        return "no date yet"
    return (
        f"no fixed date in law; our target {draw.day(row.target)}"
        if row.target
        else "no fixed date in law"
    )


def logged_too(case: CaseView) -> str:
    """Return `, with EDR-2026-0002 from the same message`, or '' for a message of one request."""
    others = [link.row.reference for link in case.links if link.same_message]
    return f", with {listed(others)} from the same message" if others else ""


def due_of_duty(case: CaseView) -> str:
    """Return the due date in words, after its duty where no law and no target sets it."""
    agreed = (d for d in case.clock.deadlines if d.standing is Standing.AGREED and not d.met_on)
    duty = next((d.title for d in agreed if d.due and d.due.isoformat() == case.row.due), "")
    return f"{duty}, {due_words(case)}" if duty and not case.row.closed_on else due_words(case)

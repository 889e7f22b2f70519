"""One case as one line: its urgency, whose move it is, and the requester.

Glyph, word and weight tell the band. The sign of an overdue case is red as well.
"""

from datetime import datetime, timedelta

from rich.style import Style
from textual.strip import Strip

from dpo_console.store.queue_rows import QueueRow
from dpo_console.text import each_once
from dpo_console.tui import draw
from dpo_console.tui.draw import Cell

GLYPHS = {"overdue": "!!", "today": "! ", "week": "! ", "paused": "= ", "closed": "x "}
FIRST = "^!"
"""The glyph of an urgent release whose record isn't complete. It stands above overdue cases."""
MARK = "*"
RESTRICTED = "(r) "
"""Mark before the names of a restricted case."""
SIGNS = {"overdue": draw.LATE_SIGN}
STYLES = {
    "overdue": draw.LATE,
    "today": draw.SOON,
    "week": draw.STRONG,
    "closed": draw.QUIET,
}


def draw_heads(width: int) -> Strip:
    """Draw the titles of the columns."""
    action, who = _widths(width)
    owner = len("owner")
    heads = (
        ("", 3), ("case", 13), ("date", 6), ("left", 9), ("next", action + 2 - owner),
        ("owner", owner), ("requester", who),
    )  # fmt: skip
    return draw.strip([Cell(*cell, draw.QUIET) for cell in heads], width)


def _widths(width: int) -> tuple[int, int]:
    """Return the widths of the next action and of the people.

    Where a case stands beside the list and shows the people, the action has more.
    """
    rest = max(width - FIXED, 0)
    action = max(12, min(26, rest * (45 if width >= ALONE else 58) // 100))
    return action, max(rest - action, 0)


def initials(name: str) -> str:
    """Return the initials of an owner's first and last name, or the first letters of one word."""
    words = name.split()
    return f"{words[0][:1]}{words[-1][:1]}".upper() if len(words) > 1 else name[:2]


FIXED = 39
"""Cells of a line that the action and the people leave to the other columns."""

ALONE = 80
"""The least width of a list with nothing beside it."""


def draw_row(
    row: QueueRow,
    now: datetime,
    width: int,
    *,
    cursor: bool = False,
    marked: bool = False,
    owner: str = "",
) -> Strip:
    """Draw `*!! SAR-2026-0042  17 Jul  5 d late  Send the reply  PR  Jane Doe re Tom Doe`."""
    band = row.band(now)
    style = STYLES.get(band, draw.PLAIN)
    plain = draw.QUIET if band == "closed" else draw.PLAIN
    action, who = _widths(width)
    glyph = FIRST if row.stands_first else GLYPHS.get(band, "")
    cells = [
        Cell(f"{MARK if marked else ' '}{glyph}", 3, SIGNS.get(band, style)),
        Cell(row.reference, max(13, len(row.reference)), _weight(band, marked)),
        Cell(date_words(row), 6, plain),
        Cell(left_words(row, now), 9, style),
        Cell(move_words(row), action, plain),
        Cell(initials(owner), 2, plain),
        Cell(who_words(row), who, plain),
    ]
    return draw.strip(cells, width, draw.CURSOR if cursor else None)


def _weight(band: str, marked: bool) -> Style:
    if marked:
        return draw.STRONG
    if band == "closed":
        return draw.QUIET
    return draw.STRONG if band in ("overdue", "today") else draw.PLAIN


def date_words(row: QueueRow) -> str:
    """Return the day closed or due, or the office's own target."""
    day = row.closed_on or row.due or row.target
    return draw.short_day(day) if day else ""


def left_words(row: QueueRow, now: datetime) -> str:
    """Return the time left in days, or in hours where the limit is in hours."""
    match row.band(now):
        case "closed":
            return "closed"
        case "paused":
            return "stopped" if row.status == "paused" else "waiting"
        case "no_limit":
            return aim_words(row, now)
    if row.due and "T" in row.due:
        return hours_left(datetime.fromisoformat(row.due) - now)
    days = row.days_left(now.date()) or 0
    if days < 0:
        return f"{-days} d late"
    return f"{days} d" if days else "today"


def aim_words(row: QueueRow, now: datetime) -> str:
    """Return the state of the office's own target, for a case without a limit in law."""
    if not row.target:
        return "no date"
    return "target" if row.target[:10] >= now.date().isoformat() else "missed"


def hours_left(left: timedelta) -> str:
    """Return `5 h`, `40 min` or `2 h late`, in days past the 72 hours of a breach."""
    minutes = round(left / timedelta(minutes=1))
    size, late = abs(minutes), " late" if minutes < 0 else ""
    if size < 60:
        return f"{size} min{late}"
    return f"{size // 60} h{late}" if size <= 72 * 60 else f"{size // 1440} d{late}"


def move_words(row: QueueRow) -> str:
    """Return the next action, led by the approver if it is theirs, or the outcome once closed."""
    if row.closed_on:
        return row.outcome_words
    if row.whose_move != "approver":  # a move of the requester or recipient is worded as a wait
        return row.next_action
    return f"approver to {row.next_action[:1].lower()}{row.next_action[1:]}"


def who_words(row: QueueRow) -> str:
    """Return the requester, organisation and subject. A mark leads where the case is restricted."""
    return f"{RESTRICTED}{_who(row)}" if row.restricted else _who(row)


def _who(row: QueueRow) -> str:
    who = each_once(row.requester, row.organisation)
    others = len(row.subjects) - 1
    subject = row.subjects[0] if row.subjects else ""
    if not subject or subject == row.requester:
        return who
    return f"{who} re {subject}" + (f" and {others} more" if others > 0 else "")

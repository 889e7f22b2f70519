"""The columns of the queue, and one case drawn as one line.

The values of the columns are in QueueRow (store/queue_rows.py).

Glyph, word and weight tell the band. The sign of an overdue case is red as well.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from re import compile
from typing import NamedTuple

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

BREAKS = compile(r"[,;:] | \(| (?:and|by|for|on|since) ")
"""The breaks of a next move. The words before one name a move, and those after it tell of it."""

RESTRICTED = "(r) "
"""Mark before the names of a restricted case."""

SIGNS = {"overdue": draw.LATE_SIGN, "week": draw.PLAIN}

STYLES = {"overdue": draw.LATE, "today": draw.SOON, "week": draw.STRONG, "closed": draw.QUIET}

LEGEND = (
    "!! late   ! due in law within a week   = clock off   (r) limited access   * marked   "
    "^! record incomplete   Late!: earlier step late   missed: target"
)
"""The signs and words of the columns, with their meaning."""


class QueueLine(NamedTuple):
    """A case to draw as one line. `band` is its urgency, and `owner` a name or ''."""

    row: QueueRow
    now: datetime
    band: str
    marked: bool
    owner: str

    @property
    def plain(self) -> Style:
        """The style of words that say nothing of urgency."""
        return draw.QUIET if self.band == "closed" else draw.PLAIN

    @property
    def urgent(self) -> Style:
        """The style of words that say how urgent the case is."""
        return STYLES.get(self.band, draw.PLAIN)


class QueueColumn(NamedTuple):
    """One column of the queue. Without a `width`, it shares the room that the others leave.

    A title that is wider than its column begins in the one before. Words that break end at a
    break if they don't fit, such as `Weigh the risk` of `Weigh the risk; report it`.
    """

    title: str
    width: int
    words: Callable[[QueueLine], str]
    style: Callable[[QueueLine], Style]
    breaks: bool = False


def initials(name: str) -> str:
    """Return the initials of an owner's first and last name, or the first letters of one word."""
    words = name.split()
    return f"{words[0][:1]}{words[-1][:1]}".upper() if len(words) > 1 else name[:2]


def date_words(row: QueueRow) -> str:
    """Return the day closed or due, or the office's own target."""
    day = row.closed_on or (row.due and row.due_at) or row.target
    return draw.short_day(day) if day else ""


def left_words(row: QueueRow, now: datetime) -> str:
    """Return the time left in days, or in hours where the limit is in hours."""
    match row.band(now):
        case "closed":
            return "closed"
        case "paused":
            return "stopped" if row.status == "paused" else "not started"
        case "no_limit":
            if not row.target:
                return "no date"
            return "our target" if row.target[:10] >= now.date().isoformat() else "missed"
    if row.due and "T" in row.due:
        return hours_left(datetime.fromisoformat(row.due) - now)
    days = row.days_left(now.date()) or 0
    if days < 0:
        return f"{-days} d late"
    return f"{days} d" if days else "today"


def _next(line: QueueLine) -> str:
    return next_words(line.row, line.now.date())


def next_words(row: QueueRow, today: date) -> str:
    """Return the next action, led by “Late!” where a target before the limit is missed."""
    return f"{'Late! ' if row.missed_target(today) else ''}{move_words(row)}"


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
    return f"Approver decides{row.next_action.removeprefix('Decide')}"


def shortened(words: str, width: int) -> str:
    """Return words up to the last break that `width` cells have room for, or all if none has."""
    if len(words) <= width:
        return words
    whole = [found.start() for found in BREAKS.finditer(words) if found.start() <= width]
    return words[: whole[-1]] if whole else words


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


def _sign(line: QueueLine) -> str:
    glyph = FIRST if line.row.stands_first else GLYPHS.get(line.band, "")
    return f"{MARK if line.marked else ' '}{glyph}"


def _weight(line: QueueLine) -> Style:
    return draw.STRONG if line.marked or line.band in ("overdue", "today") else line.plain


def _words(column: QueueColumn, line: QueueLine, width: int) -> str:
    words = column.words(line)
    return shortened(words, width) if column.breaks else words


COLUMNS = (
    QueueColumn("", 3, _sign, lambda line: SIGNS.get(line.band, line.urgent)),
    QueueColumn("case", 13, lambda line: line.row.reference, _weight),
    QueueColumn("date", 6, lambda line: date_words(line.row), _weight),
    QueueColumn("left", 11, lambda line: left_words(line.row, line.now), lambda line: line.urgent),
    QueueColumn("next", 0, _next, lambda line: line.plain, True),
    QueueColumn("owner", 2, lambda line: initials(line.owner), lambda line: line.plain),
    QueueColumn("who", 0, lambda line: who_words(line.row), lambda line: line.plain),
)
"""Every column of the queue, from the left."""


FIXED = sum(column.width + 1 for column in COLUMNS) - 1
"""Cells of a line that the two columns without a width leave to the others."""


def _widths(width: int) -> list[int]:
    """Return the width of each column. The next action and the people share what is left.

    The action has more: the case tells the people too. Beside the case, where the list is a little
    narrower than at 80 columns, it keeps the room that it has there.
    """
    rest = max(width - FIXED, 0)
    action = max(12, min(25, max(rest * 60 // 100, rest - 12)))
    shares = iter((action, max(rest - action, 0)))
    return [column.width or next(shares) for column in COLUMNS]


def draw_heads(width: int) -> Strip:
    """Draw the titles of the columns."""
    widths = _widths(width)
    for at, column in enumerate(COLUMNS[:-1]):
        over = max(len(column.title) - widths[at], 0)
        widths[at], widths[at - 1] = widths[at] + over, widths[at - 1] - over
    heads = zip(COLUMNS, widths, strict=True)
    return draw.strip([Cell(column.title, own, draw.QUIET) for column, own in heads], width)


@lru_cache(maxsize=256)
def draw_row(
    row: QueueRow,
    now: datetime,
    width: int,
    *,
    cursor: bool = False,
    marked: bool = False,
    owner: str = "",
) -> Strip:
    """Draw `*!! SAR-2026-0042  17 Jul  5 d late  Send the reply  PR  Jane Doe re Tom Doe`.

    `now` is a minute. A list that moves by a line shows nearly all lines again as they were.
    """
    line = QueueLine(row, now, row.band(now), marked, owner)
    widths = _widths(width)
    widths[1] = max(widths[1], len(row.reference))  # a long reference is never cut
    cells = [
        Cell(_words(column, line, own), own, column.style(line))
        for column, own in zip(COLUMNS, widths, strict=True)
    ]
    return draw.strip(cells, width, draw.CURSOR if cursor else None)

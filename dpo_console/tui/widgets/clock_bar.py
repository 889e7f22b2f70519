"""The clock of a case as a bar, with its waiting, running, stopped and extended stretches."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import accumulate

from rich.console import Console, ConsoleOptions, RenderableType
from rich.style import Style
from rich.text import Text

from dpo_console.law.explaining.headline import with_lateness
from dpo_console.law.model import Clock, Going, Moment, Stretch, day_of
from dpo_console.law.reckoning.settling import last_day
from dpo_console.tui import draw
from dpo_console.tui.terminal.abilities import ascii_only

WIDEST = 64
"""The most cells. A wider bar tells nothing more."""

BLOCKS = {
    Going.WAITING: "·",
    Going.RUNNING: "█",
    Going.STOPPED: "░",
    Going.EXTENDED: "▄",
    Going.LATE: "▒",
}
PLAIN = {
    Going.WAITING: ".",
    Going.RUNNING: "#",
    Going.STOPPED: "-",
    Going.EXTENDED: "+",
    Going.LATE: "!",
}
"""The same signs for a terminal that has no blocks."""

TO_COME = {Going.RUNNING: ("─", "_"), Going.EXTENDED: ("═", "=")}
"""The signs of days that are still to come, with blocks and without."""

WORDS = {Going.RUNNING: ("gone", "left"), Going.EXTENDED: ("extended", "extension left")}
"""The words for those days where they have passed, and where they are to come."""

STYLES = {
    Going.WAITING: draw.QUIET,
    Going.RUNNING: draw.STRONG,
    Going.STOPPED: draw.PLAIN,
    Going.EXTENDED: draw.PLAIN,
    Going.LATE: draw.LATE_SIGN,
}
"""Weights, with red for lateness. The character alone tells the state of the clock."""

MARK = "^"
Label = tuple[int, str]
Piece = tuple[str, int, Style, str]
"""A run of one sign: the sign, its cells, their style, and its word."""


class ClockBar:
    """A bar that draws itself in the room it is given, with its days and the signs explained."""

    def __init__(self, clock: Clock, now: Moment) -> None:
        """Take an explained `clock` with a course, and mark today on it.

        Where the limit is in hours, mark the minute `now`.
        """
        self.stretches = with_lateness(clock, now)
        in_hours = isinstance(clock.course[0].first, datetime)
        self.end = clock.course[-1].last
        self.supposed = clock.deadlines[0].due is None
        self.met = clock.deadlines[0].met_at or clock.deadlines[0].met_on
        self.duty = "" if clock.deadlines[0].what == "answer" else clock.deadlines[0].title
        marked = self.met or now
        self.marked = marked if in_hours else day_of(marked)
        today = "now" if in_hours and isinstance(now, datetime) else "today"
        self.word = f"done {short(self.met)}" if self.met else today
        self.plain = ascii_only()
        self.glyphs = PLAIN if self.plain else BLOCKS

    def __rich_console__(
        self, _console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        width = min(options.max_width, WIDEST)
        edges = edges_of(self.stretches, width)
        pieces = list(self._pieces(edges))
        yield draw.join(draw.line(sign * cells, style) for sign, cells, style, _ in pieces)
        yield draw.line(labels(self._labels(edges, width), width))
        yield from self._legend(pieces, width)

    def _pieces(self, edges: Sequence[int]) -> Iterator[Piece]:
        """Yield each stretch, in two where today lies in it: the days gone, and those left."""
        here = place_of(self.marked, self.stretches, edges)
        over = edges[-1] if day_of(self.marked) > last_day(self.end) else 0
        for stretch, first, last in zip(self.stretches, edges, edges[1:], strict=False):
            going, sign = stretch.going, self.glyphs[stretch.going]
            if going not in TO_COME:
                yield sign, last - first, STYLES[going], str(going)
                continue
            now = min(max(over if here is None else here, first), last)
            gone, left = WORDS[going]
            left = "not needed" if self.met else left
            yield sign, now - first, STYLES[going], gone
            yield TO_COME[going][self.plain], last - now, draw.PLAIN, left

    def _legend(self, pieces: Sequence[Piece], width: int) -> Iterator[Text]:
        """Yield the duty, the signs with their words, and that the end supposes an answer today.

        The duty is named unless it is the answer.
        """
        signs = {sign: draw.line(f"{sign} {word}") for sign, cells, _, word in pieces if cells}
        done = " (done)" if self.met else ""
        shown = [draw.line(f"{self.duty}{done}:")] if self.duty else []
        shown += [draw.join(signs.values(), "   ")] if len(signs) > 1 or shown else []
        if self.supposed:
            shown.append(draw.line("(if they answer today)", draw.QUIET))
        whole = draw.join(shown, "   ")
        yield from [whole] if shown and whole.cell_len <= width else shown

    def _labels(self, edges: Sequence[int], width: int) -> Iterator[Label]:
        """Yield today's label first, as labels may collide, then those of the end and start."""
        place = place_of(self.marked, self.stretches, edges)
        if place is not None:
            right = place + len(self.word) + 2 <= width
            yield (
                (place, f"{MARK} {self.word}")
                if right
                else (place - 1 - len(self.word), f"{self.word} {MARK}")
            )
        last = place_of(last_day(self.end), self.stretches, edges) or 0
        words = short(last_day(self.end))
        yield last + 1 - len(words), words
        yield 0, short(self.stretches[0].first)


def edges_of(stretches: Sequence[Stretch], width: int) -> list[int]:
    """Return the cell where each stretch starts and the last one ends, at least a cell apart."""
    lengths = [_until(stretch.last) - _since(stretch.first) for stretch in stretches]
    whole, room = sum(lengths, timedelta()), max(width - len(stretches), 0)
    ends = accumulate(lengths)
    return [0, *(place + round(room * (end / whole)) for place, end in enumerate(ends, 1))]


def place_of(moment: Moment, stretches: Sequence[Stretch], edges: Sequence[int]) -> int | None:
    """Return the cell of a day or minute, or None where it lies outside the bar."""
    for place, stretch in enumerate(stretches):
        cells = edges[place + 1] - edges[place]
        if (cell := _cell(moment, stretch, cells, at_start=place == 0)) is not None:
            return edges[place] + cell
    return None


def _cell(moment: Moment, stretch: Stretch, cells: int, *, at_start: bool) -> int | None:
    """Return the cell of a day or minute within a stretch, or None where it lies outside."""
    first, last = stretch.first, stretch.last
    if isinstance(moment, datetime) and isinstance(first, datetime) and isinstance(last, datetime):
        share = (moment - first) / (last - first)
        return min(int(share * cells), cells - 1) if 0 <= share <= 1 else None
    gone = (day_of(moment) - day_of(first)).days
    days = (day_of(last) - day_of(first)).days + 1
    if not 0 <= gone < days:
        return None
    is_last = gone == days - 1 and (days > 1 or not at_start)
    return cells - 1 if is_last else gone * cells // days


def labels(wanted: Iterator[Label], width: int) -> str:
    """Return words at their places on one line. Leave out any that would touch another."""
    line = " " * width
    for place, word in wanted:
        start = min(max(place, 0), max(width - len(word), 0))
        around = line[max(start - 1, 0) : start + len(word) + 1]
        if not around.strip() and start + len(word) <= width:
            line = line[:start] + word + line[start + len(word) :]
    return line.rstrip()


def short(moment: Moment) -> str:
    """Return `9 Oct`."""
    return draw.short_day(moment.isoformat()).strip()


def _since(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)


def _until(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else _since(moment) + timedelta(days=1)

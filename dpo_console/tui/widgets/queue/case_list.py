"""A list of cases, drawn line by line over pages of rows.

A stretch of the view stays in memory. The list asks for the next page by key when the cursor
reaches its end. However many cases there are, a key press costs one page at most. A page is read on
the spot, not in a thread. It is one indexed read, and the next key must act on the new rows.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar, Protocol

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Blur, Focus
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dpo_console.cases.queue.queue import QueuePage
from dpo_console.errors import DpoConsoleError
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads.lists import Key
from dpo_console.tui import draw
from dpo_console.tui.terminal.cursor import lead_cursor
from dpo_console.tui.widgets.item_list import MOVES
from dpo_console.tui.widgets.queue.columns import draw_heads, draw_row

HELD = 400
"""Rows kept in memory. Further ones are read again."""


class RowSource(Protocol):
    """A source of a list's rows: one view under its filters."""

    def page(self, *, after: Key | None = None, before: Key | None = None, limit: int) -> QueuePage:
        """Return the beginning of the view, or the rows after or before a key."""

    def last(self, limit: int) -> QueuePage:
        """Return the end of the view."""

    def key(self, row: QueueRow) -> Key:
        """Return the position of a row in the view."""

    def just_before(self, row: QueueRow) -> Key:
        """Return the key after which the row itself comes first."""

    def place(self, row: QueueRow) -> Key:
        """Return the row's key in a form that compares, to tell which rows lie between two."""


class CaseList(Widget, can_focus=True):
    """The cases of one view, with a cursor.

    `marks` are the numbers of the marked cases, in this view or not. `began` is the case at which
    an open range started.
    """

    DEFAULT_CSS = "CaseList { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("g,home", "first", "First", show=False),
        Binding("G,end", "last", "Last", show=False),
    ]

    class Moved(Message):
        """Notice that the cursor stands on another case, or on none."""

    class Failed(Message):
        """Notice that a page couldn't be read. `error` has the sentence."""

        def __init__(self, error: DpoConsoleError) -> None:
            super().__init__()
            self.error = error

    def __init__(
        self,
        source: RowSource,
        now: Callable[[], datetime],
        owner: Callable[[str], str] = lambda slug: "",
    ) -> None:
        """Take rows from `source` once `show` is called.

        `now` gives the minute against which the bands and the days left are shown. `owner` returns
        the name of a case's owner by slug, or '' to show none.
        """
        super().__init__()
        self.now = now
        self.owner = owner
        self.source = source
        self.rows: list[QueueRow] = []
        self.at_start = self.at_end = True
        self.top = self.cursor = 0
        self.empty = Text()
        self.marks: set[int] = set()
        self.began: QueueRow | None = None

    @property
    def current(self) -> QueueRow | None:
        """The case under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def place_of(self, total: int) -> str:
        """Return `12 of 60`, or '' where all are in sight or the place isn't known.

        The rows held are known to be the first or the last ones only at the ends of a long view.
        """
        if total <= self.room or not (self.at_start or self.at_end) or not self.rows:
            return ""
        before = 0 if self.at_start else total - len(self.rows)
        return f"{before + self.cursor + 1} of {total}"

    @property
    def room(self) -> int:
        """The number of cases that fit, or before the first layout the lines of the window."""
        return self.size.height or self.app.size.height

    def show(self, source: RowSource, empty: Text) -> None:
        """Show a view from its beginning. `empty` stands there when it holds nothing."""
        page = source.page(limit=self._limit)
        self.source, self.empty = source, empty
        self._hold(page.rows, at_start=True, at_end=not page.more)

    def stand_for(
        self, other: "CaseList", source: RowSource, *, row: Callable[[QueueRow], QueueRow]
    ) -> None:
        """Show another list's cases, each changed by `row`, without reading them again.

        The cursor stands on the same case as there.
        """
        self.source, self.rows = source, [row(one) for one in other.rows]
        self.at_start, self.at_end = other.at_start, other.at_end
        self.top, self.cursor = other.top, other.cursor

    def stand_on(self, row: QueueRow) -> None:
        """Put the cursor on a case of the view, in the middle where it isn't on the first page."""
        found = [n for n, one in enumerate(self.rows) if one.id == row.id]
        self.cursor = found[0] if found else self.top + self.room // 2
        self.reload(row)

    def reload(self, anchor: QueueRow | None = None) -> None:
        """Read the shown rows again. The cursor stays on its case.

        `anchor` is that case as it is now. Where the case has left the view, the cursor moves to
        the one that followed it.
        """
        row = anchor or self.current
        if row is None:
            self.show(self.source, self.empty)
            return
        above = self.source.page(before=self.source.key(row), limit=self._limit)
        below = self.source.page(after=self.source.just_before(row), limit=self._limit)
        line, before = self.cursor - self.top, self._in_sight
        self.rows = [*above.rows, *below.rows]
        self.at_start, self.at_end = not above.more, not below.more
        self.cursor = max(min(len(above.rows), len(self.rows) - 1), 0)
        self.top = max(self.cursor - line, 0)
        self._bring_into_sight()
        if self._in_sight != before:
            self.refresh()
        self.post_message(self.Moved())

    def _hold(self, rows: tuple[QueueRow, ...], *, at_start: bool, at_end: bool) -> None:
        self.rows, self.at_start, self.at_end = list(rows), at_start, at_end
        self.top = self.cursor = 0
        self._settle()

    @property
    def _in_sight(self) -> tuple[int, list[QueueRow]]:
        """The drawn rows, after the line of the cursor among them."""
        return self.cursor - self.top, self.rows[self.top : self.top + self.room]

    @property
    def _limit(self) -> int:
        return max(self.room, 20) + 1

    def action_move(self, lines: int) -> None:
        """Move the cursor by `lines` cases."""
        self._attempt(lambda: self.move(lines))

    def _attempt(self, what: Callable[[], None]) -> None:
        """Do something that may read a page. If that fails, keep the rows and tell the screen."""
        try:
            what()
        except DpoConsoleError as error:
            self.post_message(self.Failed(error))

    def move(self, lines: int) -> None:
        """Move the cursor by `lines` cases. Raises any error of reading a page."""
        before, top = self.cursor, self.top
        target = before + lines
        while target >= len(self.rows) and not self.at_end:
            self._more_below()
        while target < 0 and not self.at_start:
            target += self._more_above()
        self.cursor = max(min(target, len(self.rows) - 1), 0)
        self._settle(before if self.top == top else None)

    def is_marked(self, row: QueueRow) -> bool:
        """Return True if a case is marked, by itself or by the open range up to the cursor."""
        if row.id in self.marks or self.began is None or self.current is None:
            return row.id in self.marks
        first, last = sorted(map(self.source.place, (self.began, self.current)))
        return first <= self.source.place(row) <= last

    @property
    def marked(self) -> int:
        """The number of marked cases, with those of an open range, or 0 if it isn't all held."""
        if self.began is None:
            return len(self.marks)
        found = {row.id for row in self.rows if self.is_marked(row)}
        return len(self.marks | found) if self.began.id in found else 0

    def toggle(self) -> None:
        """Mark the case under the cursor, or remove its mark, then go to the next."""
        if self.current:
            self.marks ^= {self.current.id}
            self.action_move(1)

    def mark(self, numbers: Iterable[int], began: QueueRow | None = None) -> None:
        """Mark these cases and no others, in this view or not, with a range open from `began`.

        Only the lines whose mark changes are drawn again.
        """
        before = self._marks_in_sight
        self.marks, self.began = set(numbers), began
        marks = zip(before, self._marks_in_sight, strict=True)
        lines = [y for y, (was, now) in enumerate(marks) if was != now]
        if lines:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))

    @property
    def _marks_in_sight(self) -> list[bool]:
        return [self.is_marked(row) for row in self.rows[self.top : self.top + self.room]]

    def action_page(self, pages: float) -> None:
        """Move the cursor and the shown rows by a page or half of one."""
        lines = int(self.room * pages)
        self.top = max(self.top + lines, 0)
        self.action_move(lines)
        self.refresh()

    def action_first(self) -> None:
        """Go to the most urgent case."""
        if self.rows:
            self._attempt(lambda: self.show(self.source, self.empty))

    def action_last(self) -> None:
        """Go to the end of the view."""
        self._attempt(self.to_end)

    def to_end(self) -> None:
        """Put the cursor on the last case of the view. Raises any error of reading a page."""
        if not self.rows:
            return
        if not self.at_end:
            page = self.source.last(self._limit)
            self._hold(page.rows, at_start=not page.more, at_end=True)
        self.move(len(self.rows))

    def _more_below(self) -> None:
        page = self.source.page(after=self.source.key(self.rows[-1]), limit=self._limit)
        self.rows.extend(page.rows)
        self.at_end = not page.more
        surplus = min(len(self.rows) - HELD, self.top)
        if surplus > 0:
            del self.rows[:surplus]
            self.top -= surplus
            self.cursor -= surplus
            self.at_start = False

    def _more_above(self) -> int:
        page = self.source.page(before=self.source.key(self.rows[0]), limit=self._limit)
        self.rows[:0] = page.rows
        self.at_start = not page.more
        self.top += len(page.rows)
        self.cursor += len(page.rows)
        return len(page.rows)

    def _settle(self, moved_from: int | None = None) -> None:
        """Bring the cursor into sight, and draw two lines or, where the view moved, all of them."""
        top = self.top
        self._bring_into_sight()
        if moved_from is None or top != self.top:
            self.refresh()
        else:
            lines = self._changed_lines(moved_from - self.top, self.cursor - self.top)
            self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))
        self.post_message(self.Moved())

    def _changed_lines(self, one: int, other: int) -> Iterable[int]:
        """Return the lines that a move changes, which with an open range are all those between."""
        return range(min(one, other), max(one, other) + 1) if self.began else {one, other}

    def _bring_into_sight(self) -> None:
        if self.cursor < self.top:
            self.top = self.cursor
        if self.cursor >= self.top + self.room:
            self.top = self.cursor - self.room + 1
        if self.top + self.room > len(self.rows):
            if not self.at_end:
                self._more_below()
            self.top = max(min(self.top, len(self.rows) - self.room), 0)

    def on_focus(self, event: Focus) -> None:
        """Take the focus without drawing. The list looks no different with it."""
        event.prevent_default()
        self.has_focus = True

    def on_blur(self, event: Blur) -> None:
        """Give up the focus without drawing, likewise."""
        event.prevent_default()
        self.has_focus = False

    def on_resize(self) -> None:
        """Keep the cursor in sight, and the screen full, when the terminal changes size."""
        if self.rows:
            self._attempt(self._settle)

    def render_line(self, y: int) -> Strip:
        """Draw one case, or the words for an empty view from the second line on."""
        width, index = self.size.width, self.top + y
        if index < len(self.rows):
            row, here = self.rows[index], index == self.cursor
            if here:
                lead_cursor(self, y)
            minute = self.now().replace(second=0, microsecond=0)
            return draw_row(
                row, minute, width, cursor=here, marked=self.is_marked(row),
                owner=self.owner(row.owner),
            )  # fmt: skip
        empty = () if self.rows else self.empty.wrap(self.app.console, width)
        if 0 < y <= len(empty):
            line = empty[y - 1]
            if not line.plain.startswith(" "):  # the rest of a line that was too long
                line.pad_left(3)
            return Strip(line.render(self.app.console)).crop(0, width)
        return Strip.blank(width)


class CaseHeads(Widget):
    """The titles, as wide as the list below them, and where its cursor rests."""

    DEFAULT_CSS = "CaseHeads { height: 1; }"
    place = ""

    def tell(self, place: str) -> None:
        """Show the place of the cursor among the cases, such as `12 of 60`."""
        if place != self.place:
            self.place = place
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the titles over the columns that the list has at its width."""
        width = self.screen.query_one(CaseList).size.width or self.size.width
        heads, end = draw_heads(width), self.size.width - len(self.place) - 1
        if not self.place or cell_len(heads.text.rstrip()) > end:
            return heads
        place = draw.strip([draw.Cell(self.place, len(self.place), draw.QUIET)], len(self.place))
        return Strip.join([heads.crop(0, end + 1).extend_cell_length(end + 1), place])

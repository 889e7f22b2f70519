"""A list of cases, drawn line by line over pages of rows.

It holds a stretch of the view in memory and asks for the next page by key when the cursor comes
to its end, so a key costs one page at most however many cases there are. A page is read on the
spot, not in a thread: it is one indexed read, and the next key must act on what it shows.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar, Protocol

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Blur, Focus
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dpo_console.cases.queue.queue import Page
from dpo_console.errors import DpoConsoleError
from dpo_console.store.reads.orders import Key
from dpo_console.store.rows import QueueRow
from dpo_console.tui.widgets.case_row import draw_row

HELD = 400
"""Rows kept in memory; further ones are read again."""


class Source(Protocol):
    """Where a list's rows come from: one view under its filters."""

    def page(self, *, after: Key | None = None, before: Key | None = None, limit: int) -> Page:
        """The beginning of the view, or what follows or precedes a key."""

    def last(self, limit: int) -> Page:
        """The end of the view."""

    def key(self, row: QueueRow) -> Key:
        """Where a row stands in the view."""

    def just_before(self, row: QueueRow) -> Key:
        """A key after which the row itself comes first."""

    def place(self, row: QueueRow) -> Key:
        """The row's key, to be compared: which rows lie between two."""


class CaseList(Widget, can_focus=True):
    """The cases of one view, with a cursor.

    `marks` are the numbers of those that are marked, in this view or not; `began` is the case at
    which a range was begun that is still open.
    """

    DEFAULT_CSS = "CaseList { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("g,home", "first", "First", show=False),
        Binding("G,end", "last", "Last", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another case, or on none."""

    class Failed(Message):
        """A page couldn't be read; `error` has the sentence."""

        def __init__(self, error: DpoConsoleError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, source: Source, now: Callable[[], datetime]) -> None:
        """`source`: shown once `show` is called; `now`: the minute against which bands and days
        left are shown.
        """
        super().__init__()
        self.now = now
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

    @property
    def room(self) -> int:
        """How many cases fit; before the first layout, a guess that most terminals hold."""
        return self.size.height or 20

    def show(self, source: Source, empty: Text) -> None:
        """Show a view from its beginning; `empty` stands there when it holds nothing."""
        page = source.page(limit=self._limit)
        self.source, self.empty = source, empty
        self._hold(page.rows, at_start=True, at_end=not page.more)

    def stand_for(
        self, other: "CaseList", source: Source, *, row: Callable[[QueueRow], QueueRow]
    ) -> None:
        """Show what another list shows, each `row` changed, without reading it again; the cursor
        stands where it stands there.
        """
        self.source, self.rows = source, [row(one) for one in other.rows]
        self.at_start, self.at_end = other.at_start, other.at_end
        self.top, self.cursor = other.top, other.cursor

    def reload(self, anchor: QueueRow | None = None) -> None:
        """Read again what is shown; the cursor stays on its case, or on `anchor`, that case as it
        is now. Where it has left the view, the cursor stands on the one that followed.
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
        """The rows that are drawn, and on which of them the cursor stands."""
        return self.cursor - self.top, self.rows[self.top : self.top + self.room]

    @property
    def _limit(self) -> int:
        return max(self.room, 20) + 1

    def action_move(self, lines: int) -> None:
        """Move the cursor by so many cases."""
        self._attempt(lambda: self.move(lines))

    def _attempt(self, what: Callable[[], None]) -> None:
        """Do what may read a page; where it can't be read, all stays and the screen is told."""
        try:
            what()
        except DpoConsoleError as error:
            self.post_message(self.Failed(error))

    def move(self, lines: int) -> None:
        """Move the cursor by so many cases. Raises what reading a page raises."""
        before, top = self.cursor, self.top
        target = before + lines
        while target >= len(self.rows) and not self.at_end:
            self._more_below()
        while target < 0 and not self.at_start:
            target += self._more_above()
        self.cursor = max(min(target, len(self.rows) - 1), 0)
        self._settle(before if self.top == top else None)

    def is_marked(self, row: QueueRow) -> bool:
        """Whether a case is marked, by itself or by the range from where it began to the cursor."""
        if row.id in self.marks or self.began is None or self.current is None:
            return row.id in self.marks
        first, last = sorted(map(self.source.place, (self.began, self.current)))
        return first <= self.source.place(row) <= last

    def toggle(self) -> None:
        """Mark the case under the cursor, or take its mark away; go to the next."""
        if self.current:
            self.marks ^= {self.current.id}
            self.action_move(1)

    def mark(self, numbers: Iterable[int], began: QueueRow | None = None) -> None:
        """These cases and no others are marked, wherever they are, and a range is open from
        `began` on. Draws the lines whose mark comes or goes.
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
        """Move the cursor and what is shown by a page or half of one."""
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
        """Put the cursor on the last case of the view. Raises what reading a page raises."""
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
        """Bring the cursor into sight and draw: two lines where only the cursor moved."""
        top = self.top
        self._bring_into_sight()
        if moved_from is None or top != self.top:
            self.refresh()
        else:
            lines = self._changed_lines(moved_from - self.top, self.cursor - self.top)
            self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))
        self.post_message(self.Moved())

    def _changed_lines(self, one: int, other: int) -> Iterable[int]:
        """The lines that a move draws anew: a range that is open changes all between them."""
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
        """It looks the same with the keys and without: Textual would draw all of it anew."""
        event.prevent_default()
        self.has_focus = True

    def on_blur(self, event: Blur) -> None:
        """As for focus."""
        event.prevent_default()
        self.has_focus = False

    def on_resize(self) -> None:
        """Keep the cursor in sight, and the screen full, when the terminal changes."""
        if self.rows:
            self._attempt(self._settle)

    def render_line(self, y: int) -> Strip:
        """Draw one case, or the words for an empty view on its second line."""
        width, index = self.size.width, self.top + y
        if index < len(self.rows):
            row, here = self.rows[index], index == self.cursor
            return draw_row(row, self.now(), width, cursor=here, marked=self.is_marked(row))
        if not self.rows and y == 1:
            return Strip(self.empty.render(self.app.console)).crop(0, width)
        return Strip.blank(width)

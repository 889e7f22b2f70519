"""Items of a disclosure schedule, drawn line by line, with marks and a range."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dpo_console.law.exemptions.exemptions import law_of
from dpo_console.law.exemptions.item_categories import category_title
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.tui import draw, routes
from dpo_console.tui.draw import Cell
from dpo_console.tui.terminal.cursor import lead_cursor

MOVES = (
    Binding("j,down", "move(1)", "Down", show=False),
    Binding("k,up", "move(-1)", "Up", show=False),
    Binding("ctrl+d", "page(0.5)", "Half a page down", show=False),
    Binding("ctrl+u", "page(-0.5)", "Half a page up", show=False),
    Binding("pagedown", "page(1)", "Page down", show=False),
    Binding("pageup", "page(-1)", "Page up", show=False),
)
"""Each list says itself where its first and last lines are."""


TREATED = {"": "-", "release": "release", "redact": "redact", "withhold": "withhold"}


class ItemList(Widget, can_focus=True):
    """Items with a cursor. An act is done to the marked items, or to the one under the cursor."""

    DEFAULT_CSS = "ItemList { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("g,home", "end(0)", "First", show=False),
        Binding("G,end", "end(1)", "Last", show=False),
        Binding("space", "mark", "Mark", show=False),
        Binding("slash", "find_line", "Find an item", show=False),
    ]

    class Moved(Message):
        """Notice that the cursor stands on another item, or that the marks have changed."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[ItemRow, ...] = ()
        self.cursor = self.top = 0
        self.marks: set[int] = set()
        self.began: int | None = None

    @property
    def current(self) -> ItemRow | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.items else None

    @property
    def marked(self) -> tuple[ItemRow, ...]:
        """The items marked one by one or by the range, in order."""
        numbers = self.marks | self._range()
        return tuple(item for item in self.items if item.number in numbers)

    @property
    def chosen(self) -> tuple[ItemRow, ...]:
        """The items that an act is done to: the marked ones, else the one under the cursor."""
        return self.marked or ((self.current,) if self.current else ())

    def _range(self) -> set[int]:
        if self.began is None:
            return set()
        first, last = sorted((self.began, self.cursor))
        return {item.number for item in self.items[first : last + 1]}

    def show(self, items: Sequence[ItemRow]) -> None:
        """Show other items. The cursor stays on its number, or at that place."""
        number = self.current.number if self.current else 0
        self.items = tuple(items)
        here = [index for index, item in enumerate(self.items) if item.number == number]
        self.cursor = here[0] if here else max(min(self.cursor, len(self.items) - 1), 0)
        self.unmark()

    def unmark(self) -> None:
        """Remove every mark."""
        self.marks, self.began = set(), None
        self._settle()

    def mark(self, numbers: Collection[int]) -> None:
        """Mark items by their numbers."""
        self.marks |= set(numbers)
        self._settle()

    def action_mark(self) -> None:
        """Mark the item under the cursor, or remove its mark, then go to the next."""
        if self.current:
            self.marks ^= {self.current.number}
            self.action_move(1)

    def toggle_range(self) -> None:
        """Start a range at the cursor, or keep the open one as marks."""
        if self.began is None:
            self.began = self.cursor
        else:
            self.marks |= self._range()
            self.began = None
        self._settle()

    def action_move(self, lines: int) -> None:
        """Move the cursor by `lines` items."""
        before, top = self.cursor, self.top
        self.cursor = max(min(before + lines, len(self.items) - 1), 0)
        self._settle(before if self.top == top and self.began is None else None)

    def action_page(self, pages: float) -> None:
        """Move by a page or half of one."""
        self.action_move(int(self._room * pages))

    def action_end(self, last: int) -> None:
        """Go to the first item, or to the last."""
        self.action_move(len(self.items) if last else -len(self.items))

    def action_find_line(self) -> None:
        """Find an item, and put the cursor on it."""
        lines = [f"{i.number} {i.title} {category_title(i.category)}" for i in self.items]

        def chosen(place: int | None) -> None:
            if place is not None:
                self.action_move(place - self.cursor)

        self.app.push_screen(routes.FIND_LINE(lines), chosen)

    @property
    def _room(self) -> int:
        return self.size.height or 20

    def _settle(self, moved_from: int | None = None) -> None:
        """Bring the cursor into sight, and draw two lines or, where the view moved, all of them."""
        top = self.top
        self.top = min(self.top, self.cursor)
        self.top = max(self.top, self.cursor - self._room + 1)
        if moved_from is None or self.top != top:
            self.refresh()
        else:
            lines = {moved_from - self.top, self.cursor - self.top}
            self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Keep the cursor in sight when the terminal changes size."""
        self._settle()

    def render_line(self, y: int) -> Strip:
        """Draw one item."""
        index = self.top + y
        if index >= len(self.items):
            return Strip.blank(self.size.width)
        item = self.items[index]
        marked = item.number in self.marks or item.number in self._range()
        if index == self.cursor:
            lead_cursor(self, y)
        return draw_item(item, self.size.width, marked=marked, cursor=index == self.cursor)


def draw_item(item: ItemRow, width: int, *, marked: bool, cursor: bool) -> Strip:
    """Draw `*!  53 redact    E-mails        2 p Message of 3 March   DPA 2018 Sch 2 para 16-17`."""
    lacks = bool(item.gap)
    style = draw.WARNING if lacks else draw.PLAIN
    law, category = law_of(item.exemption), 25 if width >= 100 else 12
    pages = f"{item.pages} p".rjust(5) if item.pages else " " * 5
    taken = 20 + len(pages) + category + (len(law) + 1 if law else 0)
    cells = [
        Cell(f"{'*' if marked else ' '}{'!' if lacks else ' '}", 2, draw.STRONG),
        Cell(str(item.number).rjust(4), max(4, len(str(item.number))), style),
        Cell(TREATED.get(item.treatment, item.treatment), 9, style),
        Cell(_short(category_title(item.category), category), category, draw.QUIET),
        Cell(pages, len(pages), draw.QUIET),
        Cell(item.title, max(width - taken, 10)),
        *([Cell(law, len(law))] if law else ()),
    ]
    return draw.strip(cells, width, draw.CURSOR if cursor else None)


def _short(title: str, room: int) -> str:
    """Return `Behaviour` for “Behaviour and exclusions” where there is no room for all of it."""
    return title if len(title) <= room else title.partition(" and ")[0]

"""Lists of words: a menu, whose closed choices are dim and say why, and one with a pane."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Resize
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList

from dpo_console.tui import draw, routes
from dpo_console.tui.commands import Choice
from dpo_console.tui.terminal.cursor import lead_cursor
from dpo_console.tui.widgets.panes import Pane, Words

Row = TypeVar("Row")

SHORT = 34
"""The widest titles that leave room for a reason beside them. Wider ones give theirs up."""


class KeyList(OptionList):
    """Options with the keys of the lists.

    The cursor is the row in reverse, which every terminal shows. Textual's own is colour alone.
    """

    DEFAULT_CSS = "KeyList { height: auto; max-height: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
        Binding("ctrl+d", "page_down", "Page down", show=False),
        Binding("ctrl+u", "page_up", "Page up", show=False),
        Binding("slash", "find_line", "Find a line", show=False),
    ]

    class Widened(Message):
        """Notice that the list has another width. Lines cut to the old one need drawing again."""

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self._width = 0

    def put(self, lines: Sequence[Text]) -> None:
        """Show other lines. The cursor stays in its place as far as possible."""
        place = self.highlighted or 0
        self.clear_options()
        self.add_options(lines)
        self.highlighted = min(place, len(lines) - 1) if lines else None

    def action_page_up(self) -> None:
        """Go up a page, if the list has a line on screen. Textual fails on a list without one."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Go down a page, likewise."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_find_line(self) -> None:
        """Find a line that can be chosen, and put the cursor on it."""
        lines = ["" if option.disabled else str(option.prompt) for option in self.options]

        def chosen(place: int | None) -> None:
            if place is not None:
                self.highlighted = place

        self.app.push_screen(routes.FIND_LINE(lines), chosen)

    def on_resize(self, event: Resize) -> None:
        """Report a new width, which a list below another screen hears only later."""
        was, self._width = self._width, event.size.width
        if was not in (0, self._width):
            self.post_message(self.Widened())

    def render_line(self, y: int) -> Strip:
        """Draw a line, in reverse where it is under the cursor."""
        strip = super().render_line(y)
        styles = [segment.style for segment in strip if segment.style]
        if styles and self.highlighted is not None:
            option = styles[0].meta.get("option")
            if option == self.highlighted:
                lead_cursor(self, y)
                return draw.cursor(strip)
        return strip


class Menu(KeyList):
    """Choices, one line each."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.choices: tuple[Choice, ...] = ()
        self.offer(choices)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show other choices. The cursor stays in its place as far as possible."""
        if tuple(choices) == self.choices:
            return
        self.choices = tuple(choices)
        self.put(prompts(self.choices))

    @property
    def chosen(self) -> Choice | None:
        """The choice under the cursor."""
        return self.choices[self.highlighted] if self.highlighted is not None else None

    @property
    def cut(self) -> str:
        """The words beside the title under the cursor, if the list is too narrow for them, or ''.

        A reason that has no room at all beside a long title counts too.
        """
        choice = self.chosen
        if choice is None or self.highlighted is None:
            return ""
        beside, drawn = choice.why_not or choice.help, str(self.options[self.highlighted].prompt)
        edges = self.get_component_styles("option-list--option").padding.width
        room = self.scrollable_content_region.width - edges
        return "" if drawn.endswith(beside) and cell_len(drawn) <= room else beside


def prompts(choices: Sequence[Choice]) -> list[Text]:
    """Draw choices, their keys and their helps in columns."""
    keys = max((len(choice.key) for choice in choices), default=0)
    width = max((len(c.title) for c in choices if c.help or c.why_not), default=0)
    return [prompt(choice, width, keys) for choice in choices]


def prompt(choice: Choice, width: int, keys: int) -> Text:
    """Draw `  c  Close   what it does`, dim with its reason where it can't be chosen."""
    style = draw.OFF if choice.why_not else draw.PLAIN
    key = draw.line(choice.key.ljust(keys + 2), draw.OFF if choice.why_not else draw.STRONG)
    beside = choice.why_not or choice.help
    drawn = [key] if keys else []
    beside_title = beside == choice.help or width <= SHORT  # a reason needs the room
    filled = beside and beside_title
    drawn.append(draw.line(choice.title.ljust(width) if filled else choice.title, style))
    if beside:
        drawn.append(draw.line(f"  {beside}", draw.QUIET if choice.why_not else draw.PLAIN))
    return draw.join(drawn)


class ListWithPane(Container, Generic[Row]):
    """Rows, a line each, with a pane that tells what is known of the one under the cursor.

    The pane stands beside the list where there is room, and below it elsewhere.
    """

    class Drawn(Message):
        """Notice that other rows are shown. What can be done may have changed."""

    def __init__(
        self, line: Callable[[Row, int], Text], words: Callable[[Row | None], RenderableType]
    ) -> None:
        """Take how a row is drawn in a width, and what is known of it, or of none."""
        super().__init__()
        self.line, self.words = line, words
        self.rows: Sequence[Row] = ()
        self.list, self.pane, self.told = KeyList(), Pane(can_focus=False), Words()

    def compose(self) -> ComposeResult:
        """Compose the list and the pane."""
        yield self.list
        with self.pane:
            yield self.told

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        place = self.list.highlighted
        return self.rows[place] if place is not None and place < len(self.rows) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show rows once the screen around them is laid out."""
        self.rows = rows
        self.call_after_refresh(self.draw_rows)

    @on(KeyList.Widened)
    def draw_rows(self) -> None:
        """Draw the rows, cut to the width. The cursor stays in its place as far as possible."""
        width = max(self.list.size.width - 2, 20)
        self.list.put([self.line(row, width) for row in self.rows])
        self.set_class(not self.rows, "-empty")
        self.tell()
        self.post_message(self.Drawn())

    @on(OptionList.OptionHighlighted)
    def tell(self) -> None:
        """Tell what is known of the row under the cursor, from the start."""
        self.told.say(self.words(self.row))
        self.pane.scroll_home(animate=False)

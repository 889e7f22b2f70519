"""Drawn words on a screen: a piece of them, and a pane that scrolls."""

from typing import Any, ClassVar

from rich.color import Color
from rich.console import RenderableType
from rich.segment import Segments
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.scrollbar import ScrollBarRender
from textual.widgets import Static

from dpo_console.tui import draw

NONE = Color.default()


class Words(Static):
    """Words that `draw` made, in the console's only widget that shows text as it is given."""

    DEFAULT_CSS = "Words { height: auto; width: 100%; }"

    def __init__(
        self, drawn: RenderableType = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        """Show `drawn`: a Text or table from `draw`, never a bare str from a person."""
        super().__init__(drawn, id=id, classes=classes, markup=False)

    def say(self, drawn: RenderableType, *, fixed: bool = False) -> None:
        """Show other words. `fixed` where the widget's size doesn't follow its words."""
        self.update(drawn, layout=not fixed)


class Pane(VerticalScroll):
    """A column of words that scrolls by the keys of the lists."""

    DEFAULT_CSS = "Pane { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("g", "scroll_home", "Start", show=False),
        Binding("G", "scroll_end", "End", show=False),
        Binding("ctrl+d", "page_down", "Page down", show=False),
        Binding("ctrl+u", "page_up", "Page up", show=False),
    ]

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw the scrollbar at full strength while the keys scroll this pane."""
        super().watch_has_focus(has_focus)
        bar = self.vertical_scrollbar
        bar.renderer = StrongBar if has_focus else ThinBar  # type: ignore[misc]
        bar.refresh()

    def scroll_to(self, *place: Any, **how: Any) -> None:  # noqa: ANN401 - as Textual
        """Scroll at once.

        Textual waits for the next frame, so that of two keys before it only one scrolls.
        """
        super().scroll_to(*place, **how | {"immediate": True})

    def read_on(self) -> None:
        """Scroll by a page, and from the end back to the start."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)


class ThinBar(ScrollBarRender):
    """A scrollbar in the terminal's own colour, drawn with a character that every terminal has."""

    mark: ClassVar[Style] = draw.QUIET

    @classmethod
    def render_bar(
        cls,
        size: int = 1,
        virtual_size: float = 1,
        window_size: float = 1,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = NONE,
        bar_color: Color = NONE,
    ) -> Segments:
        """Draw the bar as Textual calls it. The console scrolls up and down only."""
        start, length = thumb(size, virtual_size, window_size, position)
        return draw.scrollbar(size, start, length, cls.mark)


class StrongBar(ThinBar):
    """The scrollbar of the pane that the keys scroll, where there are two."""

    mark = draw.PLAIN


def thumb(size: int, virtual_size: float, window_size: float, position: float) -> tuple[int, int]:
    """Return the first line of the mark and its length, in a bar of `size` lines.

    The first and the last line are marked only where the first or the last words are in sight.
    """
    hidden = virtual_size - window_size
    if hidden <= 0 or window_size <= 0:
        return 0, 0
    length = max(1, min(size - 1, round(size * window_size / virtual_size)))
    free = size - length
    start = round(free * position / hidden)
    if 0 < position < hidden and free > 1:
        start = min(max(start, 1), free - 1)
    return start, length

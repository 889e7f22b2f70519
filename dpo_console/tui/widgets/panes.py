"""Drawn words on a screen: a piece of them, and a pane that scrolls."""

from typing import Any, ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from dpo_console.tui.widgets.scrollbar import StrongBar, ThinBar


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

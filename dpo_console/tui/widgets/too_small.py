"""The notice in a window that is smaller than the console is made for."""

from typing import Any

from rich.text import Text
from textual.screen import Screen

from dpo_console.tui import draw
from dpo_console.tui.widgets.bars import Bar

WIDTH, HEIGHT = 80, 24
"""Columns and lines that the console needs."""


class TooSmall(Bar):
    """The window's size and the size needed, above everything else, while it is too small."""

    DEFAULT_CSS = "TooSmall { dock: top; background: $background; }"

    def render(self) -> Text:
        """Draw as much of the notice as the window holds."""
        width, height = self.app.size
        whole = f"This window is {width} by {height}; the console needs {WIDTH} by {HEIGHT}."
        short = f"Needs {WIDTH} by {HEIGHT}; this is {width} by {height}."
        room = self.size.width
        return draw.line(draw.fit(whole if len(whole) <= room else short, room), draw.QUIET)


def tell_size(screen: Screen[Any]) -> None:
    """Show or remove the notice that the window is too small."""
    width, height = screen.app.size
    small, told = width < WIDTH or height < HEIGHT, screen.query(TooSmall)
    if small and not told:
        screen.mount(TooSmall(), before=0)
    elif not small:
        told.remove()
    for line in told:
        line.refresh()

"""A thin line beside anything that scrolls, as long as the part in sight."""

from typing import ClassVar

from rich.color import Color
from rich.segment import Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

from dpo_console.tui import draw

NONE = Color.default()


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

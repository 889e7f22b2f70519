"""The titles of the case list's columns, on one dim line above it."""

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from dpo_console.tui import draw
from dpo_console.tui.widgets.queue.case_list import CaseList
from dpo_console.tui.widgets.queue.columns import draw_heads


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

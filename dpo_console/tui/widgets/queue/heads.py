"""The titles of the case list's columns, on one dim line above it."""

from textual.strip import Strip
from textual.widget import Widget

from dpo_console.tui.widgets.queue.case_list import CaseList
from dpo_console.tui.widgets.queue.columns import draw_heads


class CaseHeads(Widget):
    """The titles, as wide as the list below them."""

    DEFAULT_CSS = "CaseHeads { height: 1; }"

    def render_line(self, y: int) -> Strip:
        """Draw the titles over the columns that the list has at its width."""
        width = self.screen.query_one(CaseList).size.width or self.size.width
        return draw_heads(width)

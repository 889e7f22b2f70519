"""The queue's views on one line, each with how many cases it holds."""

from collections.abc import Mapping

from rich.cells import cell_len
from rich.text import Text

from dpo_console.tui import draw
from dpo_console.tui.bars import Bar

TITLES = {
    "overdue": "Overdue",
    "week": "This week",
    "paused": "Paused",
    "waiting": "Waiting",
    "decide": "To decide",
    "all": "All",
    "closed": "Closed",
}


class ViewTabs(Bar):
    """The chosen view is marked by weight and underline."""

    def __init__(self, view: str) -> None:
        """`view`: the slug of the chosen one."""
        super().__init__()
        self.view = view
        self.counts: Mapping[str, int] = {}

    def choose(self, view: str) -> None:
        """Mark another view."""
        if view != self.view:
            self.view = view
            self.refresh()

    def count(self, counts: Mapping[str, int]) -> None:
        """Show how many cases each view holds."""
        if counts != self.counts:
            self.counts = counts
            self.refresh()

    def render(self) -> Text:
        """`Overdue 3  This week 12  ...`; closer together where the line is short."""
        for gap in ("   ", "  ", " "):
            tabs = draw.join([Text(" "), *self._between(gap)])
            if cell_len(tabs.plain) <= self.size.width:
                break
        return tabs

    def _between(self, gap: str) -> list[Text]:
        parts: list[Text] = []
        for view, title in TITLES.items():
            count = self.counts.get(view)
            style = draw.HEADING if view == self.view else draw.PLAIN
            parts.append(draw.line(title, style))
            strong = draw.LATE if view == "overdue" and count else draw.QUIET
            parts.append(draw.line(f" {count}" if count is not None else "", strong))
            parts.append(draw.line(gap))
        return parts

"""The queue's views on one line, each with its number of cases."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import saved
from dpo_console.tui import draw
from dpo_console.tui.widgets.bars import Bar

TITLES = {
    "overdue": "Overdue",
    "week": "Due in 7 days",
    "paused": "Clock off",
    "waiting": "Waiting",
    "decide": "Decide",
    "all": "All",
    "closed": "Closed",
}

MEANS = {
    "all": "Dates in law come first, then our own targets.",
    "week": "Dates in law come first, then our own targets: due in 7 days, or passed.",
    "paused": "Their clock is stopped or hasn't started. See each case for a day to aim for.",
    "waiting": "What comes next here is an answer from outside the school. Search replies from "
    "staff aren't here, nor cases in which we must do something first.",
    "decide": "These wait for an approver's decision, or your check of a colleague's redactions. "
    "An urgent release (^) first needs its record completed.",
}
"""What the cases of a view have in common, where its title leaves that open."""

MESSAGES = "messages"
"""The name under which the messages that wait are counted, beside the views."""

MARKS = 2
"""Cells of the sign for more views at the end."""


def titles_of(desk: Desk, *, named: bool = True) -> Mapping[str, str]:
    """Return the title of every view, by slug: ours, then the office's own.

    Unless `named`, the office's own have numbers, because a title can be a person's name.
    """
    own = {v.slug: v.title if named else f"View {n}" for n, v in enumerate(saved(desk), 1)}
    return {**TITLES, **own}


class ViewTabs(Bar):
    """The views, with the chosen one marked by weight and underline and always in sight."""

    def __init__(self, view: str, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.view = view
        self.titles = titles
        self.counts: Mapping[str, int] = {}
        self.intake = ""

    def retitle(self, titles: Mapping[str, str]) -> None:
        """Show other views."""
        if titles != self.titles:
            self.titles = titles
            self.refresh()

    def choose(self, view: str) -> None:
        """Mark another view."""
        if view != self.view:
            self.view = view
            self.refresh()

    def count(self, counts: Mapping[str, int], intake: str = "") -> None:
        """Show the number of cases in each view, and of messages, with the key to them."""
        if (counts, intake) != (self.counts, self.intake):
            self.counts, self.intake = counts, intake
            self.refresh()

    def render(self) -> Text:
        """Draw `Overdue 3  This week 12  ...`.

        On a short line the tabs stand closer together. On a shorter one, only those around the
        chosen view stand there, with ‹ and › for the others. Messages that wait are counted after
        the tabs, with their key.
        """
        tabs = [self._tab(view, title) for view, title in self.titles.items()]
        room = self.size.width - 1
        if waiting := self.counts.get(MESSAGES):
            words = [f"{self.intake}{word} {waiting}" for word in (" Messages", " new", "")]
            left = room - row(tabs) - 1
            told = next((said for said in words if cell_len(said) <= left), words[-1])
            tabs.append(draw.line(told, draw.QUIET))
        for gap in ("   ", "  ", " "):
            if row(tabs, gap) <= room:
                return draw.join([Text(" "), draw.join(tabs, gap)])
        return self._around(tabs, list(self.titles).index(self.view), room)

    def _around(self, tabs: Sequence[Text], chosen: int, room: int) -> Text:
        """Draw as many tabs as fit, from the first one that leaves room for the chosen one."""
        first = 0
        while first < chosen and row(tabs[first : chosen + 1]) > room - MARKS:
            first += 1
        last = len(tabs)
        while last > chosen + 1 and row(tabs[first:last]) > room - MARKS:
            last -= 1
        before, after = ("‹" if first else " "), (" ›" if last < len(tabs) else "")
        return draw.join([draw.line(before), draw.join(tabs[first:last], " "), draw.line(after)])

    def _tab(self, view: str, title: str) -> Text:
        count = self.counts.get(view)
        strong = draw.LATE if view == "overdue" and count else draw.QUIET
        number = draw.line(f" {count}" if count is not None else "", strong)
        style = draw.HEADING if view == self.view else draw.PLAIN
        return draw.join([draw.line(title, style), number])


def row(tabs: Sequence[Text], gap: str = " ") -> int:
    """Return the cells that tabs take, side by side."""
    return sum(cell_len(tab.plain) for tab in tabs) + len(gap) * (len(tabs) - 1)

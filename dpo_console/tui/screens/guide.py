"""The guide in the console: a search through its pages, and a page to read."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.text import Text
from textual.app import ComposeResult

from dpo_console.cases.office.desk import Desk
from dpo_console.guide.pages import FoundPage, find_in_guide, is_rule, plain
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.find_line import Matching
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.widgets.menu import Menu
from dpo_console.tui.widgets.panes import Pane, Words

WIDTH = 76
"""Columns of a page: what a pane in 80 columns leaves."""

COMMANDS = (
    Command("guide.read", "space", "read on", "Scroll by a page; after the end, from the start",
            "read_on", True),
    *(command for command in EVERYWHERE if command.id != "guide"),
)  # fmt: skip


class GuideSearch(Matching[FoundPage]):
    """A search through every page, by any words. The choice is the page, at the words found."""

    shows_names = False
    placeholder = "a topic, or any words"

    def __init__(self) -> None:
        super().__init__("Read the guide")
        self.found: Sequence[FoundPage] = ()

    def choices(self, typed: str) -> list[Choice]:
        """Return the pages that hold what is typed, each with its summary or the line found."""
        self.found = find_in_guide(typed, WIDTH)
        return [Choice(one.page.topic, one.page.topic, one.words) for one in self.found]

    def take(self) -> None:
        """Return the page under the cursor."""
        place = self.query_one(Menu).highlighted
        if place is None:
            self.refuse("No page has all of these words. Try fewer.")
        else:
            self.dismiss(self.found[place])


class GuideScreen(CommandScreen[None]):
    """One page of the guide, with the words found in sight."""

    commands = COMMANDS
    AUTO_FOCUS = "Pane"
    shows_names = False

    def __init__(self, desk: Desk, found: FoundPage) -> None:
        super().__init__(desk, f"Guide: {found.page.topic}")
        self.lines = plain(found.page, WIDTH).splitlines()
        rules = sum(map(is_rule, self.lines[: found.line]))
        self.line = found.line - rules  # a rule is drawn as part of its heading

    def body(self) -> ComposeResult:
        """Compose the page, which scrolls."""
        with Pane(id="about"):
            yield Words(draw.lines(drawn(self.lines)))

    def on_mount(self) -> None:
        """Scroll to the words found, and say how to leave."""
        super().on_mount()
        self.say("j k scroll, g start, G end, ctrl+d ctrl+u half a page. esc goes back.")
        pane = self.query_one(Pane)
        self.call_after_refresh(lambda: pane.scroll_to(y=max(self.line - 2, 0), animate=False))


def drawn(lines: Sequence[str]) -> Iterator[Text]:
    """Yield the lines of a page as drawn: headings underlined, and words to type strong."""
    typed = False
    for line, then in pairwise([*lines, ""]):
        if is_rule(line):
            continue
        parts = line.split("`")
        styles = (draw.STRONG if typed ^ bool(n % 2) else draw.PLAIN for n in range(len(parts)))
        typed ^= not len(parts) % 2  # words to type may go on in the next line
        if is_rule(then):
            yield draw.line("".join(parts), draw.HEADING)
        else:
            yield draw.join(map(draw.line, parts, styles))

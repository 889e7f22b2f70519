"""A line of any list, found by the beginnings of its words."""

import re
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.screen import ScreenResultType
from textual.widgets import OptionList

from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Edited, Entered, LineField
from dpo_console.tui.screens.frame.dialogs import Picking
from dpo_console.tui.widgets.menu import Menu


class Matching(Picking[ScreenResultType]):
    """A choice from what fits the typed words so far. `placeholder` says what to type."""

    placeholder = ""

    def choices(self, typed: str) -> list[Choice]:
        """Return what fits the typed words."""
        raise NotImplementedError

    def take(self) -> None:
        """Return what is under the cursor, or say why not."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Compose a line for typing, and the matches."""
        yield LineField(placeholder=self.placeholder)
        yield Menu(self.choices(""))

    @on(Edited)
    def find(self, event: Edited) -> None:
        """Show the matches so far."""
        event.stop()
        self.refuse("")
        self.query_one(Menu).offer(self.choices(self.query_one(LineField).value))

    @on(Entered)
    @on(OptionList.OptionSelected)
    def chosen(self, event: Entered | OptionList.OptionSelected) -> None:
        """Take the line under the cursor."""
        event.stop()
        self.take()


GAP = re.compile(r"\s{2,}")
"""What stands between two columns of a line."""


class FindLine(Matching[int]):
    """A search through the lines of a list. It returns the number of the chosen one, from 0."""

    placeholder = "type the first letters of any words"

    def __init__(self, lines: Sequence[str]) -> None:
        """Offer `lines`, of which blank ones are left out."""
        super().__init__("Find a line of the list")
        self.lines = tuple(GAP.sub("  ", line.strip()) for line in lines)

    def choices(self, typed: str) -> list[Choice]:
        """Return the lines with a word for each one typed that it begins."""
        wanted = typed.casefold().split()
        numbered = ((n, line) for n, line in enumerate(self.lines) if line)
        return [Choice(str(n), line) for n, line in numbered if _fits(line, wanted)]

    def take(self) -> None:
        """Return the number of the line under the cursor."""
        choice = self.query_one(Menu).chosen
        if choice is None:
            self.refuse("No line has words that begin like that. Try fewer letters.")
        else:
            self.dismiss(int(choice.value))


def _fits(line: str, wanted: Sequence[str]) -> bool:
    words = line.casefold().split()
    return all(any(word.startswith(one) for word in words) for one in wanted)

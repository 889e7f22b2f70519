"""Term dates taken from a file: which file, what it would change, and then whether to write it."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.schools.term_import import TermImport, plan_import, told, what_it_says
from dpo_console.config import School
from dpo_console.config.folders import whole_path
from dpo_console.text import required
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.dialogs import Dialog
from dpo_console.tui.widgets.panes import Pane, Words

YEARS = (("keep", "keep what else they hold"), ("replace", "replace them whole"))
"""What becomes of the school years in the file."""

ABOUT = (
    "An .ics file, or a CSV file with the columns what, first and last, on the machine that this "
    "console runs on. Nothing is written before you have seen what would change."
)


def which_file(desk: Desk, school: School) -> Ask[TermImport]:
    """Asks for the file; closes with what importing it would change."""

    def plan(given: Mapping[str, str], _version: int) -> TermImport:
        whole = given["years"] == "replace"
        return plan_import(desk, path_of(given["file"]), school.slug, whole_years=whole)

    fields = [
        Field("file", "File", example="~/term-dates.ics"),
        Field("years", "Its years", "keep", choices=YEARS, hint="left and right choose"),
    ]
    return Ask(f"Import term dates of {school.name}", fields, plan, about=draw.words(ABOUT))


def path_of(typed: str) -> Path:
    """The file's whole path. Raises BadInput where nothing was typed."""
    return whole_path(required(typed.strip(), "File"))


class Plan(Dialog[bool]):
    """What an import changes, to be read before it is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n", "back", "No", show=False),
    ]
    AUTO_FOCUS = "Pane"
    keys = "y write it   n or esc no   j k scroll"

    def __init__(self, planned: TermImport) -> None:
        """`planned`: not written yet."""
        super().__init__(f"The file has {what_it_says(planned)}. Write this into dpo.toml?")
        self.planned = planned

    def body(self) -> ComposeResult:
        """The changes, and what to look at."""
        with Pane():
            yield Words(drawn(self.planned))

    def action_yes(self) -> None:
        """Write it."""
        self.dismiss(True)


def drawn(planned: TermImport) -> RenderableType:
    """All that is told of an import, a title and its lines after the other."""
    pieces: list[RenderableType] = []
    for title, lines in told(planned):
        pieces += [draw.line(title, draw.STRONG), *(draw.words(f"  {line}") for line in lines)]
    return Group(*pieces)

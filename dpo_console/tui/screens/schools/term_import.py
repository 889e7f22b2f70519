"""Import of term dates from a file: the file, the changes, and the confirmation."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.schools import TermImport, plan_import, told, what_it_says
from dpo_console.config import School
from dpo_console.config.files.folders import whole_path
from dpo_console.text import required
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.dialogs import Dialog
from dpo_console.tui.widgets.panes import Pane, Words

YEARS = (("keep", "keep"), ("replace", "remove in its school years"))
"""The treatment of dates already there that the file doesn't decide."""

ABOUT = (
    "An .ics file, or a CSV file with three columns: “what” (such as autumn term, half term, INSET "
    "day or school closed), “first” and “last” (dates). The file must be on the computer that runs "
    "this program (ask the person who set it up to put it there). The file's terms replace those "
    "saved for the same period. “Other days” means INSET days and closures saved here but not in "
    "the file. You see first what would change."
)


def which_file(desk: Desk, school: School) -> Ask[TermImport]:
    """Return a form for the file. It closes with the changes that an import would make."""

    def plan(given: Mapping[str, str], _version: int) -> TermImport:
        whole = given["years"] == "replace"
        return plan_import(desk, path_of(given["file"]), school.slug, whole_years=whole)

    fields = [
        Field("file", "File", example="~/term-dates.ics", hint="~/ is your folder there"),
        Field("years", "Other days", "keep", choices=YEARS, hint="left/right arrows choose"),
    ]
    form = Ask(f"Import term dates of {school.name}", fields, plan, about=draw.words(ABOUT))
    form.naming("show the changes")
    return form


def path_of(typed: str) -> Path:
    """Return the file's whole path. Raises BadInput where nothing was typed."""
    return whole_path(required(typed.strip(), "File"))


class Plan(Dialog[bool]):
    """The changes of an import, to be read before they are written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n", "back", "No", show=False),
    ]
    AUTO_FOCUS = "Pane"
    keys = "y save it   n or esc no   j k scroll"

    def __init__(self, planned: TermImport) -> None:
        has = f"The file has {what_it_says(planned)}"
        super().__init__(f"{has}. Save them in the settings?")
        self.planned = planned

    def body(self) -> ComposeResult:
        """Compose the changes, and the points to check."""
        with Pane():
            yield Words(drawn(self.planned))

    def action_yes(self) -> None:
        """Write the import."""
        self.dismiss(True)


def drawn(planned: TermImport) -> RenderableType:
    """Draw the report of an import, each title before its lines."""
    pieces: list[RenderableType] = []
    for title, lines in told(planned):
        pieces += [draw.line(title, draw.STRONG), *(draw.words(f"  {line}") for line in lines)]
    return Group(*pieces)

"""A school's year as lists: terms, holidays, INSET days and closures. Term dates come in here."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.schools import YearView, sections, total_words, year_view
from dpo_console.casework import schools as importing
from dpo_console.config import School
from dpo_console.config.files.folders import whole_path
from dpo_console.text import required
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.dialogs import Dialog
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, may
from dpo_console.tui.widgets.panes import Pane, Words

if TYPE_CHECKING:
    from dpo_console.casework.schools import ImportedTerms, TermImport

YEARS = (("keep", "keep"), ("replace", "remove in its school years"))
"""The treatment of dates already there that the file doesn't decide."""

ABOUT = (
    "An .ics file, or a CSV file with three columns: “what” (such as autumn term, half term, INSET "
    "day or school closed), “first” and “last” (dates). The file must be on the computer that runs "
    "this program (ask the person who set it up to put it there). The file's terms replace those "
    "saved for the same period. “Other days” means INSET days and closures saved here but not in "
    "the file. You see first what would change."
)


def several(screen: "SchoolYearScreen") -> str:
    """Return a reason against another school, where there is only one."""
    return "" if len(screen.slugs) > 1 else "There is only one school."


COMMANDS = (
    Command("year.previous", "h", "year before", "Show the school year before", "year:-1", True),
    Command("year.next", "l", "next year", "Show the next school year", "year:1", True),
    Command("year.school", "right_square_bracket", "next school", "Show the next school's year",
            "school:1", True, several),
    Command("year.school_before", "left_square_bracket", "school before",
            "Show the year of the school before", "school:-1", False, several),
    Command("year.import", "I", "import", "Take term dates from an .ics or CSV file", "import",
            True, may("settings")),
    Command("year.today", "t", "today", "Show the present school year", "today", True),
    *EVERYWHERE,
)  # fmt: skip


class SchoolYearScreen(CommandScreen[None]):
    """One school and one school year at a time."""

    commands = COMMANDS
    AUTO_FOCUS = "Pane"

    def __init__(self, desk: Desk, view: YearView) -> None:
        super().__init__(desk, title(view))
        self.view = view
        self.slugs = [school.slug for school in desk.settings.schools]

    def body(self) -> ComposeResult:
        """Compose the lists, which scroll."""
        with Pane(id="about"):
            yield Words(year_drawn(self.view), id="year")

    def action_year(self, by: str) -> None:
        """Show the school year before or after."""
        self.show(self.view.school.slug, self.view.year.first.year + int(by))

    def action_school(self, by: str) -> None:
        """Show the same year of another school."""
        place = self.slugs.index(self.view.school.slug) + int(by)
        self.show(self.slugs[place % len(self.slugs)], self.view.year.first.year)

    def action_today(self) -> None:
        """Show the present school year."""
        self.show(self.view.school.slug)

    def show(self, slug: str, year: int | None = None) -> None:
        """Show one year of one school. Raises BadInput for a year that can't be shown."""
        self.view = year_view(self.desk, slug, year)
        self.head(title(self.view))
        self.query_one("#year", Words).say(year_drawn(self.view))

    def read_again(self) -> None:
        """Show the year again, because term dates may have changed."""
        self.slugs = [school.slug for school in self.desk.settings.schools]
        known = self.view.school.slug if self.view.school.slug in self.slugs else ""
        self.show(known, self.view.year.first.year)

    def action_import(self) -> None:
        """Ask for a file and show the changes it would make. Write them once confirmed."""
        self.ask(which_file(self.desk, self.view.school), self.planned)

    def planned(self, plan: "TermImport") -> None:
        """Show the changes that an import makes."""
        if not plan.changes:
            self.say("data/dpo.toml says all this already; nothing was written.")
            return
        write = partial(importing.save_import, self.desk, plan)
        self.ask(Plan(plan), lambda _: self.save(write, self.imported))

    def imported(self, done: "ImportedTerms") -> None:
        """Continue with the new dates, here and in the list of cases."""
        self.console.sit_at(done.desk)
        self.show(self.view.school.slug, self.view.year.first.year)
        self.say(f"Written into data/dpo.toml. As it was before: {done.backup.name}")


def title(view: YearView) -> str:
    """Return the title on the top line."""
    return f"{view.year.name}  {view.school.name}"


def year_drawn(view: YearView) -> RenderableType:
    """Draw the totals, the warnings and each list below its title."""
    pieces: list[RenderableType] = [draw.words(total_words(view))]
    pieces += [draw.words(f"! {warning}", draw.WARNING) for warning in view.warnings]
    for name, rows in sections(view):
        if rows:
            cells = [[draw.line(cell) for cell in ("", *row)] for row in rows]
            pieces += [draw.line(""), draw.line(name, draw.STRONG), draw.table(cells)]
    return Group(*pieces)


def which_file(desk: Desk, school: School) -> "Ask[TermImport]":
    """Return a form for the file. It closes with the changes that an import would make."""

    def plan(given: Mapping[str, str], _version: int) -> "TermImport":
        whole = given["years"] == "replace"
        return importing.plan_import(desk, path_of(given["file"]), school.slug, whole_years=whole)

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

    def __init__(self, planned: "TermImport") -> None:
        has = f"The file has {importing.what_it_says(planned)}"
        super().__init__(f"{has}. Save them in the settings?")
        self.planned = planned

    def body(self) -> ComposeResult:
        """Compose the changes, and the points to check."""
        with Pane():
            yield Words(plan_drawn(self.planned))

    def action_yes(self) -> None:
        """Write the import."""
        self.dismiss(True)


def plan_drawn(planned: "TermImport") -> RenderableType:
    """Draw the report of an import, each title before its lines."""
    pieces: list[RenderableType] = []
    for title, lines in importing.told(planned):
        pieces += [draw.line(title, draw.STRONG), *(draw.words(f"  {line}") for line in lines)]
    return Group(*pieces)

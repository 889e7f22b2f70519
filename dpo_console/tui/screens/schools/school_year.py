"""A school's year as lists: terms, holidays, INSET days and closures. Term dates come in here."""

from functools import partial
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from textual.app import ComposeResult

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.schools import YearView, sections, total_words, year_view
from dpo_console.casework import schools as importing
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, may
from dpo_console.tui.widgets.panes import Pane, Words

if TYPE_CHECKING:
    from dpo_console.casework.schools import ImportedTerms, TermImport


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
            yield Words(drawn(self.view), id="year")

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
        self.query_one("#year", Words).say(drawn(self.view))

    def read_again(self) -> None:
        """Show the year again, because term dates may have changed."""
        self.slugs = [school.slug for school in self.desk.settings.schools]
        known = self.view.school.slug if self.view.school.slug in self.slugs else ""
        self.show(known, self.view.year.first.year)

    def action_import(self) -> None:
        """Ask for a file and show the changes it would make. Write them once confirmed."""
        from dpo_console.tui.screens.schools.term_import import which_file

        self.ask(which_file(self.desk, self.view.school), self.planned)

    def planned(self, plan: "TermImport") -> None:
        """Show the changes that an import makes."""
        from dpo_console.tui.screens.schools.term_import import Plan

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


def drawn(view: YearView) -> RenderableType:
    """Draw the totals, the warnings and each list below its title."""
    pieces: list[RenderableType] = [draw.words(total_words(view))]
    pieces += [draw.words(f"! {warning}", draw.WARNING) for warning in view.warnings]
    for name, rows in sections(view):
        if rows:
            cells = [[draw.line(cell) for cell in ("", *row)] for row in rows]
            pieces += [draw.line(""), draw.line(name, draw.STRONG), draw.table(cells)]
    return Group(*pieces)

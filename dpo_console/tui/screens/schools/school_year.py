"""A school's year as a picture: terms, holidays, INSET days, closures, and the cases due."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.schools.school_terms import YearView, day_sentence, due_days, year_view
from dpo_console.cases.schools.year_picture import GLYPHS, NAMES
from dpo_console.casework.schools import term_import as importing
from dpo_console.law.calendar.school_year import USUAL_SCHOOL_DAYS, DayKind
from dpo_console.text import counted
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.dialogs import Choose
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, may
from dpo_console.tui.widgets.panes import Pane, Words
from dpo_console.tui.widgets.year_picture import STYLES, TODAY, YearPicture

if TYPE_CHECKING:
    from dpo_console.casework.schools.term_import import ImportedTerms, TermImport


def several(screen: "SchoolYearScreen") -> str:
    """Return a reason against another school, where there is only one."""
    return "" if len(screen.slugs) > 1 else "There is only one school."


def on_a_due_day(screen: "SchoolYearScreen") -> str:
    """Return a reason against opening, where no marked case is due on the day at the cursor."""
    due = screen.due.get(screen.picture.cursor)
    return "" if due else "No case is marked on this day; space marks those that are due."


COMMANDS = (
    Command("year.previous", "h", "year before", "Show the school year before", "year:-1", True),
    Command("year.next", "l", "next year", "Show the next school year", "year:1", True),
    Command("year.school", "right_square_bracket", "next school", "Show the next school's year",
            "school:1", True, several),
    Command("year.school_before", "left_square_bracket", "school before",
            "Show the year of the school before", "school:-1", False, several),
    Command("year.due", "space", "cases due", "Show or hide the days on which cases are due",
            "due", True),
    Command("year.import", "I", "import", "Take term dates from an .ics or CSV file", "import",
            True, may("settings")),
    Command("year.today", "t", "today", "Go to today", "today", True),
    Command("year.open", "enter", "open", "Open a case that is due on this day", "open", False,
            on_a_due_day),
    *EVERYWHERE,
)  # fmt: skip


class SchoolYearScreen(CommandScreen[None]):
    """One school and one school year at a time."""

    commands = COMMANDS
    AUTO_FOCUS = "YearPicture"

    def __init__(self, desk: Desk, view: YearView) -> None:
        super().__init__(desk, title(view))
        self.view = view
        self.slugs = [school.slug for school in desk.settings.schools]
        self.due: Mapping[date, Sequence[str]] = {}
        self.marked = False

    def body(self) -> ComposeResult:
        """Compose the picture, the day under the cursor, and the legend with the totals."""
        yield YearPicture(self.view.year, self.desk.today)
        yield Words(id="day")
        with Pane(id="about"):
            yield Words(about(self.view), id="about-words")

    def on_mount(self) -> None:
        """Show the day under the cursor."""
        super().on_mount()
        self.moved()

    @property
    def picture(self) -> YearPicture:
        """The picture of the year."""
        return self.query_one(YearPicture)

    @on(YearPicture.Moved)
    def moved(self) -> None:
        """Show the day under the cursor in words."""
        day = self.picture.cursor
        words = day_sentence(self.view, day, self.due.get(day, ()))
        now = "Today, " if day == self.desk.today else ""
        self.query_one("#day", Words).say(draw.words(f"{now}{words}", draw.STRONG), fixed=True)

    def action_year(self, by: str) -> None:
        """Show the school year before or after."""
        self.show(self.view.school.slug, self.view.year.first.year + int(by))

    def action_school(self, by: str) -> None:
        """Show the same year of another school."""
        place = self.slugs.index(self.view.school.slug) + int(by)
        self.show(self.slugs[place % len(self.slugs)], self.view.year.first.year)

    def show(self, slug: str, year: int) -> None:
        """Show one year of one school. Raises BadInput for a year that can't be shown."""
        self.view = year_view(self.desk, slug, year)
        self.due = {}
        self.head(title(self.view))
        self.query_one("#about-words", Words).say(about(self.view))
        self.picture.due = {}
        self.picture.show(self.view.year)
        if self.marked:
            self.read_due()

    def read_again(self) -> None:
        """Show the year again, because term dates or cases may have changed."""
        self.slugs = [school.slug for school in self.desk.settings.schools]
        known = self.view.school.slug if self.view.school.slug in self.slugs else ""
        self.show(known, self.view.year.first.year)

    def action_due(self) -> None:
        """Mark the days on which open cases are due, or remove the marks."""
        self.marked = not self.marked
        if self.marked:
            self.read_due()
        else:
            self.mark({})
            self.say("")

    def read_due(self) -> None:
        """Read the cases due in this year."""
        self.read(partial(due_days, self.desk, self.view), self.mark_due, "due")

    def mark_due(self, due: Mapping[date, Sequence[str]]) -> None:
        """Mark the days, and report the number of cases."""
        count = sum(len(references) for references in due.values())
        self.say(f"{counted(count, 'open case')} due in this school year.")
        self.mark(due)

    def mark(self, due: Mapping[date, Sequence[str]]) -> None:
        """Mark these days."""
        self.due = due
        self.picture.mark(due)

    def action_open(self) -> None:
        """Open the case due on this day. Offer a choice where there are several."""
        day = self.picture.cursor
        references = self.due.get(day, ())
        if len(references) == 1:
            self.console.open_case(references[0])
            return
        choices = [Choice(reference, reference) for reference in references]
        self.ask(Choose(f"Due on {draw.day(day)}", choices), self.console.open_case)

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

    def action_today(self) -> None:
        """Go to today, in its own school year."""
        if not self.view.year.first <= self.desk.today <= self.view.year.last:
            self.view = year_view(self.desk, self.view.school.slug)
            self.show(self.view.school.slug, self.view.year.first.year)
        self.picture.go_to(self.desk.today)


def title(view: YearView) -> str:
    """Return the title on the top line."""
    return f"{view.year.name}  {view.school.name}"


def about(view: YearView) -> RenderableType:
    """Draw the legend, the warnings and the totals."""
    warnings = [draw.words(f"! {warning}", draw.WARNING) for warning in view.warnings]
    return Group(legend(), *warnings, totals(view))


def legend() -> Text:
    """Draw the meaning of each character."""
    pieces = []
    for kind, glyph in GLYPHS.items():
        pieces += [draw.line(glyph, STYLES[kind]), draw.line(f" {NAMES[kind]}   ")]
    pieces += [draw.line(TODAY, draw.STRONG), draw.line(" today   ")]
    return draw.join([*pieces, draw.line("1-9", draw.STRONG), draw.line(" due (space)")])


def totals(view: YearView) -> Text:
    """Draw the number of days of each kind, and the span of known dates."""
    counts = {kind: len(view.year.days(kind)) for kind in (DayKind.INSET, DayKind.CLOSURE)}
    parts = [
        f"{view.school_days()} school days ({USUAL_SCHOOL_DAYS} are usual)",
        f"{len(view.bank_holidays)} bank holidays",
        f"{counts[DayKind.INSET]} INSET",
        f"{counts[DayKind.CLOSURE]} closed",
    ]
    from_to = map(draw.day, view.known or ())
    known = "Term dates are known from {} to {}.".format(*from_to) if view.known else ""
    return draw.words(f"{'; '.join(parts)}. {known}".rstrip())

"""The queue: every case, most urgent first, in views; the console's home."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from dpo_console.casework import queue
from dpo_console.casework.desk import Desk
from dpo_console.casework.queue import Query
from dpo_console.casework.sorting import SORTS, sort_words
from dpo_console.casework.views import VIEWS, CaseView, QueueRow
from dpo_console.errors import BadInput
from dpo_console.tui.case_commands import AtHand, CaseCommandScreen
from dpo_console.tui.case_keys import CASE_COMMANDS
from dpo_console.tui.case_list import CaseList
from dpo_console.tui.command_screen import EVERYWHERE
from dpo_console.tui.commands import Command, bindings
from dpo_console.tui.menu import Choice
from dpo_console.tui.panes import Words
from dpo_console.tui.queue_source import QueueSource, empty_words
from dpo_console.tui.view_tabs import TITLES, ViewTabs

if TYPE_CHECKING:
    from dpo_console.casework.late_answers import OverduePlace
    from dpo_console.tui.filter_line import FilterLine

PREVIEW_AFTER = 0.15
"""Seconds the cursor rests before its case is read: a held key sends nothing but the list."""


SORT_KEYS = "drnfto"
"""The letters of casework's sorts, in their order."""


def turned(slug: str, now: str) -> str:
    """The sort that choosing `slug` gives: backwards where it is in force already."""
    return f"-{slug}" if slug == now else slug


def on_a_case(screen: "QueueScreen") -> str:
    """A reason against opening: there is no case under the cursor."""
    return screen.why_not(())


COMMANDS = (
    Command("queue.open", "enter", "open", "Open the case under the cursor", "open", True,
            on_a_case),
    Command("queue.new", "N", "new", "Log a request", "new", True),
    Command("queue.filter", "slash", "filter", "Filter by words, kind: owner: due:7 and so on",
            "filter", True),
    *CASE_COMMANDS,
    Command("queue.chase", "C", "chase", "Late answers to searches, in every open case", "chase"),
    Command("queue.next", "right_square_bracket", "next view", "Show the next view", "next_view"),
    Command("queue.previous", "left_square_bracket", "previous view", "Show the view before",
            "previous_view"),
    *(
        Command(f"queue.view.{view}", str(number), TITLES[view], f"Show the view {TITLES[view]}",
                f"view:{view}")
        for number, view in enumerate(VIEWS, 1)
    ),
    Command("queue.sort", "greater_than_sign", "sort",
            "Sort by due, received, name, reference, kind or owner; again turns it", "sort"),
    Command("queue.month", "J", "calendar", "A month of what is due, day by day", "month"),
    Command("queue.year", "Y", "school year", "The school's year as a picture, with what is due",
            "school_year"),
    Command("queue.statistics", "M", "statistics", "Answers on time, days taken, what is open",
            "statistics"),
    Command("queue.register", "K", "register", "The releases to organisations, to publish or full",
            "register"),
    Command("queue.preview", "p", "preview", "Show or hide the case beside the list", "preview"),
    Command("queue.refresh", "r", "read again", "Read the cases again", "refresh_cases"),
    *EVERYWHERE,
)  # fmt: skip


class QueueScreen(CaseCommandScreen[None]):
    """Views as tabs, the list, and where there is room the case under the cursor."""

    commands = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "CaseList"

    def __init__(self, desk: Desk) -> None:
        """Begins with all cases, the most urgent first."""
        super().__init__(desk, "Cases")
        self.asked = Query()
        self.preview_wanted = True
        self.resting: Timer | None = None
        self.previewed: CaseView | None = None

    def body(self) -> ComposeResult:
        """Tabs, the filter line while it is wanted, the list and the preview."""
        yield ViewTabs(self.asked.view)
        with Horizontal(id="cases"):
            yield CaseList(QueueSource(self.desk, self.asked), lambda: self.desk.now)
            yield Words(id="preview")

    def on_mount(self) -> None:
        """Show the first page at once, the counts as they come."""
        super().on_mount()
        self.attempt(lambda: self.show_view(self.asked))

    @property
    def list(self) -> CaseList:
        """The list."""
        return self.query_one(CaseList)

    def show_view(self, asked: Query) -> None:
        """Show a view under its filters. Raises BadInput, and leaves what is there, where a filter
        means nothing.
        """
        empty = empty_words(asked, self.key("queue.new"), self.key("queue.next"))
        self.list.show(QueueSource(self.desk, asked), empty)
        self.asked = asked
        self.query_one(ViewTabs).choose(asked.view)
        self.head(f"Cases by {sort_words(asked.sort)}" if asked.sort else "Cases")
        self.count()

    def count(self) -> None:
        """Count the cases of every view, away from the screen."""
        filters = self.asked.filters
        tabs = self.query_one(ViewTabs)
        self.read(lambda: queue.counts(self.desk, filters), tabs.count, "counts")

    def why_not(self, acts: Sequence[str]) -> str:
        """A case's own reasons are read when a key asks for them, not on every line."""
        return "" if self.list.current else "There is no case on this line."

    def at_hand(self) -> AtHand | None:
        """The case under the cursor, read now."""
        row = self.list.current
        if row is None:
            return None
        from dpo_console.casework.cases import case_view, why_not

        case = case_view(self.desk, row.reference)
        return AtHand(case, why_not(self.desk, case))

    def case_changed(self, case: CaseView, sentence: str) -> None:
        """Show the list as it is now, the cursor on the same case."""
        self.reload(case.row)
        self.say(f"{case.reference}: {sentence}" if sentence else "")

    def reload(self, anchor: QueueRow | None = None) -> None:
        """Read the list and the counts again; the cursor stays on its case."""
        self.attempt(lambda: self.list.reload(anchor))
        self.count()

    def sit_at(self, desk: Desk) -> None:
        """Days left and names are drawn anew, even where the cases are the same."""
        super().sit_at(desk)
        self.list.refresh()

    def read_again(self) -> None:
        """Others' work shows in the list and the counts; the cursor stays on its case."""
        self.list.source = QueueSource(self.desk, self.asked)
        here = self.list.current
        now = queue.as_it_is(self.desk, here) if here else None
        self.reload(now)
        if here and now and all(row.id != now.id for row in self.list.rows):
            self.reload(here)  # it has left the view: the one that followed it is next
        self.read_preview_soon()

    @on(CaseList.Failed)
    def page_failed(self, event: CaseList.Failed) -> None:
        """The records can't be read now: what is shown stays."""
        self.show_error(event.error)

    @on(CaseList.Moved)
    def cursor_moved(self) -> None:
        """The commands may have changed; the preview follows once the cursor rests."""
        self.refresh_commands()
        self.read_preview_soon()

    def read_preview_soon(self) -> None:
        """Read the case under the cursor once it has rested."""
        if self.resting:
            self.resting.stop()
        if self.preview_wanted and self.has_class("-wide"):
            self.resting = self.set_timer(PREVIEW_AFTER, self.read_preview)

    def read_preview(self) -> None:
        """Read the case under the cursor and show it beside the list."""
        from dpo_console.casework.cases import case_view

        row = self.list.current
        if row is None:
            self.previewed = None
            self.query_one("#preview", Words).say("", fixed=True)
            return
        self.read(partial(case_view, self.desk, row.reference), self.show_preview, "preview")

    def show_preview(self, case: CaseView) -> None:
        """Show a case beside the list, if the cursor is still there."""
        from dpo_console.tui.case_drawing import preview

        here = self.list.current
        if here and here.reference == case.reference and case != self.previewed:
            self.previewed = case
            self.query_one("#preview", Words).say(preview(case, self.desk.now), fixed=True)

    def on_resize(self) -> None:
        """A wider terminal has room for the preview."""
        self.call_after_refresh(self.cursor_moved)

    def action_open(self) -> None:
        """Open the case under the cursor."""
        row = self.list.current
        if row:
            self.console.open_case(row.reference)

    def action_new(self) -> None:
        """Log a request; the new case opens."""
        from dpo_console.tui.case_drawing import due_words
        from dpo_console.tui.screens.new_request import NewRequestScreen

        def logged(case: CaseView | None) -> None:
            if case:
                self.console.last_done = (case.reference,)
                done = f"Logged. {case.row.requester}, {due_words(case)}."
                self.console.open_case(case.reference, done)

        self.console.push_screen(NewRequestScreen(self.desk), logged)

    def action_month(self) -> None:
        """Show the month of today; a day that is opened there filters the list."""
        from dpo_console.casework.month import month_view
        from dpo_console.tui.screens.month import MonthScreen

        def chosen(day: date | None) -> None:
            if day:
                self.narrow(f"due:{day.isoformat()}")

        view = month_view(self.desk, self.desk.today.replace(day=1))
        self.console.push_screen(MonthScreen(self.desk, view), chosen)

    def narrow(self, typed: str) -> None:
        """Show all cases under a filter, as if it had been typed and kept."""
        from dpo_console.tui.filter_line import FilterLine

        for line in self.query(FilterLine):
            line.remove()
        self.mount(FilterLine(typed), after=self.query_one(ViewTabs))
        self.show_view(Query("all", tuple(typed.split())))
        self.list.focus()

    def action_undo(self) -> None:
        """Take back what was done last here; else the last change of the case under the cursor."""
        from dpo_console.tui.after_change import undo_one

        if self.console.last_done:
            undo_one(self, self.console.last_done[0])
        else:
            super().action_undo()

    def action_school_year(self) -> None:
        """Show the year of the school that the case under the cursor is about."""
        from dpo_console.casework.school_terms import year_view
        from dpo_console.tui.screens.school_year import SchoolYearScreen

        row = self.list.current
        known = {school.slug for school in self.desk.settings.schools}
        view = year_view(self.desk, row.school if row and row.school in known else "")
        self.console.push_screen(SchoolYearScreen(self.desk, view))

    def action_statistics(self) -> None:
        """Show how the office keeps its time limits."""
        from dpo_console.tui.screens.statistics import StatisticsScreen

        self.console.push_screen(StatisticsScreen(self.desk))

    def action_register(self) -> None:
        """Show the register of releases."""
        from dpo_console.tui.screens.register import RegisterScreen

        self.console.push_screen(RegisterScreen(self.desk))

    def action_view(self, view: str) -> None:
        """Show a view by its slug."""
        self.show_view(replace(self.asked, view=view))

    def action_next_view(self) -> None:
        """Show the next view."""
        self._step_view(1)

    def action_previous_view(self) -> None:
        """Show the view before."""
        self._step_view(-1)

    def _step_view(self, by: int) -> None:
        self.action_view(VIEWS[(VIEWS.index(self.asked.view) + by) % len(VIEWS)])

    def action_sort(self) -> None:
        """Choose what the list is sorted by; the same once more turns it round."""
        from dpo_console.tui.screens.dialogs import Choose

        now = self.asked.sort
        choices = [
            Choice(slug, sort.title.capitalize(), sort_words(turned(slug, now)).split(", ")[1], key)
            for key, (slug, sort) in zip(SORT_KEYS, SORTS.items(), strict=True)
        ]
        self.console.push_screen(Choose("Sort by what?", choices), self.sort_by)

    def sort_by(self, slug: str | None) -> None:
        """Sort by what was chosen, from the beginning."""
        if slug is None:
            return
        sort = turned(slug, self.asked.sort)
        self.attempt(lambda: self.show_view(replace(self.asked, sort=sort)))
        self.say(f"Sorted by {sort_words(sort)}.")

    def action_preview(self) -> None:
        """Show or hide the case beside the list."""
        self.preview_wanted = not self.preview_wanted
        self.set_class(not self.preview_wanted, "-no-preview")
        if not self.has_class("-wide"):
            self.say(
                f"The preview needs 100 columns; {self.key('queue.open')} opens the case.", bad=True
            )
        self.cursor_moved()

    def action_refresh_cases(self) -> None:
        """Read the cases again."""
        self.reload()
        self.say("Read again just now.")

    def action_chase(self) -> None:
        """Offer the late answers of all cases; the one chosen opens its case's search plan."""
        from dpo_console.casework.late_answers import overdue_places

        self.read(lambda: overdue_places(self.desk), self._offer_late, "chase")

    def _offer_late(self, late: Sequence["OverduePlace"]) -> None:
        from dpo_console.casework.cases import case_view
        from dpo_console.tui.place_drawing import late_choices
        from dpo_console.tui.screens.dialogs import Choose

        def chosen(reference: str | None) -> None:
            if reference:
                self.attempt(lambda: self.open_search(case_view(self.desk, reference)))

        if late:
            self.console.push_screen(Choose("Which answer is late?", late_choices(late)), chosen)
        else:
            self.say("No answer to a search is late.")

    def action_filter(self) -> None:
        """Open the filter line, or go back into it."""
        from dpo_console.tui.filter_line import FilterLine

        if not self.query(FilterLine):
            self.mount(FilterLine(" ".join(self.asked.filters)), after=self.query_one(ViewTabs))
        self.call_after_refresh(lambda: self.query_one(FilterLine).enter())

    # Named, not @on: the filter line is imported when it is first wanted.
    def on_filter_line_changed(self, event: "FilterLine.Changed") -> None:
        """Show what the filter leaves."""
        self.filter_by(event.typed)

    def on_filter_line_kept(self) -> None:
        """The filter stays; back to the list."""
        self.list.focus()

    def filter_by(self, typed: str) -> None:
        """Show what a filter leaves; a token half typed waits, and says what it still needs."""
        self.say("")
        words = tuple(typed.split())
        for count in range(len(words), -1, -1):
            try:
                self.show_view(replace(self.asked, filters=words[:count]))
            except BadInput as error:
                self.say(str(error), bad=True)
            else:
                return

    def action_back(self) -> None:
        """Escape at home clears the filter; it never leaves."""
        lines = self.query("FilterLine")
        if lines:
            lines.remove()
            self.list.focus()
            if self.asked.filters:
                self.filter_by("")
        else:
            self.say(f"This is home. {self.key('quit')} leaves.")

"""The console's home: the queue of every case, in views, most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantBlur, DescendantFocus, Resize

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query
from dpo_console.config.settings.settings import View
from dpo_console.lazy_import import later
from dpo_console.tui import routes
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.case.case_commands import AtHand, CaseCommandScreen
from dpo_console.tui.screens.case.case_keys import CASE_COMMANDS, NEW, OF_FACTS
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.screens.queue.batches import Batches
from dpo_console.tui.screens.queue.marks import MARK_COMMANDS, CaseMarks, on_a_line
from dpo_console.tui.screens.queue.queue_filter import FILTER, TYPING, QueueFilter
from dpo_console.tui.screens.queue.queue_source import QueueSource, choose_late, due_on
from dpo_console.tui.screens.queue.queue_views import VIEWS_AND_SORTS, QueueViews
from dpo_console.tui.widgets.bars import KeyBar
from dpo_console.tui.widgets.panes import Words
from dpo_console.tui.widgets.queue.case_list import CaseHeads, CaseList
from dpo_console.tui.widgets.queue.columns import LEGEND
from dpo_console.tui.widgets.view_tabs import ViewTabs, titles_of

if TYPE_CHECKING:
    from dpo_console.cases import schools
    from dpo_console.cases import search as late_answers
    from dpo_console.cases.office import looking
    from dpo_console.cases.queue import month as months
    from dpo_console.cases.view import case as case_reading
    from dpo_console.cases.view.views import CaseView
    from dpo_console.tui.screens.case import after_change
    from dpo_console.tui.screens.queue.bulk_acts import BulkActs
    from dpo_console.tui.screens.queue.filter_line import FilterLine
else:
    looking = later("dpo_console.cases.office.looking")
    months = later("dpo_console.cases.queue.month")
    schools = later("dpo_console.cases.schools")
    late_answers = later("dpo_console.cases.search")
    case_reading = later("dpo_console.cases.view.case")
    after_change = later("dpo_console.tui.screens.case.after_change")

OF_SOME_KINDS = {key.command for key, _ in OF_FACTS}
"""Commands that some kinds of case have. The key bar of a list names keys for all of them."""

ON_ONE = ("case.undo", "case.copy", "case.what_if", "case.linked")
"""Commands on the case under the cursor, or on the last change, whatever is marked."""


def on_a_case(screen: QueueScreen) -> str:
    """Return a reason against opening, where there is no case under the cursor."""
    return screen.why_not(())


COMMANDS = (
    Command("queue.open", "enter", "open", "Open the case under the cursor", "open", True,
            on_a_case),
    NEW,
    FILTER,
    *(c._replace(show=c.show and c.id not in OF_SOME_KINDS) for c in CASE_COMMANDS),
    Command("queue.chase", "C", "chase", "Chase late replies to searches, in all open cases",
            "chase"),
    *MARK_COMMANDS,
    *VIEWS_AND_SORTS,
    Command("queue.month", "J", "calendar", "What is due in a month, day by day", "month"),
    Command("queue.year", "Y", "school year", "Show the school's year, and import term dates",
            "school_year"),
    Command("queue.statistics", "M", "statistics",
            "Report for governors: answers on time, days taken, what is open", "show:STATISTICS"),
    Command("queue.register", "K", "register",
            "Report of data given to organisations, to publish or in full", "show:REGISTER"),
    Command("queue.intake", "at", "messages", "Incoming messages, to be logged", "show:INTAKE"),
    Command("queue.retention", "", "retention", "Cases whose retention period has ended",
            "show:RETENTION"),
    Command("queue.notice", "", "privacy notice", "Its versions, and what is no longer true in it",
            "show:NOTICE"),
    Command("queue.missing", "", "still to fill in", "Settings that are still empty, such as "
            "the DPO's e-mail or term dates, and where to write them", "show:STILL_TO_FILL_IN"),
    Command("queue.preview", "p", "preview", "Show or hide the case beside the list", "preview"),
    Command("queue.refresh", "r", "read again", "Read the cases again", "read_again"),
    *EVERYWHERE,
)  # fmt: skip


class QueueScreen(CaseCommandScreen[None]):
    """Views as tabs, the list, and where there is room the case under the cursor.

    What the keys do is done by the screen's parts: its views, filter, marks, batches and bulk acts.
    """

    commands = COMMANDS
    AUTO_FOCUS = "CaseList"
    signs = LEGEND
    CSS_PATH = None  # the app's own: those of other screens would take a tenth of the start

    def __init__(self, desk: Desk) -> None:
        """Start with all cases, the most urgent first."""
        super().__init__(desk, "Cases")
        self.title_alone = ""
        self.views = QueueViews(self)
        self.filter = QueueFilter(self)
        self.marks = CaseMarks(self)
        self.batches = Batches(self)
        self.preview_wanted = True
        self.previewed: CaseView | None = None

    @cached_property
    def bulk(self) -> BulkActs:
        """The acts on many cases, whose modules are imported when a key first asks for one."""
        return routes.BULK_ACTS(self)

    def body(self) -> ComposeResult:
        """Compose the tabs, the list and the preview. The filter comes when first used."""
        with Horizontal(id="browse"):
            yield ViewTabs(self.asked.view, titles_of(self.desk))
        yield CaseHeads()
        with Horizontal(id="cases"):
            source = QueueSource(self.desk, self.asked)
            yield CaseList(source, lambda: self.desk.now, self.owner_name)
            yield Words(id="preview")

    def owner_name(self, slug: str) -> str:
        """Return the name of a case's owner, or the slug of one who isn't listed."""
        return self.desk.settings.names.get(slug, slug)

    def on_mount(self) -> None:
        """Show the first page at once, and the counts as they come."""
        super().on_mount()
        self.attempt(lambda: self.show_view(self.asked))

    def on_screen_resume(self) -> None:
        """Show the refusals that arose while another screen was in sight."""
        self.call_after_refresh(self.batches.tell_refused)

    @property
    def list(self) -> CaseList:
        """The list of cases."""
        return self.query_one(CaseList)

    @property
    def asked(self) -> Query:
        """The query for the cases shown."""
        return self.views.asked

    def head(self, title: str) -> None:
        """Show the title, led by the number of marked cases."""
        self.title_alone = title
        super().head(self.marks.counted(title))

    def show_marks(self) -> None:
        """Show the number of marked cases again, and the commands that now apply."""
        self.head(self.title_alone)
        self.refresh_commands()

    def show_view(self, asked: Query, *, typing: bool = False) -> None:
        """Show a view, with any open range turned into marks. It would differ in another order."""
        self.marks.close_range()
        self.views.show(asked, typing=typing)

    def view_saved(self, view: View) -> None:
        """Show a newly saved view."""
        self.filter.line.close()
        self.show_view(Query(view.slug))

    def narrow(self, typed: str) -> None:
        """Show all cases under a filter, as if the officer had typed and kept it."""
        self.show_view(Query("all", tuple(typed.split())))
        self.filter.put(typed)

    def why_not(self, acts: Sequence[str]) -> str:
        """Return '' where there are marked cases, or a case under the cursor, else the reason.

        A case's own reasons are read only when a key asks for them.
        """
        return "" if acts and self.marks.any else on_a_line(self)

    def run(self, command: Command) -> None:
        """Run a case's command on the marked cases, where there are any."""
        of_a_case = command.id.startswith("case.") and command.id not in ON_ONE
        if self.marks.any and of_a_case:
            self.bulk.run(command)
        else:
            super().run(command)

    def at_hand(self) -> AtHand | None:
        """Return the case under the cursor, read now."""
        row = self.list.current
        if row is None:
            return None
        case = case_reading.case_view(self.desk, row.reference)
        return AtHand(case, case_reading.why_not(self.desk, case))

    def case_changed(self, case: CaseView, sentence: str = "") -> None:
        """Show the list as it is now, and the way back where the cursor left its place."""
        self.views.follow(case.row)
        way = f"{'' if sentence else 'the cursor is on it. '}Esc returns to your view."
        told = " ".join(filter(None, (sentence, way if self.views.away else "")))
        self.say(f"{case.reference}: {told}" if told else "")

    def sit_at(self, desk: Desk) -> None:
        """Draw the days left and the names again, even where the cases are the same."""
        super().sit_at(desk)
        self.views.follow_settings()
        self.list.refresh()

    def read_again(self) -> None:
        """Read the list, the marks and the case beside it again."""
        self.views.read_again()
        self.marks.read_again()
        self.read_preview_soon()

    @on(CaseList.Failed)
    def page_failed(self, event: CaseList.Failed) -> None:
        """Report that the records can't be read now. The list stays."""
        self.show_error(event.error)

    def refresh_commands(self) -> None:
        """Draw the key bar: the filter's keys while one is typed, else the screen's own."""
        if self.filter.typing:
            self.query_one(KeyBar).show(TYPING)
        else:
            super().refresh_commands()

    @on(DescendantFocus)
    @on(DescendantBlur)
    def focus_moved(self) -> None:
        """Draw the keys of what has the cursor now."""
        self.refresh_commands()

    # Named, not @on, because the filter line is imported only when first used.
    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """Show the cases that match the filter."""
        self.filter.type(event.typed)

    def on_filter_line_kept(self) -> None:
        """Keep the filter and go back to the list."""
        self.filter.keep()

    def action_view(self, view: str) -> None:
        """Show a view by its slug."""
        self.views.choose(view)

    def action_saved(self, number: str) -> None:
        """Show a saved view by its number, from 1."""
        self.views.choose_saved(int(number))

    def action_next_view(self) -> None:
        """Show the next view."""
        self.views.step(1)

    def action_previous_view(self) -> None:
        """Show the view before."""
        self.views.step(-1)

    def action_save_view(self) -> None:
        """Save the current filters and sort as a view of the office."""
        self.views.save()

    def action_sort(self) -> None:
        """Choose the sort of the list."""
        self.views.choose_sort()

    def action_read_again(self) -> None:
        """Read the cases again."""
        self.console.draw_whole()
        self.views.reload()
        self.say("The list is up to date.")

    def action_filter(self) -> None:
        """Open the filter line, then end the range, whose message typing would overwrite."""
        self.filter.open()
        self.marks.close_range()

    def action_mark(self) -> None:
        """Mark the case under the cursor, or remove its mark, then go to the next."""
        self.marks.toggle()

    def action_range(self) -> None:
        """Start a range at the cursor, or mark the cases from its start to here."""
        self.marks.toggle_range()

    def action_mark_all(self) -> None:
        """Mark all cases of the view under its filter, or unmark them."""
        self.marks.toggle_all()

    def action_undo(self) -> None:
        """Undo the last change made here, to any number of cases.

        Where there was none, undo the last change to the case under the cursor.
        """
        done = self.console.last_done
        if len(done) > 1:
            self.bulk.undo(done)
        elif done:
            here = self.list.current
            after_change.undo_one(self, done[0], here.reference if here else "")
        else:
            super().action_undo()

    @property
    def bare(self) -> bool:
        """True where no case is listed."""
        return self.list.current is None

    def action_back(self) -> None:
        """Stop a batch on Escape in the list, or drop the marks, go back, or clear the filter."""
        ways = (self.batches.stop, self.marks.drop, self.views.go_back)
        if not (self.list.has_focus and any(way() for way in ways)):
            self.filter.clear()

    @on(CaseList.Moved)
    def cursor_moved(self) -> None:
        """Follow the cursor to another case, for the commands and, once it rests, the preview.

        The case detail that the last refusal asked for is forgotten.
        """
        self.console.asked_for = ""
        self.marks.follow()
        self.refresh_commands()
        if self.list.current is None:
            self.read_preview()  # an empty view has no case's text beside it
        self.read_preview_soon()

    def read_preview_soon(self) -> None:
        """Read the case under the cursor once it has rested."""
        self.once_rested(self.read_preview)

    def read_preview(self) -> None:
        """Tell the cursor's place, and show its case beside the list where there is room."""
        self.views.tell_place()
        if not (self.preview_wanted and self.has_class("-wide")):
            return
        row = self.list.current
        if row is None:
            self.previewed = None
            self.query_one("#preview", Words).say("", fixed=True)
            return
        self.read(
            partial(case_reading.case_view, self.desk, row.reference, looking.How.PREVIEW),
            self.show_preview,
            "preview",
        )

    def show_preview(self, case: CaseView) -> None:
        """Show a case beside the list, if the cursor is still there."""
        here = self.list.current
        if here and here.reference == case.reference and case != self.previewed:
            self.previewed = case
            self.query_one("#preview", Words).say(
                routes.CASE_PREVIEW(case, self.desk.now), fixed=True
            )

    def on_resize(self, _: Resize) -> None:
        """Show the preview, because a wider terminal has room for it."""
        self.call_after_refresh(self.cursor_moved)

    def action_open(self) -> None:
        """Open the case under the cursor."""
        if row := self.list.current:
            self.console.open_case(row.reference)

    def action_month(self) -> None:
        """Show the present month. A day opened there filters the list."""
        view = months.month_view(self.desk, self.desk.today.replace(day=1))
        self.ask(routes.MONTH(self.desk, view), lambda day: self.narrow(due_on(day)))

    def action_school_year(self) -> None:
        """Show the year of the school in the case under the cursor."""
        row = self.list.current
        known = [school.slug for school in self.desk.settings.schools]
        view = schools.year_view(self.desk, row.school if row and row.school in known else "")
        self.console.push_screen(routes.SCHOOL_YEAR(self.desk, view))

    def action_show(self, route: str) -> None:
        """Show another screen of the office, by the name of its route."""
        self.console.push_screen(getattr(routes, route)(self.desk))

    def action_preview(self) -> None:
        """Show or hide the case beside the list."""
        self.preview_wanted = not self.preview_wanted
        self.set_class(not self.preview_wanted, "-no-preview")
        if not self.has_class("-wide"):
            key = self.key("queue.open")
            self.say(f"The preview needs 100 columns; {key} opens the case.", bad=True)
        self.cursor_moved()

    def action_chase(self) -> None:
        """Offer the late answers of all cases. Choosing one opens its case's search plan."""
        late = partial(late_answers.overdue_places, self.desk)
        self.read(late, partial(choose_late, self), "chase")

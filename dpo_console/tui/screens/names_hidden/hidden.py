"""Screens while names are hidden: the queue and a case without names, or a bare notice."""

from pathlib import Path
from typing import ClassVar

from rich.console import Group, RenderableType
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.parties import Party
from dpo_console.cases.queue import queue
from dpo_console.cases.queue.queue import Query, QueuePage
from dpo_console.cases.sharing.scope_items import Scope
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads.lists import Key
from dpo_console.tui import draw
from dpo_console.tui.commands import Keymap
from dpo_console.tui.screens.case import case_drawing as drawing
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.first_draw import STYLES, come_up, heed_size
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, NAMES, NAMES_IN_FORMS
from dpo_console.tui.screens.queue import queue as with_names
from dpo_console.tui.screens.queue.queue_source import QueueSource
from dpo_console.tui.terminal.screens import quiet_focus, steady
from dpo_console.tui.widgets import case_headline
from dpo_console.tui.widgets.panes import Pane, Words
from dpo_console.tui.widgets.queue.case_list import CaseHeads, CaseList
from dpo_console.tui.widgets.view_tabs import MESSAGES, ViewTabs, titles_of

MARK = "***"
"""Mark for every name, of any length. Initials would identify a child in a small school."""

_NOBODY = Party("requester", MARK, "", "", "", "", "")

TITLE = "Names hidden"

STAY = tuple(
    command._replace(show=command.show or command == NAMES)
    for command in EVERYWHERE
    if command.id != "palette"
)
"""The commands that stay: all except the one that finds cases by their names."""

QUEUE = (
    *(c for c in with_names.COMMANDS
      if c.id in ("queue.open", "queue.next", "queue.previous", "queue.refresh")
      or c.id.startswith("queue.view.")),
    *STAY,
)  # fmt: skip


def nameless_row(row: QueueRow) -> QueueRow:
    """Return a case as lists show it, without its requester, subjects and owner."""
    return row._replace(requester=MARK, organisation="", subjects=(), owner="")


def nameless_query(asked: Query) -> Query:
    """Return a list's query, in an order that gives no name away."""
    by_name = asked.sort.removeprefix("-") in ("name", "owner")
    return asked._replace(sort="") if by_name else asked


def nameless_case(case: CaseView) -> CaseView:
    """Return a case with its dates, the steps to them, and the facts with their days."""
    return CaseView(
        row=nameless_row(case.row),
        requester=_NOBODY,
        parties=(),
        requester_kind="",
        channel="",
        summary="",
        created_by=case.created_by,
        facts=tuple(fact._replace(note="") for fact in case.facts),
        clock=case.clock,
        scope=Scope(),
        checklist=(),
        gate=None,
        decision=None,
        letters=(),
        timeline=(),
        outcomes=case.outcomes,
    )


class NamelessSource(QueueSource):
    """Pages of a view for the list, without any name."""

    def page(self, *, after: Key | None = None, before: Key | None = None, limit: int) -> QueuePage:
        """Return the beginning of the view, or the rows after or before a key."""
        return _nameless_page(super().page(after=after, before=before, limit=limit))

    def last(self, limit: int) -> QueuePage:
        """Return the end of the view."""
        return _nameless_page(super().last(limit))


def _nameless_page(page: QueuePage) -> QueuePage:
    return page._replace(rows=tuple(nameless_row(row) for row in page.rows))


class Nameless(CommandScreen[None]):
    """A screen that is given no names."""

    shows_names = False

    def on_mount(self) -> None:
        """Say how to show names again."""
        super().on_mount()
        self.say(f"{self.key(NAMES.id)} shows names again.")

    def show_error(self, error: DpoConsoleError) -> None:
        """Show an error on the status line, however long it is."""
        self.tell_error(error)


class HiddenQueue(Nameless):
    """The same view in the same order, with the cursor on the same case."""

    commands = QUEUE
    AUTO_FOCUS = "CaseList"

    def __init__(self, desk: Desk, home: with_names.QueueScreen) -> None:
        """Stand in for the queue `home`, which shows names. Read nothing to hide them."""
        super().__init__(desk, TITLE)
        self.asked = home.asked
        self.tabs = ViewTabs(self.asked.view, titles_of(desk, named=False))
        shown = home.query_one(ViewTabs)
        self.tabs.counts, self.tabs.intake = shown.counts, shown.intake
        self.list = CaseList(self.source, lambda: self.desk.now)
        if self.source.query == queue.plain(desk, self.asked):
            self.list.stand_for(home.list, self.list.source, row=nameless_row)

    @property
    def source(self) -> NamelessSource:
        """The current view, in an order that gives no name away."""
        return NamelessSource(self.desk, nameless_query(queue.plain(self.desk, self.asked)))

    def sit_at(self, desk: Desk) -> None:
        """Follow other settings, and show all cases where the current view is gone."""
        super().sit_at(desk)
        titles = titles_of(desk, named=False)
        self.tabs.retitle(titles)
        if self.asked.view not in titles:
            self.attempt(lambda: self.action_view("all"))

    def body(self) -> ComposeResult:
        """Compose the tabs and the list. The filter holds, but isn't shown."""
        yield self.tabs
        yield CaseHeads()
        yield self.list

    def on_mount(self) -> None:
        """Show another list where the old order would give names away."""
        super().on_mount()
        if not self.list.rows:
            self.attempt(lambda: self.action_view(self.asked.view))

    def why_not(self, _acts: object) -> str:
        """Return a reason where there is no case to open."""
        return "" if self.list.current else "No case is chosen in the list."

    def read_again(self) -> None:
        """Read the list and the counts. The cursor stays on its case."""
        here = self.list.current
        now = queue.as_it_is(self.desk, here) if here else None
        self.list.source = self.source
        self.list.reload(nameless_row(now) if now else here)
        waiting = {MESSAGES: self.tabs.counts.get(MESSAGES, 0)}
        self.tabs.count(queue.counts(self.desk, self.asked.filters) | waiting, self.tabs.intake)

    @on(CaseList.Moved)
    def cursor_moved(self) -> None:
        """Draw the commands again, because another case, or none, can be opened."""
        self.refresh_commands()

    @on(CaseList.Failed)
    def page_failed(self, event: CaseList.Failed) -> None:
        """Report that the records can't be read now. The list stays."""
        self.show_error(event.error)

    def action_open(self) -> None:
        """Open the case under the cursor."""
        if self.list.current:
            case = case_view(self.desk, self.list.current.reference)
            self.console.push_screen(hidden_case(self.desk, case))

    def action_view(self, view: str) -> None:
        """Show a view from its beginning."""
        self.asked = Query(view, self.asked.filters, self.asked.sort)
        self.list.show(self.source, draw.line(" Nothing here."))
        self.tabs.choose(view)

    def action_next_view(self) -> None:
        """Show the next view."""
        self._step_view(1)

    def action_previous_view(self) -> None:
        """Show the view before."""
        self._step_view(-1)

    def _step_view(self, by: int) -> None:
        views = list(self.tabs.titles)
        self.action_view(views[(views.index(self.asked.view) + by) % len(views)])

    def action_back(self) -> None:
        """Say how to show names. No screen lies below while they are hidden."""
        self.say(f"Names are hidden. {self.key(NAMES.id)} shows them.")


class HiddenCase(Nameless):
    """A case without names: its due date, the steps to that date, and its facts."""

    commands = STAY
    AUTO_FOCUS = "#case"

    def __init__(self, desk: Desk, case: CaseView) -> None:
        super().__init__(desk, f"{TITLE}  {case.reference}  {case.row.title}")
        self.case = case

    def body(self) -> ComposeResult:
        """Compose the due date at the top, with the steps to it below."""
        yield Words(self.headline, id="headline")
        with Pane(id="case"):
            yield Words(self.known, id="known")

    @property
    def headline(self) -> RenderableType:
        """The due date and the next action."""
        return case_headline.headline(self.case, self.desk.now)

    @property
    def known(self) -> RenderableType:
        """The dates of the case."""
        case = self.case
        reached = drawing.reached(case.clock, self.desk.now)
        found = [drawing.section("How the date was reached", reached)]
        due = drawing.deadlines(case, self.desk.today)
        if len(due) > 1:
            found.append(drawing.section("What is due", draw.table(due)))
        return Group(*found, drawing.section("Facts", drawing.facts(case.facts, case.row.kind)))

    def read_again(self) -> None:
        """Read the case. Leave the screen where the case is now restricted to others."""
        try:
            case = nameless_case(case_view(self.desk, self.case.reference))
        except BadInput:
            self.dismiss(None)
            return
        if case != self.case:
            self.case = case
            self.query_one("#headline", Words).say(self.headline)
            self.query_one("#known", Words).say(self.known)


def hidden_case(desk: Desk, case: CaseView) -> HiddenCase:
    """Return the screen of a case, which is given none of its names."""
    return HiddenCase(desk, nameless_case(case))


@steady
class Curtain(Screen[None]):
    """A screen in front of a form or a question, where further typing does nothing."""

    CSS_PATH: ClassVar[Path | None] = STYLES
    focused = quiet_focus()
    in_place = stale = shows_names = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(NAMES_IN_FORMS.key, "app.names", NAMES_IN_FORMS.title, show=False, id=NAMES.id)
    ]

    def __init__(self, keymap: Keymap) -> None:
        """Name the key that shows names, as `keymap` has it."""
        super().__init__()
        [command] = keymap.of([NAMES_IN_FORMS])
        self.way_back = command.shown_key

    def compose(self) -> ComposeResult:
        """Compose the notice, with the way back."""
        yield Words(draw.line(f"Names are hidden. {self.way_back} shows them.", draw.STRONG))
        yield Words(draw.line("What you typed is still there, but not saved yet."))

    def on_screen_resume(self) -> None:
        """Come up in one frame."""
        come_up(self)

    def on_resize(self, event: Resize) -> None:
        """Heed the window's size."""
        heed_size(self, event)

    def sit_at(self, desk: Desk) -> None:
        """Stay as it is: it shows nothing of the office."""

    def catch_up(self) -> None:
        """Stay as it is: it shows nothing of the records."""

    def keep_now(self) -> None:
        """Keep nothing: nothing is typed here."""

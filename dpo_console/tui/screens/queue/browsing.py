"""Browsing of the cases by tabs, filters, sorts and pages. The queue is built on it."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue import queue
from dpo_console.cases.queue.filters import VIEWS
from dpo_console.cases.queue.queue import Query
from dpo_console.cases.queue.sorting import SORTS, sort_words
from dpo_console.config import Role
from dpo_console.config.views import View
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.store.rows import QueueRow
from dpo_console.tui import draw, routes
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.case.case_commands import CaseCommandScreen
from dpo_console.tui.screens.queue.own_views import OWN_VIEWS, ask_to_save, view_words
from dpo_console.tui.screens.queue.queue_source import QueueSource, empty_words
from dpo_console.tui.widgets.case_list import CaseList
from dpo_console.tui.widgets.menu import Choice
from dpo_console.tui.widgets.view_tabs import TITLES, ViewTabs, titles_of
from dpo_console.tui.work import background

if TYPE_CHECKING:
    from dpo_console.tui.screens.queue.filter_line import FilterLine

SORT_KEYS = "drnfto"
"""Letters of casework's sorts, in their order."""


def turned(slug: str, now: str) -> str:
    """Return the sort that choosing `slug` gives, reversed where it is already in force."""
    return f"-{slug}" if slug == now else slug


FILTER = Command(
    "queue.filter",
    "slash",
    "filter",
    "Filter by words, kind: owner: due:7 and so on",
    "filter",
    True,
)
VIEWS_AND_SORTS = (
    Command("queue.next", "right_square_bracket", "next view", "Show the next view", "next_view"),
    Command("queue.previous", "left_square_bracket", "previous view", "Show the view before",
            "previous_view"),
    *(
        Command(f"queue.view.{view}", str(number), TITLES[view], f"Show the view {TITLES[view]}",
                f"view:{view}")
        for number, view in enumerate(VIEWS, 1)
    ),
    *OWN_VIEWS,
    Command("queue.sort", "greater_than_sign", "sort",
            "Sort by due, received, name, reference, kind or owner; again turns it", "sort"),
)  # fmt: skip
"""The commands that lead through the views."""


class Browsing(CaseCommandScreen[None]):
    """The cases that `asked` selects, in a ViewTabs and a CaseList that a subclass composes."""

    def __init__(self, desk: Desk) -> None:
        """Start with all cases, most urgent first, or for an approver those awaiting a ruling."""
        super().__init__(desk, "Cases")
        self.asked = Query("decide" if desk.person.role is Role.APPROVER else "all")
        self.counting = self.to_count = False

    def on_mount(self) -> None:
        """Show the first page at once, and the counts as they come."""
        super().on_mount()
        self.attempt(lambda: self.show_view(self.asked))

    @property
    def list(self) -> CaseList:
        """The list of cases."""
        return self.query_one(CaseList)

    def show_view(self, asked: Query, *, typing: bool = False) -> None:
        """Show a view under its filters, and count all views.

        While letters are being typed, the count waits until they rest. Raises BadInput, and leaves
        the list as it was, where a filter means nothing.
        """
        plain = queue.plain(self.desk, asked)
        says = " ".join(plain.filters)
        keys = map(self.key, ("queue.new", "queue.next", "queue.view.all"))
        empty = empty_words(asked, says, *keys)
        self.list.show(QueueSource(self.desk, plain), empty)
        self.asked = asked
        self.query_one(ViewTabs).choose(asked.view)
        self.head(f"Cases by {sort_words(plain.sort)}" if plain.sort else "Cases")
        if typing:
            self.once_rested(self.count)
        else:
            self.count()

    def count(self) -> None:
        """Count the cases of every view, in the background.

        One count runs at a time, because fast typing mustn't wait for counts that nobody will see.
        """
        self.to_count = True
        if not self.counting:
            self.counting = True
            self.console.first_frame.then(self._count)

    def _count(self) -> None:
        self.to_count = False
        job = partial(queue.counts, self.desk, self.asked.filters)
        background(self.app, job, self._counted, self._not_counted, always=True)

    def _counted(self, counts: Mapping[str, int]) -> None:
        self.counting = False
        if not self.is_attached:
            return
        if self.to_count:
            self.count()
        else:
            self.query_one(ViewTabs).count(counts)

    def _not_counted(self, error: DpoConsoleError) -> None:
        self.counting = False
        self.tell_error(error)

    def reload(self, anchor: QueueRow | None = None) -> None:
        """Read the list and the counts again. The cursor stays on its case."""
        self.attempt(lambda: self.list.reload(anchor))
        self.count()

    def read_again(self) -> None:
        """Show others' work in the list and the counts. The cursor stays on its case."""
        self.list.source = QueueSource(self.desk, queue.plain(self.desk, self.asked))
        here = self.list.current
        now = queue.as_it_is(self.desk, here) if here else None
        self.reload(now)
        if here and now and all(row.id != now.id for row in self.list.rows):
            self.reload(here)  # the case has left the view, so the cursor takes the one after it

    @on(CaseList.Failed)
    def page_failed(self, event: CaseList.Failed) -> None:
        """Report that the records can't be read now. The list stays."""
        self.show_error(event.error)

    def sit_at(self, desk: Desk) -> None:
        """Follow other settings, which may have other views.

        Where the current view is gone, show all cases instead.
        """
        super().sit_at(desk)
        titles = titles_of(desk)
        self.query_one(ViewTabs).retitle(titles)
        if self.asked.view not in titles:
            self.attempt(lambda: self.show_view(self.asked._replace(view="all")))
            self.say("The view that was shown is no longer in data/dpo.toml.", bad=True)

    def action_view(self, view: str) -> None:
        """Show a view by its slug, a saved one in its own order with its filters in words."""
        own = next((saved for saved in queue.saved(self.desk) if saved.slug == view), None)
        sort = "" if own and own.sort else self.asked.sort
        self.show_view(self.asked._replace(view=view, sort=sort))
        self.say(view_words(own) if own else "")

    def action_saved(self, number: str) -> None:
        """Show a saved view by its number, from 1."""
        self.action_view(queue.saved(self.desk)[int(number) - 1].slug)

    def action_next_view(self) -> None:
        """Show the next view."""
        self._step_view(1)

    def action_previous_view(self) -> None:
        """Show the view before."""
        self._step_view(-1)

    def _step_view(self, by: int) -> None:
        views = list(titles_of(self.desk))
        self.action_view(views[(views.index(self.asked.view) + by) % len(views)])

    def action_save_view(self) -> None:
        """Save the current filters and sort as a view of the office, under a title."""
        plain = queue.plain(self.desk, self.asked)
        ask_to_save(self, View("", " ".join(plain.filters), plain.sort, plain.view))

    def view_saved(self, view: View) -> None:
        """Show a newly saved view."""
        self.filter_line.close()
        self.show_view(Query(view.slug))

    def action_sort(self) -> None:
        """Choose the sort of the list. Choosing the same one again reverses it."""
        now = queue.plain(self.desk, self.asked).sort
        choices = [
            Choice(slug, sort.title.capitalize(), sort_words(turned(slug, now)).split(", ")[1], key)
            for key, (slug, sort) in zip(SORT_KEYS, SORTS.items(), strict=True)
        ]
        self.console.push_screen(routes.CHOOSE("Sort by what?", choices), self.sort_by)

    def sort_by(self, slug: str | None) -> None:
        """Sort by the chosen field, from the beginning."""
        if slug is None:
            return
        sort = turned(slug, queue.plain(self.desk, self.asked).sort)
        self.attempt(lambda: self.show_view(self.asked._replace(sort=sort)))
        self.say(f"Sorted by {sort_words(sort)}.")

    def action_refresh_cases(self) -> None:
        """Read the cases again."""
        self.reload()
        self.say("Read again just now.")

    def narrow(self, typed: str) -> None:
        """Show all cases under a filter, as if the officer had typed and kept it."""
        self.show_view(Query("all", tuple(typed.split())))
        self.filter_line.open(typed)
        self.set_focus(self.list)

    @property
    def filter_line(self) -> "FilterLine":
        """The line for typing filters, above the tabs, made when first used."""
        from dpo_console.cases.queue.filter_completion import candidates
        from dpo_console.tui.screens.queue.filter_line import FilterLine

        for line in self.query(FilterLine):
            return line
        line = FilterLine(lambda typed: candidates(self.desk, typed))
        self.query_one("#browse").mount(line, before=0)
        return line

    def action_filter(self) -> None:
        """Open the filter line, or go back into it."""
        line = self.filter_line
        line.open(" ".join(self.asked.filters))
        line.enter()
        self.say(self.completions)

    # Named, not @on, because the filter line is imported only when first used.
    def on_filter_line_changed(self, event: "FilterLine.Changed") -> None:
        """Show the cases that match the filter."""
        self.filter_by(event.typed)

    def on_filter_line_kept(self) -> None:
        """Keep the filter and go back to the list.

        Drop any word without meaning, and say so. A filter without words closes the line.
        """
        line, typed = self.filter_line, tuple(self.filter_line.typed.split())
        line.open(" ".join(self.asked.filters))
        if not self.asked.filters:
            line.close()
        self.set_focus(self.list)
        self.say("")
        self.count()
        self.attempt(lambda: queue.where_of(self.desk, self.asked._replace(filters=typed)))

    @property
    def completions(self) -> str:
        """Completions that Tab offers for the word under the cursor, on one line."""
        offers = " · ".join(f"{one.shown} {one.says}" for one in self.filter_line.offers)
        return draw.fit(f"tab: {offers}", self.size.width - 2).rstrip() if offers else ""

    def filter_by(self, typed: str) -> None:
        """Show the cases that match a filter.

        A word without meaning is left out for now, and the status line says how to complete it. For
        the word being typed, the status line offers its completions.
        """
        words, wrong = tuple(typed.split()), ""
        for count in range(len(words), -1, -1):
            asked = self.asked._replace(filters=words[:count])
            try:
                if asked != self.asked:
                    self.show_view(asked, typing=True)
            except BadInput as error:
                wrong = str(error)
            else:
                break
        offered = self.completions if count >= len(words) - 1 else ""
        self.say(offered or wrong, bad=bool(wrong and not offered))

    def action_back(self) -> None:
        """Clear the filter on Escape. At home, Escape never leaves."""
        if not self.query("FilterLine.-open"):
            self.say(f"This is home. {self.key('quit')} leaves.")
            return
        self.filter_line.close()
        self.set_focus(self.list)
        if self.asked.filters:
            self.show_view(self.asked._replace(filters=()))
        self.say("")

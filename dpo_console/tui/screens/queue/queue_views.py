"""The views of the queue, ours and the office's own: the one shown, and the counts of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.queue import queue
from dpo_console.cases.queue.filters import SORTS, VIEWS, sort_words, unknown_names
from dpo_console.cases.queue.queue import Query
from dpo_console.config import Role
from dpo_console.config.settings.settings import View
from dpo_console.errors import DpoConsoleError
from dpo_console.store.reads.messages import count_waiting
from dpo_console.tui import routes
from dpo_console.tui.background import background
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.screens.queue.queue_source import QueueSource, empty_words, without_cases
from dpo_console.tui.widgets.queue.case_list import CaseHeads
from dpo_console.tui.widgets.view_tabs import MEANS, MESSAGES, TITLES, ViewTabs, titles_of

if TYPE_CHECKING:
    from dpo_console.store.queue_rows import QueueRow
    from dpo_console.tui.screens.queue.queue import QueueScreen

SORT_KEYS = "drnfto"
"""Letters of casework's sorts, in their order."""

LATE_STEPS = "late steps"
"""The name of the count of cases that are in time, and of which an earlier step is late."""


def is_saved(number: int) -> Callable[[QueueScreen], str]:
    """Return a check that gives the reason where there is no saved view of this number."""

    def why_not(screen: QueueScreen) -> str:
        if len(queue.saved(screen.desk)) >= number:
            return ""
        keeps = screen.key("queue.save_view")
        return f"There is no saved view {number}; {keeps} keeps the list's filter as one."

    return why_not


def why_not_save(screen: QueueScreen) -> str:
    """Return a reason against saving a view: it is one already, or this person may not."""
    if not screen.asked.filters and not screen.asked.sort:
        return "This is a view already: filter or sort the list first."
    return why_may_not(screen.desk, "settings")


OWN_VIEWS = (
    *(
        Command(f"queue.saved.{number}", str(len(VIEWS) + number), f"saved view {number}",
                f"Show the office's own view {number}", f"saved:{number}", False,
                is_saved(number))
        for number in (1, 2)
    ),
    Command("queue.save_view", "Z", "save view", "Keep this filter and order as a view, with a tab",
            "save_view", False, why_not_save),
)  # fmt: skip


def view_words(view: View) -> str:
    """Return a view in words: `Waiting, owner:me kind:sar, by received, newest first`."""
    sort = sort_words(view.sort)
    parts = (TITLES[view.view], view.filter, f"by {sort}" if sort else "")
    return ", ".join(part for part in parts if part)


def ask_to_save(screen: QueueScreen, view: View) -> None:
    """Ask for the title of a view, write it, and show it."""

    def saved(result: tuple[Desk, View]) -> None:
        desk, new = result
        screen.console.sit_at(desk)
        screen.view_saved(new)
        screen.say(
            f"Saved as “{new.title}”. To change or remove it, edit the views in data/dpo.toml."
        )

    screen.ask(routes.SAVE_VIEW_FORM(screen.desk, view), saved)


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
            "Sort by due, received, name, reference, kind or owner", "sort"),
)  # fmt: skip
"""The commands that lead through the views."""


def turned(slug: str, now: str) -> str:
    """Return the sort that choosing `slug` gives, reversed where it is already in force."""
    return f"-{slug}" if slug == now else slug


def counts(desk: Desk, filters: Sequence[str]) -> Mapping[str, int]:
    """Return the number of cases in each view, of late steps, and of messages that wait."""
    with desk.database.glance() as ask:
        waiting = count_waiting(ask, desk.database.reader)
    late = queue.late_steps(desk, filters)
    return {**queue.counts(desk, filters), MESSAGES: waiting, LATE_STEPS: late}


class QueueViews:
    """The view that the queue shows. `asked` selects its cases.

    `left` is the case, as it was, whose place the cursor left to follow the case `followed`.
    """

    def __init__(self, screen: QueueScreen) -> None:
        """Start with all cases, most urgent first, or for an approver those awaiting a ruling."""
        self.screen = screen
        self.asked = Query("decide" if screen.desk.person.role is Role.APPROVER else "all")
        self.counting = self.to_count = False
        self.left: QueueRow | None = None
        self.followed = 0

    @property
    def plain(self) -> Query:
        """The query with a saved view's own filters and order."""
        return queue.plain(self.screen.desk, self.asked)

    def show(self, asked: Query, *, typing: bool = False) -> None:
        """Show a view under its filters, and count all views.

        While letters are being typed, the count waits until they rest, and the chosen view tells
        what the list knows. Raises BadInput, and leaves the list as it was, where a filter means
        nothing.
        """
        screen = self.screen
        plain = queue.plain(screen.desk, asked)
        keys = map(screen.key, ("queue.new", "queue.next", "queue.view.all"))
        unknown = unknown_names(screen.desk, plain.filters) if asked.filters else ()
        empty = empty_words(asked, " ".join(plain.filters), unknown, *keys)
        screen.list.show(QueueSource(screen.desk, plain), empty)
        screen.set_class(not (asked.filters or screen.list.rows), "-empty")
        if not screen.list.rows:
            screen.list.empty = without_cases(screen.desk, asked, empty, screen.key("palette"))
        self.asked, self.left = asked, None
        screen.query_one(ViewTabs).choose(asked.view)
        sort = plain.sort if asked.sort or asked.view not in VIEWS else ""
        screen.head(f"Cases by {sort_words(sort)}" if sort else "Cases")
        if typing:
            self._tell_listed()
            screen.once_rested(self.count)
        else:
            self.count()

    def _tell_listed(self) -> None:
        """Count the cases listed for the chosen view alone, unless more may follow."""
        cases, tabs = self.screen.list, self.screen.query_one(ViewTabs)
        whole = cases.at_start and cases.at_end
        tabs.count({self.asked.view: len(cases.rows)} if whole else {}, tabs.intake)
        self.tell_place()

    def count(self) -> None:
        """Count the cases of every view, in the background.

        One count runs at a time, because fast typing mustn't wait for counts that nobody will see.
        """
        self.to_count = True
        if not self.counting:
            self.counting = True
            self.screen.console.first_frame.then(self._count)

    def _count(self) -> None:
        self.to_count = False
        filters = self.asked.filters
        job, then = partial(counts, self.screen.desk, filters), partial(self._counted, filters)
        background(self.screen.app, job, then, self._not_counted, always=True)

    def _counted(self, filters: Sequence[str], counts: Mapping[str, int]) -> None:
        """Show counts, unless the filter was typed on meanwhile: it is counted once that rests."""
        self.counting = False
        if not self.screen.is_attached:
            return
        if self.to_count:
            self.count()
        elif filters == self.asked.filters:
            self.screen.query_one(ViewTabs).count(counts, self.screen.key("queue.intake"))
            self.tell_place()
            self._tell_late_steps(counts[LATE_STEPS])

    def _tell_late_steps(self, late: int) -> None:
        """Tell beside what is overdue how many cases are not, of which an earlier step is late."""
        if late and self.asked.view == "overdue":
            cases = "1 more case is" if late == 1 else f"{late} more cases are"
            everything, chase = map(self.screen.key, ("queue.view.all", "queue.chase"))
            self.screen.say(
                f"{cases} late with an earlier step: press {everything} ({TITLES['all']}) and look "
                f"for “Late!”. For late search replies, press {chase}."
            )

    def tell_place(self) -> None:
        """Tell the cursor's place among the cases of the view, as far as they are counted."""
        total = self.screen.query_one(ViewTabs).counts.get(self.asked.view, 0)
        self.screen.query_one(CaseHeads).tell(self.screen.list.place_of(total))

    def _not_counted(self, error: DpoConsoleError) -> None:
        self.counting = False
        self.screen.tell_error(error)

    def reload(self, anchor: QueueRow | None = None) -> None:
        """Read the list and the counts again. The cursor stays on its case."""
        if self.screen.list.rows:
            self.screen.attempt(lambda: self.screen.list.reload(anchor))
            self.count()
        else:
            self.screen.attempt(lambda: self.show(self.asked))

    def follow(self, row: QueueRow) -> None:
        """Show the list after a change to a case, with the cursor on it.

        Where the case under the cursor was closed, the cursor goes back to the place it left.
        """
        here = self.screen.list.current
        if here and (self.left is None or self.followed != here.id):
            self.left = here
        if here and self.left and here.id == row.id and row.closed_on and not here.closed_on:
            row = self.left
        self.followed = row.id
        self.reload(row)
        if self.left and all(one.id != row.id for one in self.screen.list.rows):
            self.reload(self.left)  # the case has left the view
        if not self.away:
            self.left = None

    @property
    def away(self) -> bool:
        """True where the place that the cursor left is out of sight."""
        cases = self.screen.list
        seen = cases.rows[cases.top : cases.top + cases.room]
        if self.left is None or len(seen) == len(cases.rows):
            return False
        place = cases.source.place
        least, most = sorted((place(seen[0]), place(seen[-1])))
        return not least <= place(self.left) <= most

    def go_back(self) -> bool:
        """Go to the place that the cursor left. Return False where it is in sight."""
        if not self.away:
            return False
        self.reload(self.left)
        self.left = None
        self.screen.say("")
        return True

    def read_again(self) -> None:
        """Show others' work in the list and the counts. The cursor stays on its case."""
        desk, cases = self.screen.desk, self.screen.list
        cases.source = QueueSource(desk, self.plain)
        here = cases.current
        now = queue.as_it_is(desk, here) if here else None
        self.reload(now)
        if here and now and all(row.id != now.id for row in cases.rows):
            self.reload(here)  # the case has left the view, so the cursor takes the one after it

    def follow_settings(self) -> None:
        """Follow other settings, which may have other views.

        Where the current view is gone, show all cases instead.
        """
        screen, titles = self.screen, titles_of(self.screen.desk)
        screen.query_one(ViewTabs).retitle(titles)
        if self.asked.view not in titles:
            screen.attempt(lambda: screen.show_view(self.asked._replace(view="all")))
            screen.say("The view that was shown is no longer in data/dpo.toml.", bad=True)
        elif not screen.list.rows:
            screen.attempt(lambda: self.show(self.asked))

    def choose(self, view: str) -> None:
        """Show a view by its slug, a saved one in its own order with its filters in words."""
        saved = queue.saved(self.screen.desk)
        own = next((one for one in saved if one.slug == view), None)
        sort = "" if own and own.sort else self.asked.sort
        self.screen.show_view(self.asked._replace(view=view, sort=sort))
        means = MEANS.get(view, "") if self.screen.list.rows else ""
        self.screen.say(view_words(own) if own else means)

    def choose_saved(self, number: int) -> None:
        """Show a saved view by its number, from 1."""
        self.choose(queue.saved(self.screen.desk)[number - 1].slug)

    def step(self, by: int) -> None:
        """Show the next view, or the one before (-1)."""
        views = list(titles_of(self.screen.desk))
        self.choose(views[(views.index(self.asked.view) + by) % len(views)])

    def save(self) -> None:
        """Save the current filters and sort as a view of the office, under a title."""
        plain = self.plain
        ask_to_save(self.screen, View("", " ".join(plain.filters), plain.sort, plain.view))

    def choose_sort(self) -> None:
        """Choose the sort of the list. Choosing the same one again reverses it."""
        now = self.plain.sort
        choices = [
            Choice(slug, sort.title.capitalize(), sort_words(turned(slug, now)).split(", ")[1], key)
            for key, (slug, sort) in zip(SORT_KEYS, SORTS.items(), strict=True)
        ]
        self.screen.ask(
            routes.CHOOSE("Sort by what? Choose the same again to reverse it.", choices),
            self.sort_by,
        )

    def sort_by(self, slug: str) -> None:
        """Sort by the chosen field, from the beginning."""
        sort = turned(slug, self.plain.sort)
        self.screen.attempt(lambda: self.screen.show_view(self.asked._replace(sort=sort)))
        self.screen.say(f"Sorted by {sort_words(sort)}.")

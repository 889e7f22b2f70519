"""Content of the queue's list: pages of a view, and words for a view without cases."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.queue import queue
from dpo_console.cases.queue.queue import Query, QueuePage
from dpo_console.lazy_import import later
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads.lists import Key
from dpo_console.tui import draw, routes
from dpo_console.tui.widgets.view_tabs import TITLES

if TYPE_CHECKING:
    from textual.screen import Screen

    from dpo_console.cases import settings as still_missing
    from dpo_console.cases.search import OverduePlace
    from dpo_console.cases.view import case as case_reading
    from dpo_console.tui.screens.queue.queue import QueueScreen
else:
    case_reading = later("dpo_console.cases.view.case")
    still_missing = later("dpo_console.cases.settings")

EMPTY: Mapping[str, str] = {
    "overdue": "Nothing is overdue.",
    "week": "Nothing is due within seven days, nor aimed for.",
    "paused": "No clock is stopped or waiting to start.",
    "waiting": "Nothing waits for an answer from outside the school.",
    "decide": "Nothing waits for a decision.",
    "all": "There are no cases yet.",
    "closed": "No case was closed yet.",
}


class QueueSource(NamedTuple):
    """A view under its filters, as pages for the list."""

    desk: Desk
    query: Query

    def page(self, *, after: Key | None = None, before: Key | None = None, limit: int) -> QueuePage:
        """Return the beginning of the view, or the rows after or before a key."""
        return queue.page(self.desk, self.query, after=after, before=before, limit=limit)

    def last(self, limit: int) -> QueuePage:
        """Return the end of the view."""
        return queue.last_page(self.desk, self.query, limit)

    def key(self, row: QueueRow) -> Key:
        """Return the position of a row in the view."""
        return queue.key_of(self.query, row)

    def just_before(self, row: QueueRow) -> Key:
        """Return the key after which the row itself comes first."""
        return queue.just_before(self.query, row)

    def place(self, row: QueueRow) -> Key:
        """Return the row's key in a form that compares, to tell which rows lie between two."""
        return queue.place_of(self.query, row)


def due_on(day: date) -> str:
    """Return the filter for cases due on a day."""
    return f"due:{day.isoformat()}"


def empty_words(
    asked: Query, says: str, unknown: Sequence[str], new: str, other: str, everything: str
) -> Text:
    """Draw the words for an empty view: its meaning, and the next thing to do.

    `says` is a saved view in words. `unknown` says that a filter names nobody who is here. `new`,
    `other` and `everything` are the keys that log a request, show the next view and show all cases.
    """
    if asked.filters:
        filters = " ".join(asked.filters)
        if unknown:
            lines = (*unknown, "Press esc to clear the filter.")
            return draw.lines(draw.line(f" {said}") for said in lines)
        if asked.view == "all":
            return draw.line(
                f" Nothing here matches {filters}. Press esc to clear the filter. "
                f"{_hint(asked.filters)}"
            )
        where = TITLES.get(asked.view, "this view")
        go_on = f"Press enter, then {everything}, to look in {TITLES['all']}; esc clears it."
        return draw.lines(map(draw.line, (f" Nothing in {where} matches {filters}.", f" {go_on}")))
    log_one, next_view = f"Press {new} to log a request.", f"Press {other} for the next view."
    then = log_one if asked.view == "all" else next_view
    own = f"No case fits this view: {says}." if says else "No case fits this view."
    return draw.line(f" {EMPTY.get(asked.view, own)} {then}")


def _hint(filters: Sequence[str]) -> str:
    """Return a further sentence for a filter that matches nothing."""
    if any(one.startswith("due:") for one in filters):
        return "Dates that the law sets count here, not our targets."
    return "For a kind, type kind:breach or the like."


def without_cases(desk: Desk, asked: Query, empty: Text, find: str) -> Text:
    """Return the words for an empty view. Without any case, they tell what is still to fill in.

    `find` is the key that finds a command.
    """
    if asked.filters or asked.view != "all":
        return empty
    missing = still_missing.still_missing(desk.home, desk.settings, desk.today)
    if not missing:
        return empty
    whose = ", which the DPO does" if why_may_not(desk, "settings") else ""
    head = draw.line(f" Still to fill in{whose}. You can log requests without it:", draw.STRONG)
    told = [draw.line(f" - {finding.what}") for finding in missing]
    if lacks := still_missing.first_letter_lacks(desk.settings):
        said = f" You can't write letters, not even an acknowledgement, without {lacks}."
        told.append(draw.line(said))
    more = draw.line(
        f" Where to write each, and what waits for it: press {find}, type “still”, press enter."
    )
    return draw.lines((empty, draw.line(""), head, *told, draw.line(""), more))


def still_to_fill_in(desk: Desk) -> "Screen[None]":
    """Return a message with what the settings lack, what waits for it, and where to write it."""
    missing = still_missing.still_missing(desk.home, desk.settings, desk.today)
    told = [
        f"{one.what}\n  {one.why}\n  {one.remedy}\n  File: data/{one.file.name}" for one in missing
    ]
    where = [f"The folder data/ is {desk.home.data}. Once written: dpo-console settings check"]
    whose = filter(None, [why_may_not(desk, "settings")])
    text = "\n\n".join([*whose, *where, *told] if told else ["Nothing is missing."])
    return routes.MESSAGE(text, "Still to fill in")


def choose_late(screen: "QueueScreen", late: "Sequence[OverduePlace]") -> None:
    """Choose one of the late answers to searches, and open the search plan of its case."""

    def chosen(reference: str) -> None:
        screen.begin_act(case_reading.case_view(screen.desk, reference), "search")

    if late:
        whose = "Whose late reply? Its search plan opens"
        screen.ask(routes.CHOOSE(whose, routes.LATE_ANSWERS(late)), chosen)
    else:
        screen.say("No answer to a search is late.")

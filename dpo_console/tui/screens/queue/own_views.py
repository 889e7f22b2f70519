"""The office's own views in the console: their keys, and saving one."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.queue import queue
from dpo_console.cases.queue.filters import VIEWS, sort_words
from dpo_console.casework.settings.editing import save_view
from dpo_console.config.settings.settings import View
from dpo_console.tui import draw, routes
from dpo_console.tui.commands import Command
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.widgets.view_tabs import TITLES

if TYPE_CHECKING:
    from dpo_console.tui.screens.queue.queue import QueueScreen


def is_saved(number: int) -> Callable[["QueueScreen"], str]:
    """Return a check that gives the reason where there is no saved view of this number."""

    def why_not(screen: "QueueScreen") -> str:
        if len(queue.saved(screen.desk)) >= number:
            return ""
        keeps = screen.key("queue.save_view")
        return f"There is no saved view {number}; {keeps} keeps the list's filter as one."

    return why_not


def why_not_save(screen: "QueueScreen") -> str:
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


def ask_to_save(screen: "QueueScreen", view: View) -> None:
    """Ask for the title of a view, write it, and show it."""

    def saved(result: tuple[Desk, View]) -> None:
        desk, new = result
        screen.console.sit_at(desk)
        screen.view_saved(new)
        screen.say(
            f"Saved as “{new.title}”. To change or remove it, edit the views in data/dpo.toml."
        )

    screen.ask(routes.SAVE_VIEW_FORM(screen.desk, view), saved)


def save_form(desk: Desk, view: View) -> Ask[tuple[Desk, View]]:
    """Return a form for a view's title. It closes with the new settings, and the view in them."""

    def save(values: Mapping[str, str], _version: int) -> tuple[Desk, View]:
        return save_view(desk, view._replace(title=values["title"]))

    fields = [Field("title", "Name", hint="the name to show in the row at the top")]
    return Ask("Save this as a view", fields, save, about=draw.words(view_words(view)))

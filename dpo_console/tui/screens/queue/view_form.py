"""The form that saves the list's filters and order as a view of the office."""

from collections.abc import Mapping

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.settings.editing import save_view
from dpo_console.config.settings.settings import View
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.frame.ask import Ask
from dpo_console.tui.screens.queue.queue_views import view_words


def save_form(desk: Desk, view: View) -> Ask[tuple[Desk, View]]:
    """Return a form for a view's title. It closes with the new settings, and the view in them."""

    def save(values: Mapping[str, str], _version: int) -> tuple[Desk, View]:
        return save_view(desk, view._replace(title=values["title"]))

    fields = [Field("title", "Name", hint="the name to show in the row at the top")]
    return Ask("Save this as a view", fields, save, about=draw.words(view_words(view)))

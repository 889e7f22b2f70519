"""A further view of the office, saved in its settings."""

from dataclasses import replace

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.queue.saved_views import saved_views, understood
from dpo_console.casework.home_files.keeping import save_settings
from dpo_console.casework.records.audit_log import append
from dpo_console.config import load_settings
from dpo_console.config.settings.views import View, with_view
from dpo_console.config.settings.writing.settings_file import read_settings_file, settings_after
from dpo_console.errors import Refused
from dpo_console.store.session import write

SAVED = "view saved"
"""The audit action. The entry doesn't tell the view, because a filter can hold a name."""


def save_view(desk: Desk, view: View) -> tuple[Desk, View]:
    """Write a further view into data/dpo.toml, keeping its comments, and return the desk with it.

    Raises NotAllowed, BadInput if the view isn't valid, or Refused if it can't be added to
    dpo.toml.
    """
    require(desk, "settings", saves=True)
    file = read_settings_file(desk.home)
    now = replace(desk, settings=file.settings)
    saved = understood(now, view, saved_views(now))
    text = with_view(file.text, saved._replace(slug=""))
    if settings_after(file, text) != file.settings._replace(
        views=(*file.settings.views, saved._replace(slug=""))
    ):
        raise Refused(
            "data/dpo.toml is written in a way that a view can't be added to. Nothing was "
            "changed. Write it there by hand, in a [[view]] of its own."
        )
    with write(desk.database) as session:
        append(session, desk, SAVED, {}, at=desk.stamp())
        save_settings(session, desk, file, text, "view")
    return replace(desk, settings=load_settings(desk.home)), saved

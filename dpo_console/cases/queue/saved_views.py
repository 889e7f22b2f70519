"""The office's saved views: those in dpo.toml that are valid, and the faults in the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.filters import VIEWS, conditions_of, order_of
from dpo_console.config.files.toml_lines import shown_place
from dpo_console.config.settings.settings import View
from dpo_console.errors import BadInput
from dpo_console.text import clean_line, name_of, required, show_line

MOST = 12
"""The most views that an office can keep: each change counts their cases."""

LONGEST_TITLE = 24
LONGEST_FILTER = 300


@dataclass(frozen=True, slots=True)
class RefusedView:
    """A view in dpo.toml that isn't shown, by its number from 1, and why."""

    number: int
    title: str
    why: str

    @property
    def sentence(self) -> str:
        """A sentence that the view isn't shown, and why."""
        return f"the view “{show_line(self.title, 40)}” isn't shown. {self.why}"


def saved_views(desk: Desk) -> tuple[View, ...]:
    """Return the office's valid saved views, each with its slug."""
    return _checked(desk)[0]


def problems(desk: Desk) -> tuple[str, ...]:
    """Return why other views in dpo.toml aren't shown, a sentence each.

    Each begins with the view's line in the file.
    """
    path = desk.home.settings
    refused = refused_views(desk)
    return tuple(f"{shown_place(path, f'view[{bad.number}]')}: {bad.sentence}" for bad in refused)


def refused_views(desk: Desk) -> tuple[RefusedView, ...]:
    """Return the views in dpo.toml that aren't shown."""
    return _checked(desk)[1]


def _checked(desk: Desk) -> tuple[tuple[View, ...], tuple[RefusedView, ...]]:
    good: list[View] = []
    bad = []
    for number, view in enumerate(desk.settings.views, 1):
        try:
            good.append(understood(desk, view, good))
        except BadInput as error:
            bad.append(RefusedView(number, view.title, str(error)))
    return tuple(good), tuple(bad)


def understood(desk: Desk, view: View, before: Sequence[View]) -> View:
    """Return a view with its slug, if all of it is valid beside others. Raises BadInput."""
    title = required(_printable(view.title, "title"), "title")
    if len(title) > LONGEST_TITLE:
        raise BadInput(f"title: it has {len(title)} characters; at most {LONGEST_TITLE} fit a tab.")
    if len(view.filter) > LONGEST_FILTER:
        raise BadInput(f"filter: it is longer than {LONGEST_FILTER} characters.")
    slug = view.slug or re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")
    if not re.fullmatch("[a-z0-9][a-z0-9-]{0,39}", slug):
        raise BadInput("slug: give it one of small letters, digits and hyphens.")
    titles = {other.title.casefold() for other in before}
    if slug in VIEWS or slug in {other.slug for other in before} or title.casefold() in titles:
        raise BadInput("There is a view of that name already; give this one another title.")
    if len(before) >= MOST:
        raise BadInput(f"There are {MOST} views already, and the rest are ignored.")
    if view.view not in VIEWS:
        raise BadInput(f"view: it is one of {', '.join(VIEWS)}.")
    conditions_of(desk, _printable(view.filter, "filter").split())
    order_of(view.view, view.sort)
    return view._replace(title=title, slug=slug)


def _printable(text: str, field: str) -> str:
    """Return text of one line that can be shown as it is. Raises BadInput."""
    line = clean_line(text, field)
    for character in line:
        if not character.isprintable():
            raise BadInput(f"{field}: {name_of(character)} can't be shown. Take it out.")
    return line

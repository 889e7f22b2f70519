"""Where an office looks for what it holds: its own list, or the one that comes with the program."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from dpo_console.text import clean_line
from dpo_console.toml_file import REQUIRED, Table, read_toml
from dpo_console.toml_marks import some_of
from dpo_console.toml_reader import read_all

BUILT_IN = Path(__file__).with_name("places.toml")

_SLUG = "[a-z][a-z0-9-]{0,39}"


def _slug(entry: Table, key: str, _default: str) -> str:
    slug = entry.words(key)
    if not re.fullmatch(_SLUG, slug):
        raise entry.wrong(
            key, f"is {slug!r}; use small letters, digits and hyphens, a letter first."
        )
    return slug


def _line(entry: Table, key: str, default: str) -> str:
    text = entry.words(key) if default is REQUIRED else entry.take(key, str, default)
    return clean_line(text, key)


def _hold(entry: Table, key: str, _default: bool) -> bool:
    """Return whether something is deleted there by itself; a number of days says so too."""
    return entry.take(key, bool, entry.has("deletes_after"))


def _days(entry: Table, key: str, _default: None) -> int | None:
    days = entry.take(key, int) if entry.has(key) else None
    if days is not None and days < 1:
        raise entry.wrong(key, f"is {days}; say after how many days, such as 30.")
    return days


def _kinds() -> tuple[str, ...]:
    from dpo_console.law.statutes import kinds  # only for an office that names some

    return kinds()


_KINDS = some_of(_kinds, "has {name!r}, but the kinds are {known}.")


class Place(NamedTuple):
    """A system, a person or a body where data may be; `holder` is who is asked.

    `kinds` are the requests for which it is usual to look there: None for every kind whose statute
    says that it is answered from a search; where there are none, it is only offered. `hold`:
    something deletes there by itself, after `deletes_after` days where that is known, so a request
    begins with telling the holder to keep what there is. `school` is '' for every school.
    """

    slug: Annotated[str, _slug]
    title: Annotated[str, _line]
    holder: Annotated[str, _line] = ""
    email: Annotated[str, _line] = ""
    kinds: Annotated[tuple[str, ...], _KINDS] | None = None
    hold: Annotated[bool, _hold] = False
    deletes_after: Annotated[int | None, _days] = None
    school: str = ""

    def is_usual(self, kind: str, school: str) -> bool:
        """Whether one looks there for a request of this kind at this school."""
        if self.school not in ("", school):
            return False
        if self.kinds is not None:
            return kind in self.kinds
        from dpo_console.law.statutes import statute  # only where somebody searches

        return statute(kind).work.searched


@cache
def built_in_places() -> tuple[Place, ...]:
    """Where a school usually looks, for an office that lists no places of its own."""
    table = read_toml(BUILT_IN)
    places = read_all(Place, table.tables("place"))
    table.done()
    return places

"""Where an office looks for what it holds: its own list, or the one that comes with the program."""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dpo_console.text import clean_line
from dpo_console.toml_file import Table, read_toml

BUILT_IN = Path(__file__).with_name("places.toml")

_SLUG = "[a-z][a-z0-9-]{0,39}"


class Place(NamedTuple):
    """A system, a person or a body where data may be; `holder` is who is asked.

    `kinds` are the requests for which it is usual to look there: None for every kind whose statute
    says that it is answered from a search; where there are none, it is only offered. `hold`:
    something deletes there by itself, after `deletes_after` days where that is known, so a request
    begins with telling the holder to keep what there is. `school` is '' for every school.
    """

    slug: str
    title: str
    holder: str = ""
    email: str = ""
    kinds: tuple[str, ...] | None = None
    hold: bool = False
    deletes_after: int | None = None
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
    places = read_places(table, ())
    table.done()
    return places


def read_places(table: Table, schools: Collection[str]) -> tuple[Place, ...]:
    """Read the entries under [[place]]. `schools` are the known slugs.

    Raises BadFile for an unknown kind or school, a slug that is a number, or two equal slugs.
    """
    places = tuple(_place(entry, schools) for entry in table.tables("place"))
    if len({place.slug for place in places}) != len(places):
        raise table.wrong("place", "has two entries with the same slug; make them differ.")
    return places


def _place(entry: Table, schools: Collection[str]) -> Place:
    days = entry.take("deletes_after", int) if entry.has("deletes_after") else None
    if days is not None and days < 1:
        raise entry.wrong("deletes_after", f"is {days}; say after how many days, such as 30.")
    place = Place(
        slug=_slug(entry),
        title=clean_line(entry.words("title"), "title"),
        holder=clean_line(entry.take("holder", str, ""), "holder"),
        email=clean_line(entry.take("email", str, ""), "email"),
        kinds=_kinds(entry),
        hold=entry.take("hold", bool, days is not None),
        deletes_after=days,
        school=entry.one_of("school", tuple(schools), ""),
    )
    entry.done()
    return place


def _slug(entry: Table) -> str:
    slug = entry.words("slug")
    if not re.fullmatch(_SLUG, slug):
        raise entry.wrong(
            "slug", f"is {slug!r}; use small letters, digits and hyphens, a letter first."
        )
    return slug


def _kinds(entry: Table) -> tuple[str, ...] | None:
    if not entry.has("kinds"):
        return None
    from dpo_console.law.statutes import kinds  # only for an office that names some

    known = kinds()
    named = entry.texts("kinds")
    for kind in named:
        if kind not in known:
            raise entry.wrong("kinds", f"has {kind!r}, but the kinds are {', '.join(known)}.")
    return named

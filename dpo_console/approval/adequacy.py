"""The countries that UK adequacy regulations cover, from adequacy.toml, and others than these."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path as FilePath
from typing import Annotated

from dpo_console.approval.proposal import Challenge, Proposal
from dpo_console.text import day_words
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, Words
from dpo_console.toml_reader import read, read_each

FILE = FilePath(__file__).parent / "adequacy.toml"

COVER = "UK adequacy regulations"
"""The cover of a transfer that these regulations allow."""

AT_HOME = "stays in the United Kingdom"
"""The cover of data that don't leave the country."""

HOME_COUNTRIES = (
    "united kingdom", "the united kingdom", "uk", "great britain", "england", "wales", "scotland",
    "northern ireland",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Regulations:
    """Regulations and the countries that they cover, from a day, if `only` holds ('': always)."""

    law: Words
    since: Annotated[date, Key("from")]
    countries: tuple[str, ...]
    called: tuple[str, ...] = ()
    only: Words = ""
    doubt: Words = ""


def _groups(top: Table, key: str, _default: object) -> tuple[Regulations, ...]:
    return tuple(read_each(Regulations, top.table(key)).values())


@dataclass(frozen=True, slots=True)
class Adequacy:
    """The whole list, the day on which it was checked, and what couldn't be verified."""

    checked: date
    doubt: Words
    groups: Annotated[tuple[Regulations, ...], _groups]

    def covering(self, country: str) -> Regulations | None:
        """Return the regulations that cover a country, by any of its names, or None."""
        said = " ".join(country.casefold().split())
        for group in self.groups:
            if said in {name.casefold() for name in (*group.countries, *group.called)}:
                return group
        return None


@cache
def adequacy(file: FilePath = FILE) -> Adequacy:
    """Return the list. Raises BadFile naming the key."""
    return read(Adequacy, read_toml(file))


def is_abroad(country: str) -> bool:
    """Return True for a country that is named, and isn't the United Kingdom."""
    said = " ".join(country.casefold().split())
    return bool(said) and said not in HOME_COUNTRIES


def beyond_adequacy(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge where UK adequacy regulations don't cover the country, or only in part."""
    if p.cover != COVER or not is_abroad(p.country) or p.urgent:
        return
    found = adequacy().covering(p.country)
    if found is None:
        says = (
            f"No UK adequacy regulations cover {p.country}, on our list of "
            f"{day_words(adequacy().checked)}. Choose another cover, or name the regulations."
        )
    elif found.only:
        says = (
            f"UK adequacy regulations ({found.law}) cover {p.country} only where {found.only}. "
            "Say how you know, or choose another cover."
        )
    else:
        return
    yield Challenge("adequacy", says, blocks=True)

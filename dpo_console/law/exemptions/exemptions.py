"""The exemptions that let us redact or withhold an item, from exemptions.toml.

Each has a test in plain words. Each names the person whose opinion the law requires first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from dpo_console.errors import BadInput
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, Name, Words
from dpo_console.toml_reader import read, read_each

FILE = Path(__file__).parent / "exemptions.toml"

SOURCES = {
    "read": "read in the Act or the regulations",
    "described": "from official guidance; check the words of the law before relying on it",
    "known": "from general knowledge; check the words of the law before relying on it",
}
"""The source of our text about an exemption."""


@dataclass(frozen=True, slots=True)
class Regime:
    """One law of access, with the kinds of request to which it applies."""

    slug: Name
    title: Words
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Right:
    """The rights that an exemption restricts, with the kinds of request that exercise them."""

    slug: Name
    title: Words
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """An opinion that the law requires, or `advice` that it doesn't.

    `months` is its greatest age, or 0 for no limit.
    """

    slug: Name
    who: Words
    asks: Words
    months: int = 0
    advice: bool = False
    law: Words


def _source(table: Table, key: str, _default: str) -> str:
    return SOURCES[table.one_of(key, tuple(SOURCES))]


def _day(table: Table, key: str, default: date | None) -> date | None:
    return table.take(key, date) if table.has(key) else default


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One exemption.

    `tests` are questions that must all be answered with yes. `letter` describes the omission in a
    letter. It is a neutral sentence if naming the exemption would defeat it (`named` is false).
    `balance` is True if the public interest is weighed too, or None if the law has no such
    question. `right` says which rights it restricts, or is '' outside data protection law.
    `opinion` is the slug of the required opinion, or ''. `narrowed` is the day from which it covers
    less than before here. What was checked earlier may belong under another one.
    """

    slug: Name
    title: Words
    regime: str
    kinds: tuple[str, ...]
    right: str
    law: Words
    tests: tuple[str, ...]
    caution: Words = ""
    named: Annotated[bool, Key("name_in_letter")] = True
    letter: Words
    opinion: str
    balance: bool | None
    source: Annotated[str, _source]
    narrowed: Annotated[date | None, _day] = None

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that asks nothing."""
        if not self.tests:
            yield "tests", "is empty; it must ask at least one question."


@dataclass(frozen=True, slots=True)
class _Book:
    checked: date
    regimes: Mapping[str, Regime]
    opinions: Mapping[str, Opinion]
    exemptions: Mapping[str, Exemption]


def exemptions(file: Path = FILE) -> Mapping[str, Exemption]:
    """Return all exemptions by slug, in the order of the file. Raises BadFile naming the key."""
    return _book(file).exemptions


def regimes(file: Path = FILE) -> Mapping[str, Regime]:
    """Return the laws of access by slug."""
    return _book(file).regimes


def opinions(file: Path = FILE) -> Mapping[str, Opinion]:
    """Return the opinions that the law requires, by slug."""
    return _book(file).opinions


_SCHEDULE = re.compile(
    r"(?:dpa\s*2018[,\s]*)?sch(?:edule)?\.?\s*(\d)\b.*?para(?:graph)?\.?\s*(\d+)(?:\(\d\))?"
)
_SECTION = re.compile(r"(?:foia?(?:\s*2000)?[,\s]*)?s(?:ection)?\.?\s*(\d+)(?:\((\d)\))?")


def exemption(typed: str) -> Exemption:
    """Return the exemption of that slug, or cited as Sch 2 para 16 or s.40(2).

    Raises BadInput with similar ones otherwise.
    """
    slug = typed.strip().casefold()
    found = exemptions().get(slug) or exemptions().get(_cited(slug))
    if found is None:
        close = get_close_matches(slug, exemptions(), n=3, cutoff=0.4)
        ask = f"Did you mean: {', '.join(close)}?" if close else "See: dpo-console exemptions"
        raise BadInput(f"exemption: there is no {typed!r}. {ask}")
    return found


def _cited(typed: str) -> str:
    if found := _SCHEDULE.fullmatch(typed):
        return f"sch{found[1]}-{found[2]}"
    if found := _SECTION.fullmatch(typed):
        return f"foi-{found[1]}-{found[2]}" if found[2] else f"foi-{found[1]}"
    return typed


def law_of(slug: str) -> str:
    """Return the short citation of an exemption, such as DPA 2018 Sch 2 para 16-17.

    Return the slug itself if there is no such exemption.
    """
    found = exemptions().get(slug)
    return found.law.partition(";")[0] if found else slug


def exemptions_for(kind: str) -> tuple[Exemption, ...]:
    """Return the exemptions for a kind of request. It is empty if nothing may be refused."""
    return tuple(e for e in exemptions().values() if kind in e.kinds)


@cache
def _book(file: Path) -> _Book:
    table = read_toml(file)
    rights = read_each(Right, table.table("right"))
    regimes = read_each(Regime, table.table("regime"))
    opinions = read_each(Opinion, table.table("opinion"))
    entries = table.table("exemption")
    found = {s: _exemption(entries.table(s), regimes, rights, opinions) for s in entries.names()}
    return read(
        _Book,
        table,
        regimes=MappingProxyType(regimes),
        opinions=MappingProxyType(opinions),
        exemptions=MappingProxyType(found),
    )


def _exemption(
    table: Table,
    regimes: Mapping[str, Regime],
    rights: Mapping[str, Right],
    opinions: Mapping[str, Opinion],
) -> Exemption:
    """Return one exemption. Under data protection law it says which rights it restricts."""
    regime = regimes[table.one_of("regime", tuple(regimes))]
    opinion = table.one_of("opinion", tuple(opinions), "")
    right = rights[table.one_of("right", tuple(rights))] if regime.slug == "access" else None
    without = table.texts("not_kinds", ())
    return read(
        Exemption, table, regime=regime.slug, opinion=opinion,
        kinds=tuple(kind for kind in (right or regime).kinds if kind not in without),
        right=right.title if right else "",
    )  # fmt: skip

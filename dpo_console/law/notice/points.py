"""The points of UK GDPR Art 13 and 14, and the rights and laws that a notice names, as data."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Protocol

from dpo_console.law.calendar.schools import TYPES, SchoolType
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, Words, some_of
from dpo_console.toml_reader import read_all

POINTS = Path(__file__).parent / "points.toml"
RIGHTS = Path(__file__).parent / "rights.toml"
LAWS = Path(__file__).parent / "laws.toml"


def _day(table: Table, key: str, default: date) -> date:
    return table.take(key, date, default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point that a notice must state, on the `bases` alone that are named, if any.

    `says` completes “It doesn't say”, and `where` completes “Write”.
    """

    slug: Words
    law: Words
    says: Words
    where: Words
    section: Words
    bases: Annotated[tuple[str, ...], Key("if")] = ()
    since: Annotated[date, Key("from"), _day] = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRight:
    """One right, on the `bases` alone that are named, if any.

    `says` completes “You have the right to”. `child` says it to children. `apart`: the law asks for
    it apart from all other information. `automated`: it is about decisions that a computer made
    alone.
    """

    says: Words
    child: Words
    law: Words
    bases: Annotated[tuple[str, ...], Key("if")] = ()
    apart: bool = False
    automated: bool = False
    since: Annotated[date, Key("from"), _day] = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedLaw:
    """A law that binds some types of school alone, by the words that name it.

    `instead` is what another type of school may cite for the same.
    """

    cited: tuple[str, ...]
    binds: Annotated[tuple[str, ...], some_of(TYPES)]
    instead: Mapping[str, str] = field(default_factory=dict)

    def words_in(self, citation: str) -> tuple[str, ...]:
        """Return the words of a citation that name this law."""
        return tuple(c for c in self.cited if re.search(rf"{re.escape(c)}(?![\w/])", citation))


class _Conditional(Protocol):
    @property
    def bases(self) -> tuple[str, ...]: ...

    @property
    def since(self) -> date: ...


@cache
def _every_point() -> tuple[Point, ...]:
    table = read_toml(POINTS)
    found = read_all(Point, table.tables("point"))
    table.done()
    return found


@cache
def _every_right() -> tuple[NamedRight, ...]:
    table = read_toml(RIGHTS)
    found = read_all(NamedRight, table.tables("right"))
    table.done()
    return found


@cache
def _every_law() -> tuple[CitedLaw, ...]:
    table = read_toml(LAWS)
    found = read_all(CitedLaw, table.tables("law"))
    table.done()
    return found


def unfit_laws(citation: str, school: SchoolType) -> tuple[CitedLaw, ...]:
    """Return the laws in a citation that don't bind a school of this type.

    A citation for schools of several types may name another's law beside this one's own.
    """
    types = {*school.readings}
    return tuple(
        law
        for law in _every_law()
        if law.words_in(citation) and types.isdisjoint(law.binds)
        and law.instead.get(school, citation + ".") not in citation
    )  # fmt: skip


def points(bases: Collection[str], today: date) -> tuple[Point, ...]:
    """Return the points that a notice must state on a day, for uses on these lawful bases."""
    return tuple(point for point in _every_point() if _counts(point, bases, today))


def rights(bases: Collection[str], today: date) -> tuple[NamedRight, ...]:
    """Return the rights that people have on a day, for uses on these lawful bases."""
    return tuple(right for right in _every_right() if _counts(right, bases, today))


def _counts(one: _Conditional, bases: Collection[str], today: date) -> bool:
    return one.since <= today and (not one.bases or bool(set(one.bases) & set(bases)))

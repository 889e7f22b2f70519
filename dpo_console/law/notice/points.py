"""The points of UK GDPR Art 13 and 14, and the rights that a notice names, read as data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Protocol

from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, Words
from dpo_console.toml_reader import read_all

POINTS = Path(__file__).parent / "points.toml"
RIGHTS = Path(__file__).parent / "rights.toml"


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


def points(bases: Collection[str], today: date) -> tuple[Point, ...]:
    """Return the points that a notice must state on a day, for uses on these lawful bases."""
    return tuple(point for point in _every_point() if _counts(point, bases, today))


def rights(bases: Collection[str], today: date) -> tuple[NamedRight, ...]:
    """Return the rights that people have on a day, for uses on these lawful bases."""
    return tuple(right for right in _every_right() if _counts(right, bases, today))


def _counts(one: _Conditional, bases: Collection[str], today: date) -> bool:
    return one.since <= today and (not one.bases or bool(set(one.bases) & set(bases)))

"""One message, several laws: what else a request may be, and what it is to an earlier one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from dpo_console.errors import BadInput
from dpo_console.law.schools import SchoolType
from dpo_console.law.statutes import kinds, statute
from dpo_console.toml_file import REQUIRED, Table, read_toml
from dpo_console.toml_marks import Key, Words, one_of, some_of
from dpo_console.toml_reader import read

FILE = Path(__file__).parent / "regimes.toml"

RELATED = "related"
"""The nature of two cases of which nothing closer is known."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A request logged as `kind` may be `also` another, `because` of what its message says.

    `requesters` are the kinds of requester for whom that is so; none stands for all.
    """

    kind: Annotated[str, one_of(kinds)]
    also: Annotated[str, one_of(kinds)]
    requesters: tuple[str, ...]
    because: Words
    law: Words

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that says nothing."""
        if self.also == self.kind:
            yield "also", "is the kind itself."


@dataclass(frozen=True, slots=True)
class Repeat:
    """What the law says where somebody asks for the same again."""

    law: Words
    rule: Words


_KINDS = some_of(kinds, "has {name!r}, which is no kind of request.")


def _repeats(table: Table, key: str, _default: Mapping[str, Repeat]) -> dict[str, Repeat]:
    found: dict[str, Repeat] = {}
    for part in table.tables(key):
        named = _KINDS(part, "kinds", REQUIRED)
        found |= dict.fromkeys(named, read(Repeat, part))
    return found


@dataclass(frozen=True, slots=True)
class Nature:
    """How two cases belong together: what the later calls the `earlier`, and that the `later`."""

    earlier: Words
    later: Words


@dataclass(frozen=True, slots=True)
class Regimes:
    """The whole file; `about` is the nature of a new case, and `repeated` goes by kind too."""

    overlaps: Annotated[tuple[Overlap, ...], Key("overlap")]
    natures: Annotated[Mapping[str, Nature], Key("nature")]
    about: Mapping[str, str]
    repeated: Annotated[Mapping[str, Repeat], _repeats]

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that names what is no kind of request."""
        for name in self.about:
            if name not in kinds():
                yield "about", f"has {name!r}, which is no kind of request."


@cache
def regimes(file: Path = FILE) -> Regimes:
    """Read the file. Raises BadFile naming what is wrong in it."""
    return read(Regimes, read_toml(file))


def may_also_be(
    kind: str, requester_kind: str, school: SchoolType, chosen: Collection[str] = ()
) -> tuple[Overlap, ...]:
    """What else a request may be, but for the kinds `chosen` already.

    Only kinds with a limit for that type of school: an academy owes a parent no educational record.
    """
    return tuple(
        overlap
        for overlap in regimes().overlaps
        if overlap.kind == kind
        and overlap.also not in chosen
        and (not overlap.requesters or requester_kind in overlap.requesters)
        and school in statute(overlap.also).binds
    )


def nature(name: str) -> Nature:
    """How two cases belong together. Raises BadInput where there is no such nature."""
    found = regimes().natures.get(name)
    if found is None:
        raise BadInput(f"Cases don't belong together as {name!r}: {', '.join(regimes().natures)}.")
    return found


def nature_of(kind: str, other_kind: str) -> str:
    """What a new case of `kind` is to the earlier one that it is about.

    It is its review or a complaint about it where its kind says so, the same again where both are
    of one kind, else merely related.
    """
    if kind in regimes().about:
        return regimes().about[kind]
    return "repeat" if kind == other_kind else RELATED

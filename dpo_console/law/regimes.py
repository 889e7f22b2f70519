"""One message, several laws: other kinds it may be, and its relation to an earlier request."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.statutes import kinds, statute
from dpo_console.toml_file import REQUIRED, Table, read_toml
from dpo_console.toml_marks import Key, Words, one_of, some_of
from dpo_console.toml_reader import read

FILE = Path(__file__).parent / "regimes.toml"

RELATED = "related"
"""The nature of two linked cases without a closer relation."""

REPEAT = "repeat"
"""The nature of a case that asks again for the same."""

SAME_MESSAGE = "same-message"
"""The nature of a link between cases that one message began."""

_KINDS = some_of(kinds, "has {name!r}, which is no kind of request.")


@dataclass(frozen=True, slots=True)
class Overlap:
    """A request logged as `kind` that may be `also` another, `because` of its message.

    `requesters` are the kinds of requester for whom this holds. Empty means all. `where` is the
    case in which it does, in few words. `likely`: nothing else decides it.
    """

    kind: Annotated[str, one_of(kinds)]
    also: Annotated[str, one_of(kinds)]
    requesters: tuple[str, ...]
    where: Words
    because: Words
    law: Words
    likely: bool = False

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that says nothing."""
        if self.also == self.kind:
            yield "also", "is the kind itself."


@dataclass(frozen=True, slots=True)
class Repeat:
    """The law on a repeated request."""

    law: Words
    rule: Words


def _repeats(table: Table, key: str, _default: Mapping[str, Repeat]) -> dict[str, Repeat]:
    found: dict[str, Repeat] = {}
    for part in table.tables(key):
        named = _KINDS(part, "kinds", REQUIRED)
        found |= dict.fromkeys(named, read(Repeat, part))
    return found


@dataclass(frozen=True, slots=True)
class Nature:
    """The relation of two cases: the later's word for the `earlier`, and for the `later`."""

    earlier: Words
    later: Words


@dataclass(frozen=True, slots=True)
class Regimes:
    """The whole file. `about` is the nature of a new case. `repeated` is by kind too."""

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
    """Read the file. Raises BadFile naming the fault."""
    return read(Regimes, read_toml(file))


def may_also_be(
    kind: str, requester_kind: str, school: SchoolType, chosen: Collection[str] = ()
) -> tuple[Overlap, ...]:
    """Return the other kinds that a request may be, except those already `chosen`.

    Each must have a limit for that type of school: an academy owes a parent no educational record.
    """
    return tuple(
        overlap
        for overlap in regimes().overlaps
        if overlap.kind == kind
        and overlap.also not in chosen
        and (not overlap.requesters or requester_kind in overlap.requesters)
        and statute(overlap.also).binds_at(school)
    )


def is_likely(kind: str, also: str) -> bool:
    """Return True if a request of `kind` that may be `also` another needs nothing else for that."""
    return any(o.likely for o in regimes().overlaps if (o.kind, o.also) == (kind, also))


def nature(name: str) -> Nature:
    """Return the relation of that name. Raises BadInput for an unknown name."""
    found = regimes().natures.get(name)
    if found is None:
        raise BadInput(f"{name!r} is no way to link cases. Choose: {', '.join(regimes().natures)}.")
    return found


def nature_of(kind: str, other_kind: str) -> str:
    """Return the relation of a new case of `kind` to the earlier case that it is about.

    It is a review or a complaint if its kind says so. It is a repeat if both have the same kind.
    Otherwise the cases are merely related.
    """
    if kind in regimes().about:
        return regimes().about[kind]
    return REPEAT if kind == other_kind else RELATED

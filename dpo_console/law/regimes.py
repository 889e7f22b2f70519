"""One message, several laws: other kinds it may be, and its relation to an earlier request."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.statutes import kinds, statute
from dpo_console.toml_file import Table, read_toml

FILE = Path(__file__).parent / "regimes.toml"

RELATED = "related"
"""The nature of two linked cases without a closer relation."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A request logged as `kind` that may be `also` another, `because` of its message.

    `requesters` are the kinds of requester for whom this holds. Empty means all.
    """

    kind: str
    also: str
    requesters: tuple[str, ...]
    because: str
    law: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """The law on a repeated request."""

    law: str
    rule: str


@dataclass(frozen=True, slots=True)
class Nature:
    """The relation of two cases: the later's word for the `earlier`, and for the `later`."""

    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Regimes:
    """The whole file. `about` is the nature of a new case. `repeated` is by kind too."""

    overlaps: tuple[Overlap, ...]
    natures: Mapping[str, Nature]
    about: Mapping[str, str]
    repeated: Mapping[str, Repeat]


@cache
def regimes(file: Path = FILE) -> Regimes:
    """Read the file. Raises BadFile naming the fault."""
    table = read_toml(file)
    overlaps = tuple(_overlap(part) for part in table.tables("overlap"))
    repeated = {kind: rule for part in table.tables("repeated") for kind, rule in _repeats(part)}
    natures = _natures(table.table("nature"))
    about = table.mapping("about")
    _check_kinds(table, "about", about)
    table.done()
    return Regimes(overlaps, natures, about, repeated)


def _natures(table: Table) -> dict[str, Nature]:
    found = {}
    for name in table.names():
        words = table.table(name)
        found[name] = Nature(words.words("earlier"), words.words("later"))
        words.done()
    return found


def _overlap(table: Table) -> Overlap:
    overlap = Overlap(
        kind=table.one_of("kind", kinds()),
        also=table.one_of("also", kinds()),
        requesters=table.texts("requesters"),
        because=table.words("because"),
        law=table.words("law"),
    )
    if overlap.also == overlap.kind:
        raise table.wrong("also", "is the kind itself.")
    table.done()
    return overlap


def _repeats(table: Table) -> Iterator[tuple[str, Repeat]]:
    found = table.texts("kinds")
    _check_kinds(table, "kinds", found)
    repeat = Repeat(table.words("law"), table.words("rule"))
    table.done()
    for kind in found:
        yield kind, repeat


def _check_kinds(table: Table, key: str, names: Iterable[str]) -> None:
    for name in names:
        if name not in kinds():
            raise table.wrong(key, f"has {name!r}, which is no kind of request.")


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
        and school in statute(overlap.also).binds
    )


def nature(name: str) -> Nature:
    """Return the relation of that name. Raises BadInput for an unknown name."""
    found = regimes().natures.get(name)
    if found is None:
        raise BadInput(f"Cases don't belong together as {name!r}: {', '.join(regimes().natures)}.")
    return found


def nature_of(kind: str, other_kind: str) -> str:
    """Return the relation of a new case of `kind` to the earlier case that it is about.

    It is a review or a complaint if its kind says so. It is a repeat if both have the same kind.
    Otherwise the cases are merely related.
    """
    if kind in regimes().about:
        return regimes().about[kind]
    return "repeat" if kind == other_kind else RELATED

"""One message, several laws: what else a request may be, and what it is to an earlier one."""

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
"""The nature of two cases of which nothing closer is known."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A request logged as `kind` may be `also` another, `because` of what its message says.

    `requesters` are the kinds of requester for whom that is so; none stands for all.
    """

    kind: str
    also: str
    requesters: tuple[str, ...]
    because: str
    law: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """What the law says where somebody asks for the same again."""

    law: str
    rule: str


@dataclass(frozen=True, slots=True)
class Nature:
    """How two cases belong together: what the later calls the `earlier`, and that the `later`."""

    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Regimes:
    """The whole file; `about` is the nature of a new case, and `repeated` goes by kind too."""

    overlaps: tuple[Overlap, ...]
    natures: Mapping[str, Nature]
    about: Mapping[str, str]
    repeated: Mapping[str, Repeat]


@cache
def regimes(file: Path = FILE) -> Regimes:
    """Read the file. Raises BadFile naming what is wrong in it."""
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

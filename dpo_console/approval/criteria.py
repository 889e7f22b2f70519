"""The questions of each kind of case, from criteria/: one checklist a folder, one file a head.

A folder's heads.toml gives its kinds of case and the order of its heads.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Annotated

from dpo_console.approval.model import ABOUT, ROLES, Criterion, Path, PublicForm, Ruling
from dpo_console.approval.requesters import requester_kind, requester_kinds
from dpo_console.errors import BadFile, BadInput
from dpo_console.toml_file import REQUIRED, Table, read_toml
from dpo_console.toml_marks import Name, Take, Words, some_of
from dpo_console.toml_reader import read, read_each

FOLDER = FilePath(__file__).parent / "criteria"


@dataclass(frozen=True, slots=True)
class Head:
    """One head of a checklist, or one set of terms. `says` explains how to meet it.

    A set of `terms` is met once the recipient accepts them. That comes after the letter that offers
    them.
    """

    slug: Name
    title: Words
    says: Words
    terms: bool = False


def _known(choices: Collection[str]) -> Take:
    """Return what takes names among the choices. A key that is present needs at least one."""
    empty = "is empty; it must name some of {known}."
    return some_of(choices, "names {name!r}, but knows only {known}.", empty)


_PATHS = _known(tuple(Path))


def _heads(top: Table, key: str, _default: tuple[Head, ...]) -> tuple[Head, ...]:
    return tuple(read_each(Head, top.table(key)).values())


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklist of some kinds of case: its heads in order, its criteria by id.

    `paths` are the ways through it. `holds` are the facts that wait for it. `endings` name the
    possible results, such as given or refused, each with its outcomes. An outcome without an ending
    waits for nothing. `rulings` are the outcomes that carry out each ruling. `form` is the form by
    which people outside may begin such a case.
    """

    slug: str
    title: Words
    kinds: tuple[str, ...]
    paths: Annotated[tuple[Path, ...], _PATHS] = (Path.ORDINARY,)
    holds: tuple[str, ...] = ()
    endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rulings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    heads: Annotated[tuple[Head, ...], _heads] = ()
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    form: PublicForm | None = None

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that leaves out a ruling."""
        if self.rulings and set(self.rulings) != set(Ruling):
            yield "rulings", f"must name each of {', '.join(Ruling)}."

    def ending(self, outcome: str) -> str:
        """Return the ending for an outcome, or '' if closing with it waits for nothing."""
        return next((ending for ending, slugs in self.endings.items() if outcome in slugs), "")


NONE = Checklist("", "Checklist", (), ())
"""The checklist of a kind of case without questions."""


@cache
def checklists(folder: FilePath = FOLDER) -> Mapping[str, Checklist]:
    """Return every checklist by its slug. Raises BadFile naming file and key."""
    found = {path.parent.name: _checklist(path.parent) for path in folder.glob("*/heads.toml")}
    return MappingProxyType(dict(sorted(found.items())))


@cache
def checklist_for(case_kind: str) -> Checklist:
    """Return the checklist of a kind of case, or an empty one if no folder names the kind."""
    return next((c for c in checklists().values() if case_kind in c.kinds), NONE)


def _checklist(folder: FilePath) -> Checklist:
    bare = read(Checklist, read_toml(folder / "heads.toml"), slug=folder.name, criteria={})
    _check_files(folder, bare)
    return replace(bare, criteria=MappingProxyType({c.id: c for c in _criteria(folder, bare)}))


def _check_files(folder: FilePath, checklist: Checklist) -> None:
    known = {"heads", *(head.slug for head in checklist.heads)}
    for file in sorted(folder.glob("*.toml")):
        if file.stem not in known:
            raise BadFile(file, "", "is no head of heads.toml, so nobody would be asked this.")


def _criteria(folder: FilePath, checklist: Checklist) -> Iterator[Criterion]:
    for head in checklist.heads:
        table = read_toml(folder / f"{head.slug}.toml")
        for key in table.names():
            yield _criterion(checklist, head.slug, table.table(key))


def _criterion(checklist: Checklist, head: str, table: Table) -> Criterion:
    paths, kinds = checklist.paths, checklist.kinds
    excepted = [*(path.value for path in paths), *requester_kinds(), *kinds]
    criterion = read(
        Criterion,
        table,
        id=f"{head}.{table.name}",
        head=head,
        kinds=_asked(table),
        paths=_ways(table, paths),
        optional_for=_known(excepted)(table, "optional_for", ()),
        case_kinds=_known(kinds)(table, "case_kinds", ()),
        endings=_known(checklist.endings)(table, "endings", ()),
        about=_known(ABOUT)(table, "about", ()),
    )
    _check_optional(criterion, checklist, table)
    return criterion


def _ways(table: Table, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the ways on which it is asked. The ordinary one stands for every path by choice.

    The way need not be said where there is only one.
    """
    named = _known(paths)(table, "paths", paths if len(paths) == 1 else REQUIRED)
    but = _known(paths)(table, "not_paths", ())
    chosen = ROLES if Path.ORDINARY in named else ()
    return tuple(p for p in paths if (p in named or p in chosen) and p not in but)


def _asked(table: Table) -> tuple[str, ...]:
    """Return the requester kinds it applies to, named or not excluded, or () for all."""
    every = tuple(requester_kinds())
    only, but = (_known(every)(table, key, ()) for key in ("kinds", "not_kinds"))
    if only and but:
        raise table.wrong("not_kinds", "can't stand beside kinds; say the one or the other.")
    return only or (tuple(kind for kind in every if kind not in but) if but else ())


def _check_optional(criterion: Criterion, checklist: Checklist, table: Table) -> None:
    """Refuse an exception to an optional criterion: `mandatory` may be misspelled."""
    if criterion.optional_for and not criterion.mandatory:
        raise table.wrong("optional_for", "means nothing where mandatory is false.")
    asked = (
        *(criterion.kinds or requester_kinds()),
        *(criterion.case_kinds or checklist.kinds),
        *criterion.paths,
    )
    for name in criterion.optional_for:
        if name not in asked:
            raise table.wrong("optional_for", f"names {name!r}, which isn't asked this at all.")


@cache
def criteria_for(
    case_kind: str, requester: str, path: Path = Path.ORDINARY, ending: str = ""
) -> tuple[Criterion, ...]:
    """Return the criteria for a kind of case, in order, by requester kind, path and ending.

    The ending '' stands for any. `mandatory` holds for exactly these. Raises BadInput for an
    unknown kind of case or requester.
    """
    slug = requester_kind(requester).slug
    return tuple(
        replace(c, mandatory=c.mandatory and not {slug, path, case_kind} & set(c.optional_for))
        for c in checklist_for(case_kind).criteria.values()
        if path in c.paths
        and (not c.kinds or slug in c.kinds)
        and (not c.case_kinds or case_kind in c.case_kinds)
        and (not c.endings or not ending or ending in c.endings)
    )


@cache
def every_criterion() -> Mapping[str, Criterion]:
    """Return the criteria of all checklists by id."""
    return {c.id: c for found in checklists().values() for c in found.criteria.values()}


@cache
def about_data() -> Mapping[str, tuple[str, ...]]:
    """Return the data that criteria are about, by id, for those that new data open again."""
    return {c.id: c.about for c in every_criterion().values() if c.about}


def criterion(name: str) -> Criterion:
    """Return the criterion of that id. Raises BadInput with similar ones otherwise."""
    every = every_criterion()
    if name not in every:
        close = get_close_matches(name, every, n=3, cutoff=0.3) or list(every)[:3]
        raise BadInput(f"There is no criterion {name!r}. Did you mean: {', '.join(close)}?")
    return every[name]


def asked(name: str) -> str:
    """Return a criterion's question in short: `Do we know exactly who is asking?`.

    Return the id itself for a criterion that was dropped.
    """
    found = every_criterion().get(name)
    return re.split("[:;?]", found.question)[0] + "?" if found else name

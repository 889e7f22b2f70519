"""The questions of each kind of case, from criteria/: one checklist a folder, one file a head.

A folder's heads.toml gives its kinds of case and the order of its heads.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from dpo_console.approval.model import Criterion, Path, Ruling
from dpo_console.approval.requesters import requester_kind, requester_kinds
from dpo_console.errors import BadFile, BadInput
from dpo_console.toml_file import Table, read_toml

FOLDER = FilePath(__file__).parent / "criteria"


@dataclass(frozen=True, slots=True)
class Head:
    """One head of a checklist, or one set of terms. `says` explains how to meet it.

    A set of `terms` is met once the recipient accepts them. That comes after the letter that offers
    them.
    """

    slug: str
    title: str
    says: str
    terms: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklist of some kinds of case: its heads in order, its criteria by id.

    `paths` are the ways through it. `holds` are the facts that wait for it. `endings` name the
    possible results, such as given or refused, each with its outcomes. An outcome without an ending
    waits for nothing. `rulings` are the outcomes that carry out each ruling.
    """

    slug: str
    title: str
    kinds: tuple[str, ...]
    paths: tuple[Path, ...]
    holds: tuple[str, ...]
    endings: Mapping[str, tuple[str, ...]]
    rulings: Mapping[str, tuple[str, ...]]
    heads: tuple[Head, ...]
    criteria: Mapping[str, Criterion]

    def ending(self, outcome: str) -> str:
        """Return the ending for an outcome, or '' if closing with it waits for nothing."""
        return next((ending for ending, slugs in self.endings.items() if outcome in slugs), "")


_NOTHING: Mapping[str, Any] = MappingProxyType({})

NONE = Checklist("", "Checklist", (), (), (), _NOTHING, _NOTHING, (), _NOTHING)
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
    top = read_toml(folder / "heads.toml")
    paths = tuple(Path(p) for p in _known(top, "paths", tuple(Path), (Path.ORDINARY.value,)))
    bare = Checklist(
        slug=folder.name,
        title=top.words("title"),
        kinds=top.texts("kinds"),
        paths=paths,
        holds=top.texts("holds", ()),
        endings=MappingProxyType(_outcomes(top, "endings")),
        rulings=MappingProxyType(_rulings(top)),
        heads=tuple(_heads(top.table("heads"))),
        criteria={},
    )
    top.done()
    _check_files(folder, bare)
    return replace(bare, criteria=MappingProxyType({c.id: c for c in _criteria(folder, bare)}))


def _outcomes(top: Table, key: str) -> dict[str, tuple[str, ...]]:
    if not top.has(key):
        return {}
    table = top.table(key)
    return {name: table.texts(name) for name in table.names()}


def _rulings(top: Table) -> dict[str, tuple[str, ...]]:
    found = _outcomes(top, "rulings")
    if found and set(found) != set(Ruling):
        raise top.wrong("rulings", f"must name each of {', '.join(Ruling)}.")
    return found


def _heads(table: Table) -> Iterator[Head]:
    for slug in table.names():
        head = table.table(slug)
        terms = head.take("terms", bool, False)
        yield Head(slug, head.words("title"), head.words("says"), terms)
        head.done()


def _check_files(folder: FilePath, checklist: Checklist) -> None:
    known = {"heads", *(head.slug for head in checklist.heads)}
    for file in sorted(folder.glob("*.toml")):
        if file.stem not in known:
            raise BadFile(file, "", "is no head of heads.toml, so nobody would be asked this.")


def _criteria(folder: FilePath, checklist: Checklist) -> Iterator[Criterion]:
    for head in checklist.heads:
        table = read_toml(folder / f"{head.slug}.toml")
        for key in table.names():
            yield _criterion(checklist, head.slug, key, table.table(key))


def _criterion(checklist: Checklist, head: str, key: str, table: Table) -> Criterion:
    paths, kinds = checklist.paths, checklist.kinds
    criterion = Criterion(
        id=f"{head}.{key}",
        head=head,
        question=table.words("question"),
        evidence=table.words("evidence"),
        mandatory=table.take("mandatory", bool),
        source=table.words("source"),
        kinds=_asked(table),
        paths=tuple(Path(p) for p in _known(table, "paths", paths, _only(paths))),
        not_applicable=table.take("not_applicable", bool, False),
        optional_for=_known(table, "optional_for", (*paths, *requester_kinds(), *kinds), ()),
        case_kinds=_known(table, "case_kinds", kinds, ()),
        endings=_known(table, "endings", tuple(checklist.endings), ()),
    )
    table.done()
    _check_optional(criterion, checklist, table)
    return criterion


def _only(paths: tuple[Path, ...]) -> tuple[str, ...] | None:
    """Return the default paths of a criterion: a single path need not be given."""
    return paths if len(paths) == 1 else None


def _asked(table: Table) -> tuple[str, ...]:
    """Return the requester kinds it applies to, named or not excluded, or () for all."""
    every = tuple(requester_kinds())
    only, but = _known(table, "kinds", every, ()), _known(table, "not_kinds", every, ())
    if only and but:
        raise table.wrong("not_kinds", "can't stand beside kinds; say the one or the other.")
    return only or (tuple(kind for kind in every if kind not in but) if but else ())


def _known(
    table: Table, key: str, known: tuple[str, ...], default: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Read names that must be among the known ones. A key that is present needs at least one."""
    if default is not None and not table.has(key):
        return default
    names = table.texts(key)
    if not names:
        raise table.wrong(key, f"is empty; it must name some of {', '.join(known)}.")
    for name in names:
        if name not in known:
            raise table.wrong(key, f"names {name!r}, but knows only {', '.join(known)}.")
    return names


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


def criterion(name: str) -> Criterion:
    """Return the criterion of that id. Raises BadInput with similar ones otherwise."""
    every = every_criterion()
    if name not in every:
        close = get_close_matches(name, every, n=3, cutoff=0.3) or list(every)[:3]
        raise BadInput(f"There is no criterion {name!r}. Did you mean: {', '.join(close)}?")
    return every[name]


def asked(name: str) -> str:
    """Return a criterion's question in short: `Is it known exactly who asks?`.

    Return the id itself for a criterion that was dropped.
    """
    found = every_criterion().get(name)
    return re.split("[:;?]", found.question)[0] + "?" if found else name

"""The checklist, read from criteria/*.toml: one file a head, in the order of heads.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType

from dpo_console.approval.model import Criterion, Path
from dpo_console.approval.requesters import requester_kind, requester_kinds
from dpo_console.errors import BadFile, BadInput
from dpo_console.toml_file import Table, read_toml

FOLDER = FilePath(__file__).parent / "criteria"


@dataclass(frozen=True, slots=True)
class Head:
    """One head of the assessment, or one set of terms; `says` is what meeting it means."""

    slug: str
    title: str
    says: str


@cache
def heads(folder: FilePath = FOLDER) -> tuple[Head, ...]:
    """The four heads of the privacy notice, then the three sets of terms. Raises BadFile."""
    table = read_toml(folder / "heads.toml")
    found = []
    for slug in table.names():
        head = table.table(slug)
        found.append(Head(slug, head.words("title"), head.words("says")))
        head.done()
    return tuple(found)


@cache
def criteria(folder: FilePath = FOLDER) -> Mapping[str, Criterion]:
    """All criteria by id, such as who.person. Raises BadFile naming file and key."""
    _check_files(folder)
    found = {}
    for head in heads(folder):
        table = read_toml(folder / f"{head.slug}.toml")
        for key in table.names():
            criterion = _criterion(head.slug, key, table.table(key))
            found[criterion.id] = criterion
    return MappingProxyType(found)


def _check_files(folder: FilePath) -> None:
    known = {"heads", *(head.slug for head in heads(folder))}
    for file in sorted(folder.glob("*.toml")):
        if file.stem not in known:
            raise BadFile(file, "", "is no head of heads.toml, so nobody would be asked this.")


def _criterion(head: str, key: str, table: Table) -> Criterion:
    criterion = Criterion(
        id=f"{head}.{key}",
        head=head,
        question=table.words("question"),
        evidence=table.words("evidence"),
        mandatory=table.take("mandatory", bool),
        source=table.words("source"),
        kinds=_asked(table),
        paths=tuple(Path(name) for name in _known(table, "paths", tuple(Path))),
        not_applicable=table.take("not_applicable", bool, False),
        optional_for=_known(table, "optional_for", (*Path, *requester_kinds()), ()),
    )
    table.done()
    _check_optional(criterion, table)
    return criterion


def _asked(table: Table) -> tuple[str, ...]:
    """The requester kinds it applies to: those named, or all but those named; empty for all."""
    every = tuple(requester_kinds())
    only, but = _known(table, "kinds", every, ()), _known(table, "not_kinds", every, ())
    if only and but:
        raise table.wrong("not_kinds", "can't stand beside kinds; say the one or the other.")
    return only or (tuple(kind for kind in every if kind not in but) if but else ())


def _known(
    table: Table, key: str, known: tuple[str, ...], default: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Names that must be among the known ones; where they are given, at least one."""
    if default is not None and not table.has(key):
        return default
    names = table.texts(key)
    if not names:
        raise table.wrong(key, f"is empty; it must name some of {', '.join(known)}.")
    for name in names:
        if name not in known:
            raise table.wrong(key, f"names {name!r}, but knows only {', '.join(known)}.")
    return names


def _check_optional(criterion: Criterion, table: Table) -> None:
    """Refuse an exception from nothing: it would hide a misspelling of what is mandatory."""
    if criterion.optional_for and not criterion.mandatory:
        raise table.wrong("optional_for", "means nothing where mandatory is false.")
    asked = criterion.kinds or tuple(requester_kinds())
    for name in criterion.optional_for:
        if name not in (*asked, *criterion.paths):
            raise table.wrong("optional_for", f"names {name!r}, which isn't asked this at all.")


@cache
def criteria_for(kind: str, path: Path) -> tuple[Criterion, ...]:
    """The criteria that this kind of requester is asked on this path, in order.

    `mandatory` says whether it is so for this kind on this path. Raises BadInput for a kind of
    requester that is none.
    """
    slug = requester_kind(kind).slug
    return tuple(
        replace(c, mandatory=c.mandatory and not {slug, path} & set(c.optional_for))
        for c in criteria().values()
        if path in c.paths and (not c.kinds or slug in c.kinds)
    )


def criterion(name: str) -> Criterion:
    """The criterion of that id. Raises BadInput with close ones where there is none."""
    found = criteria().get(name)
    if found is None:
        close = get_close_matches(name, criteria(), n=3, cutoff=0.3) or criteria()
        raise BadInput(f"There is no criterion {name!r}. Did you mean: {', '.join(close)}?")
    return found

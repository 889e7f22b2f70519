"""The checklist, read from criteria/*.toml: one file a head, in the order of heads.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType

from dpo_console.approval.model import Criterion, Path
from dpo_console.approval.requesters import requester_kinds
from dpo_console.errors import BadInput
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
        found.append(Head(slug, head.take("title", str), head.take("says", str)))
        head.done()
    return tuple(found)


@cache
def criteria(folder: FilePath = FOLDER) -> Mapping[str, Criterion]:
    """All criteria by id, such as who.person. Raises BadFile naming file and key."""
    found = {}
    for head in heads(folder):
        table = read_toml(folder / f"{head.slug}.toml")
        for key in table.names():
            criterion = _criterion(head.slug, key, table.table(key))
            found[criterion.id] = criterion
    return MappingProxyType(found)


def _criterion(head: str, key: str, table: Table) -> Criterion:
    criterion = Criterion(
        id=f"{head}.{key}",
        head=head,
        question=table.take("question", str),
        evidence=table.take("evidence", str),
        mandatory=table.take("mandatory", bool),
        source=table.take("source", str),
        kinds=_kinds(table),
        paths=_paths(table),
        not_applicable=table.take("not_applicable", bool, False),
    )
    table.done()
    return criterion


def _kinds(table: Table) -> tuple[str, ...]:
    """The requester kinds it applies to: those named, or all but those named."""
    only, but = table.texts("kinds", ()), table.texts("not_kinds", ())
    for kind in (*only, *but):
        if kind not in requester_kinds():
            raise table.wrong("kinds", f"names {kind!r}, which is no kind of requester.")
    if only and but:
        raise table.wrong("not_kinds", "can't stand beside kinds; say the one or the other.")
    return only or (tuple(k for k in requester_kinds() if k not in but) if but else ())


def _paths(table: Table) -> tuple[Path, ...]:
    names = table.texts("paths")
    try:
        return tuple(Path(name) for name in names)
    except ValueError as problem:
        raise table.wrong("paths", f"{problem}; they are {', '.join(Path)}.") from None


def criteria_for(requester_kind: str, path: Path) -> tuple[Criterion, ...]:
    """The criteria that this kind of requester is asked on this path, in order."""
    return tuple(
        c
        for c in criteria().values()
        if path in c.paths and (not c.kinds or requester_kind in c.kinds)
    )


def criterion(name: str) -> Criterion:
    """The criterion of that id. Raises BadInput with close ones where there is none."""
    found = criteria().get(name)
    if found is None:
        close = get_close_matches(name, criteria(), n=3, cutoff=0.3)
        raise BadInput(f"There is no criterion {name!r}. Did you mean: {', '.join(close)}?")
    return found

"""The statutes: the law on each kind of request, read from statutes/*.toml.

statutes/README.md explains the vocabulary. Reading refuses a file with any other key. The error
names the file and the key.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dpo_console.errors import BadInput
from dpo_console.law.statutes.statute import Statute, read_statute
from dpo_console.text import meant

FOLDER = Path(__file__).parent


@cache
def kinds() -> tuple[str, ...]:
    """Return the slugs of all kinds, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def statute(kind: str) -> Statute:
    """Return the statute of a kind. Raises BadInput with similar names for an unknown kind."""
    if kind not in kinds():
        raise BadInput(f"There is no kind of request {kind!r}. {meant(kind, kinds())}")
    return read_statute(FOLDER / f"{kind}.toml")


@cache
def usual_kind() -> str:
    """Return the kind that a form begins with."""
    return next(kind for kind, law in statutes().items() if law.work.usual)


@cache
def switched_off() -> frozenset[str]:
    """Return the duties (`what`) of all kinds that are not in force yet."""
    every = (version for law in statutes().values() for version in law.versions)
    return frozenset(duty.what for version in every for duty in version.switched_off)


@cache
def statutes() -> Mapping[str, Statute]:
    """Return all statutes by kind."""
    return MappingProxyType({kind: statute(kind) for kind in kinds()})

"""Looks through an office's own wording, without a case: what is wrong in any part of it."""

from collections.abc import Iterator
from pathlib import Path

from dpo_console.errors import DpoConsoleError
from dpo_console.letters.catalogue import letter_kind, wording_path
from dpo_console.letters.composing import missing
from dpo_console.letters.fields import FIELDS, TO_PUPIL
from dpo_console.letters.required import Demand

PUPIL = ".pupil"
"""How the name of a wording for pupils ends."""


def problems_of_wording(path: Path) -> tuple[str, ...]:
    """What is wrong with a wording, a sentence each; none: it serves in every case.

    The file's name says which letter it is, and whether pupils read it. Every demand of the law is
    tried under the conditions in which it holds. Raises BadInput where there is no such letter.
    """
    name = path.stem.removesuffix(PUPIL)
    letter_kind(name)
    if path.stem.endswith(PUPIL) and wording_path(name, {TO_PUPIL}) == wording_path(name):
        return (f"{path}: there is no packaged wording of {name} for pupils; pupils get it alike.",)
    try:
        found = [gap for when in _occasions(path) for gap in _gaps(name, path, when)]
    except DpoConsoleError as problem:
        return (str(problem),)
    return tuple(dict.fromkeys(found))


def _gaps(name: str, path: Path, when: frozenset[str]) -> tuple[str, ...]:
    fields = dict.fromkeys(FIELDS, "...")
    return missing(name, fields, when, (path.parent,))


def _occasions(path: Path) -> Iterator[frozenset[str]]:
    """For each kind of case the conditions under which each demand of the letter holds."""
    reader = {TO_PUPIL} if path.stem.endswith(PUPIL) else set()
    letter = letter_kind(path.stem.removesuffix(PUPIL))
    for demand in letter.demands:
        for kind in _kinds(letter.kinds, demand):
            yield frozenset({kind, "open", *reader, *demand.when}) - set(demand.unless)


def _kinds(kinds: tuple[str, ...], demand: Demand) -> tuple[str, ...]:
    """The kinds of case that matter to a demand: those it names, or else any one."""
    named = tuple(kind for kind in kinds if kind in demand.when)
    return named or tuple(kind for kind in kinds if kind not in demand.unless)[:1]

"""Checks of an office's own wording, without a case, for faults in any part of it."""

from collections.abc import Iterator
from pathlib import Path

from dpo_console.errors import BadFile, DpoConsoleError
from dpo_console.letters.catalogue import letter_kind, wording_path
from dpo_console.letters.composing.composing import missing
from dpo_console.letters.wording.fields import FIELDS, TO_PUPIL
from dpo_console.letters.wording.required import Demand

PUPIL = ".pupil"
"""The ending of the name of a wording for pupils."""


def problems_of_wording(path: Path) -> tuple[str, ...]:
    """Return the faults of a wording, a sentence each. Without faults it serves in every case.

    The file's name gives the letter, and shows if pupils read it. Each demand of the law is tried
    under its own conditions. Raises BadInput if there is no such letter, BadFile naming the line if
    the file can't be read.
    """
    name = path.stem.removesuffix(PUPIL)
    letter_kind(name)
    if path.stem.endswith(PUPIL) and wording_path(name, {TO_PUPIL}) == wording_path(name):
        return (f"{path}: there is no packaged wording of {name} for pupils; pupils get it alike.",)
    try:
        found = [gap for when in _occasions(path) for gap in _gaps(name, path, when)]
    except BadFile:
        raise
    except DpoConsoleError as problem:
        return (str(problem),)
    return tuple(dict.fromkeys(found))


def _gaps(name: str, path: Path, when: frozenset[str]) -> tuple[str, ...]:
    fields = dict.fromkeys(FIELDS, "...")
    return missing(name, fields, when, (path.parent,))


def _occasions(path: Path) -> Iterator[frozenset[str]]:
    """Yield, for each kind of case, the conditions of each demand of the letter."""
    reader = {TO_PUPIL} if path.stem.endswith(PUPIL) else set()
    letter = letter_kind(path.stem.removesuffix(PUPIL))
    for demand in letter.demands:
        for kind in _kinds(letter.kinds, demand):
            yield frozenset({kind, "open", *reader, *demand.when}) - set(demand.unless)


def _kinds(kinds: tuple[str, ...], demand: Demand) -> tuple[str, ...]:
    """Return the kinds of case that matter to a demand: those it names, or else any one."""
    named = tuple(kind for kind in kinds if kind in demand.when)
    return named or tuple(kind for kind in kinds if kind not in demand.unless)[:1]

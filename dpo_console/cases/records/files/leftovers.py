"""Remains of processes that were killed: temporary files, and letters or packs with no entry.

A letter keeps a temporary name beside its own until it is recorded, and a pack a mark within it.
Remains are told from work that goes on by the number of the process in the name.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dpo_console.cases.records.files.kept_papers import is_paper
from dpo_console.config import Home
from dpo_console.store.asking import Ask
from dpo_console.store.audit.told import packs_told
from dpo_console.store.reads import lists

UNRECORDED = ".unrecorded"
"""The mark in a pack until its entry is saved."""

MEND = "dpo-console settings check --mend"

_TEMPORARY = re.compile(r"\.tmp-(\d+)-[0-9a-f]{16}|\.[\w.-]+\.(\d+)\.new")
_PACK = re.compile(r"(?P<reference>[A-Z]+-\d{4}-\d+)-pack-(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file or folder that a killed process left, in a sentence."""

    path: Path
    says: str


def leftovers(ask: Ask, home: Home) -> Iterator[Leftover]:
    """Yield everything that killed processes left in a home."""
    yield from letter_leftovers(dict(lists.letter_hashes(ask)), home.exports)
    yield from pack_leftovers(ask, home.data / "packs")
    for folder in (home.data, home.drafts):
        for path in sorted(folder.glob(".*")):
            if path.is_file() and is_left(path.name):
                yield Leftover(path, "a half-written file")


def letter_leftovers(kept: Mapping[str, str], exports: Path) -> Iterator[Leftover]:
    """Yield temporary files below exports/, and the whole letters beside them that nobody knows."""
    for mark in sorted(exports.rglob(".tmp-*")):
        if mark.is_symlink() or not is_left(mark.name):
            continue
        yield Leftover(mark, "a half-written file")
        for whole in sorted(mark.parent.glob("*.docx")):
            path = whole.relative_to(exports).as_posix()
            if path not in kept and not is_paper(path) and whole.samefile(mark):
                yield Leftover(whole, "a letter that was never recorded")


def pack_leftovers(ask: Ask, packs: Path) -> Iterator[Leftover]:
    """Yield the packs in their own folder that no entry tells."""
    for folder in sorted(packs.glob("*/*")):
        found = _PACK.fullmatch(folder.name)
        mark = folder / UNRECORDED
        if not found or not mark.exists():
            continue
        if int(found["number"]) in packs_told(ask, found["reference"]):
            yield Leftover(mark, "the mark of a pack that is recorded")
        else:
            yield Leftover(folder, "an evidence pack that was never recorded")


def is_working(name: str) -> bool:
    """Return True if a temporary name is of a process that still runs."""
    return bool(_TEMPORARY.fullmatch(name)) and not is_left(name)


def is_left(name: str) -> bool:
    """Return True if a temporary name is of a process that has ended."""
    found = _TEMPORARY.fullmatch(name)
    if not found:
        return False
    try:
        os.kill(int(found[1] or found[2]), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False

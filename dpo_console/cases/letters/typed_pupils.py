"""Pupils whose names somebody typed into a wording or a letterhead, which then go to everybody."""

import re
from collections.abc import Iterator
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.errors import BadFile
from dpo_console.letters.catalogue import WORDINGS, LetterKind
from dpo_console.letters.word.reading import words_of
from dpo_console.store.reads.subjects import lowered, subjects_named

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_OWNED = re.compile(r"['’]s$|[.'’-]+$")
_SHORTEST, _LONGEST = 2, 4
"""The words of a name that is told from others: one word alone is many people's."""

_MOST = 900
"""The names that one question may hold."""


def refuse_own_that_names(
    desk: Desk, kind: LetterKind, wording: Path, letterhead: Path | None
) -> None:
    """Raise BadFile if the office's own wording or letterhead of a letter names a pupil.

    A letter that waits for the whole gate of a request may name one.
    """
    if wording.parent != WORDINGS:
        refuse_wording_that_names(desk, kind, wording)
    if letterhead:
        refuse_letterhead_that_names(desk, letterhead)


def refuse_wording_that_names(desk: Desk, kind: LetterKind, wording: Path) -> None:
    """Raise BadFile if a wording names a pupil, and its letter waits for no gate."""
    if not kind.waits:
        _refuse(wording, typed_pupils(desk, wording.read_text("utf-8", errors="replace")))


def refuse_letterhead_that_names(desk: Desk, letterhead: Path) -> None:
    """Raise BadFile if a letterhead names a pupil. What is no Word file is told elsewhere."""
    try:
        _refuse(letterhead, typed_pupils(desk, words_of(letterhead.read_bytes())))
    except (OSError, ValueError):
        return


def _refuse(path: Path, named: list[str]) -> None:
    if named:
        raise BadFile(path, "", f"it names {', '.join(named)}. Use a field instead of a name.")


def typed_pupils(desk: Desk, text: str) -> list[str]:
    """Return the subjects of cases that a text names, except people of the office."""
    if not desk.database.is_there():
        return []
    office = {lowered(p.name) for p in desk.people} | {lowered(desk.settings.dpo.name)}
    found = [name for name in dict.fromkeys(_names(text)) if lowered(name) not in office]
    with desk.database.read() as ask:
        parts = (found[n : n + _MOST] for n in range(0, len(found), _MOST))
        return [name for part in parts for name in subjects_named(ask, part)]


def _names(text: str) -> Iterator[str]:
    """Yield every stretch of words that may be a name: it begins and ends with a capital."""
    for line in text.splitlines():
        words = [_OWNED.sub("", word) for word in _WORD.findall(line)]
        for size in range(_SHORTEST, _LONGEST + 1):
            for start in range(len(words) - size + 1):
                piece = words[start : start + size]
                if piece[0][:1].isupper() and piece[-1][:1].isupper():
                    yield " ".join(piece)

"""Checks of an office's own wording, without a case, for faults in any part of it."""

from collections.abc import Iterator
from pathlib import Path

from dpo_console.errors import BadFile, DpoConsoleError
from dpo_console.letters.catalogue import WORDINGS, LetterKind, letter_kind, wording_path
from dpo_console.letters.composing.composing import draft
from dpo_console.letters.letter import LetterDraft, Paragraph, Style
from dpo_console.letters.own.examples import examples
from dpo_console.letters.wording.conditions import TO_PUPIL
from dpo_console.letters.wording.fields import FIELDS, Shape
from dpo_console.letters.wording.required import Demand
from dpo_console.letters.wording.wording import read_wording

PUPIL = ".pupil"
"""The ending of the name of a wording for pupils."""

_WITHOUT = {
    "address": "shows no address of its reader. Put {field} in a paragraph of its own, at the top.",
    "date": "shows no date. Put {field} in a paragraph of its own, below the address.",
    "greeting": "doesn't greet its reader. Put {field} in a paragraph of its own, below the date.",
    "signature": "isn't signed. Put {field} in a paragraph of its own, at the end.",
}
_USUALLY = {"date": "today", "greeting": "greeting", "signature": "part.signature"}


def problems_of_wording(path: Path) -> tuple[str, ...]:
    """Return the faults of a wording, a sentence each. Without faults it serves in every case.

    The file's name gives the letter, and shows if pupils read it. Each demand of the law is tried
    under its own conditions, and the letter is looked at as its reader would see it. Raises
    BadInput if there is no such letter, BadFile naming the line if the file can't be read.
    """
    name = path.stem.removesuffix(PUPIL)
    letter_kind(name)
    if path.stem.endswith(PUPIL) and wording_path(name, {TO_PUPIL}) == wording_path(name):
        return (f"{path}: there is no packaged wording of {name} for pupils; pupils get it alike.",)
    try:
        found = [gap for when in occasions(path) for gap in _gaps(name, path, when)]
    except BadFile:
        raise
    except DpoConsoleError as problem:
        return (str(problem),)
    return tuple(dict.fromkeys(found))


def _gaps(name: str, path: Path, when: frozenset[str]) -> Iterator[str]:
    """Yield the gaps of the letter under some conditions, with an example of every field."""
    made = draft(name, examples(), when, (path.parent,))
    yield from made.missing
    usual = _shown(draft(name, examples(), when))
    for part in sorted(usual - _shown(made)):
        field = _USUALLY.get(part) or _address_field(name)
        yield f"The wording {path.name} {_WITHOUT[part].format(field='{' + field + '}')}"


def _shown(letter: LetterDraft) -> frozenset[str]:
    """Return which of address, date, greeting and signature a reader of the letter sees."""
    by_style = {Style.ADDRESS: "address", Style.DATE: "date", Style.SIGNATURE: "signature"}
    paragraphs = [block for block in letter.blocks if isinstance(block, Paragraph)]
    found = {by_style[p.style] for p in paragraphs if p.style in by_style}
    greets = any(p.style is Style.BODY and p.text.startswith("Dear ") for p in paragraphs)
    return frozenset(found | {"greeting"} if greets else found)


def _address_field(name: str) -> str:
    """Return the field that the packaged wording of a letter begins with: its reader's address."""
    path = WORDINGS / f"{name}.md"
    alone = (block.alone for block in read_wording(path, path.read_text("utf-8")))
    return next(f for f in alone if f in FIELDS and FIELDS[f].alone is Shape.ADDRESS)


def occasions(path: Path) -> Iterator[frozenset[str]]:
    """Yield, for each kind of case, the conditions of each demand of the letter of a wording."""
    reader = {TO_PUPIL} if path.stem.endswith(PUPIL) else set()
    letter = letter_kind(path.stem.removesuffix(PUPIL))
    for kind in letter.kinds:
        yield frozenset({kind, "open", *reader})
    for demand in letter.demands:
        for kind in _kinds(letter, demand):
            yield frozenset({kind, "open", *reader, *demand.when}) - set(demand.unless)


def _kinds(letter: LetterKind, demand: Demand) -> tuple[str, ...]:
    """Return the kinds of case that matter to a demand: those it names, or else any one."""
    named = tuple(kind for kind in letter.kinds if kind in demand.when)
    return named or tuple(kind for kind in letter.kinds if kind not in demand.unless)[:1]

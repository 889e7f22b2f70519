"""Checks of an office's own wording, without a case, for faults in any part of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from dpo_console.errors import BadFile, DpoConsoleError
from dpo_console.letters.catalogue import (
    PARTS,
    WORDINGS,
    LetterKind,
    letter_kind,
    part_path,
    sentences,
    wording_path,
)
from dpo_console.letters.composing.composing import PART, draft
from dpo_console.letters.composing.filling import SENTENCE
from dpo_console.letters.letter import LetterDraft, Paragraph, Rows, Style, Value
from dpo_console.letters.wording.conditions import CONDITIONS, FIELDS, TO_PUPIL, Demand, Shape
from dpo_console.letters.wording.wording import WordingBlock, read_wording
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import one_of
from dpo_console.toml_reader import read

FILE = Path(__file__).with_name("examples.toml")


def _cells(table: Table, key: str, _default: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, row)) for row in table.take(key, list))


class _ExampleTable(NamedTuple):
    """The example of a field that is a table."""

    field: Annotated[str, one_of(FIELDS)]
    header: tuple[str, ...]
    rows: Annotated[tuple[tuple[str, ...], ...], _cells]


@cache
def examples() -> Mapping[str, Value]:
    """Return an example of every field, by name. Raises BadFile."""
    top = read_toml(FILE)
    found: dict[str, Value] = {**top.mapping("field")}
    for table in (read(_ExampleTable, entry) for entry in top.tables("table")):
        found[table.field] = Rows(table.header, table.rows)
    top.done()
    for name in found.keys() ^ FIELDS.keys():
        raise top.wrong(f"field.{name}", "each field has one example, and each example a field.")
    return found


class NameUse(StrEnum):
    """The use of a name in a wording."""

    FIELD = "field"
    SENTENCE = "sentence"
    PART = "part"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class WordingName:
    """One name, its meaning and an example. `demanded`: the law wants it in this letter."""

    name: str
    use: NameUse
    meaning: str
    example: str
    demanded: bool = False

    @property
    def typed(self) -> str:
        """The name as it is typed in a wording."""
        return f"::: when {self.name}" if self.use is NameUse.CONDITION else f"{{{self.name}}}"


def every_name() -> tuple[WordingName, ...]:
    """Return every field, part and condition that a wording may use. Raises BadFile."""
    parts = sorted(path.stem for path in PARTS.glob("*.md") if "." not in path.stem)
    names = (*FIELDS, *(PART + part for part in parts), *CONDITIONS)
    return tuple(_explained(name) for name in names)


def names_of(letter: str) -> tuple[WordingName, ...]:
    """Return the names in the packaged wording of a letter, and all that the law demands of it.

    Raises BadInput for an unknown letter, and BadFile.
    """
    kind = letter_kind(letter)
    demanded = {demand.field for demand in kind.demands}
    named = dict.fromkeys([*_named(kind), *sorted(demanded)])
    return tuple(_explained(name, demanded=name in demanded) for name in named)


def _named(kind: LetterKind) -> Iterator[str]:
    """Yield the names in a packaged wording, and in the parts that it shares."""
    path = WORDINGS / f"{kind.name}.md"
    for block in read_wording(path, path.read_text("utf-8")):
        yield from _of_block(block)
        if block.alone.startswith(PART):
            part = part_path(block.alone.removeprefix(PART))
            for shared in read_wording(part, part.read_text("utf-8")):
                yield from _of_block(shared)


def _of_block(block: WordingBlock) -> Iterator[str]:
    yield from (condition.name for condition in block.conditions)
    yield from (part.field for part in block.parts if part.field)


def _explained(name: str, *, demanded: bool = False) -> WordingName:
    """Return a name with its meaning and an example. A field that is a condition is a field."""
    if name in FIELDS:
        return WordingName(name, NameUse.FIELD, FIELDS[name].meaning, _example(name), demanded)
    if name.startswith(PART):
        words = part_path(name.removeprefix(PART)).read_text("utf-8")
        return WordingName(name, NameUse.PART, "lines that many letters share", _first_line(words))
    if name.startswith(SENTENCE):
        sentence = sentences()[name.removeprefix(SENTENCE)]
        text = next(iter(sentence.texts))
        return WordingName(
            name, NameUse.SENTENCE, f"{sentence.why} ({sentence.law})", text, demanded
        )
    return WordingName(name, NameUse.CONDITION, CONDITIONS[name], "")


def _example(name: str) -> str:
    value = examples()[name]
    return "a table" if isinstance(value, Rows) else value


def _first_line(words: str) -> str:
    return next(line for line in words.splitlines() if line and not line.startswith(":::"))


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

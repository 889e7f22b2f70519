"""The names that a wording may use: fields, sentences, parts and conditions, with examples."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dpo_console.letters.catalogue import (
    PARTS,
    WORDINGS,
    LetterKind,
    letter_kind,
    part_path,
    sentences,
)
from dpo_console.letters.composing.composing import PART
from dpo_console.letters.composing.filling import SENTENCE
from dpo_console.letters.letter import Rows
from dpo_console.letters.own.examples import examples
from dpo_console.letters.wording.conditions import CONDITIONS
from dpo_console.letters.wording.fields import FIELDS
from dpo_console.letters.wording.wording import WordingBlock, read_wording


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

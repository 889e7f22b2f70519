"""The law's demands on a letter: sentences with their text, and fields that must be used."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from dpo_console.letters.letter import Rows
from dpo_console.letters.titles import FOLDER
from dpo_console.letters.wording.conditions import CONDITIONS
from dpo_console.letters.wording.fields import FIELDS
from dpo_console.letters.wording.wording import WordingPart, read_parts
from dpo_console.toml_file import Table
from dpo_console.toml_marks import Name, one_of
from dpo_console.toml_reader import read


def _rows(table: Table, key: str, _default: None) -> Rows | None:
    header, cells = table.texts("header", ()), table.take(key, list, [])
    return Rows(header, tuple(tuple(row) for row in cells)) if cells else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Words that the law demands: exactly one of `text`, `items` and `rows`.

    `pupil` is the text for a child, or '' if it is the same. `footer`: it stands at the foot of the
    page, where a wording doesn't have it, as courtesy lines do.
    """

    name: Name
    text: str = ""
    pupil: str = ""
    items: tuple[str, ...] = ()
    rows: Annotated[Rows | None, _rows]
    why: str
    law: str
    footer: bool = False

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that doesn't go with the others, or names what there isn't."""
        if sum(map(bool, (self.text, self.items, self.rows))) != 1:
            yield "text", "each sentence has one of text, items or rows."
        if self.pupil and not self.text:
            yield "pupil", "stands beside text."
        for part in (part for text in self.texts for part in sentence_parts(text)):
            if part.field and part.field not in FIELDS:
                yield "text", f"there is no field {{{part.field}}}."

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in it that may name a field."""
        if self.rows:
            return tuple(cell for row in (self.rows.header, *self.rows.rows) for cell in row)
        return self.items or tuple(text for text in (self.text, self.pupil) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that a letter must have: a field, or a sentence as `sentence.NAME`."""

    field: Annotated[str, one_of(FIELDS)]
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    why: str
    law: str

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that names a condition there isn't."""
        for condition in (*self.when, *self.unless):
            if condition not in CONDITIONS and condition not in FIELDS:
                yield "when", f"there is no condition {condition!r}."

    def applies(self, holding: Collection[str]) -> bool:
        """Return True if it is demanded when these conditions hold."""
        return all(w in holding for w in self.when) and not any(u in holding for u in self.unless)


def sentence_parts(text: str) -> tuple[WordingPart, ...]:
    """Parse the text of a sentence into its own words and its fields."""
    return read_parts(FOLDER, text) if text else ()


def read_demand(table: Table, sentences: Mapping[str, Sentence]) -> Demand:
    """Return one demand of a catalogue file; `sentences` are those that it may name.

    Raises BadFile.
    """
    if not table.has("sentence"):
        return read(Demand, table)
    sentence = sentences[table.one_of("sentence", tuple(sentences))]
    field = f"sentence.{sentence.name}"
    return read(Demand, table, field=field, why=sentence.why, law=sentence.law)

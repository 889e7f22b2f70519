"""The law's demands on a letter: sentences with their text, and fields that must be used."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dpo_console.letters.fields import CONDITIONS, FIELDS
from dpo_console.letters.letter import Rows
from dpo_console.letters.titles import FOLDER
from dpo_console.letters.wording import WordingPart, read_parts
from dpo_console.toml_file import Table


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that the law demands: exactly one of `text`, `items` and `rows`.

    `pupil` is the text for a child, or '' if it is the same.
    """

    name: str
    text: str
    pupil: str
    items: tuple[str, ...]
    rows: Rows | None
    why: str
    law: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in it that may name a field."""
        if self.rows:
            return tuple(cell for row in (self.rows.header, *self.rows.rows) for cell in row)
        return self.items or tuple(text for text in (self.text, self.pupil) if text)


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a letter must have: a field, or a sentence as `sentence.NAME`."""

    field: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    why: str
    law: str

    def applies(self, holding: Collection[str]) -> bool:
        """Return True if it is demanded when these conditions hold."""
        return all(w in holding for w in self.when) and not any(u in holding for u in self.unless)


def sentence_parts(text: str) -> tuple[WordingPart, ...]:
    """Parse the text of a sentence into its own words and its fields."""
    return read_parts(FOLDER, text) if text else ()


def read_sentence(name: str, table: Table) -> Sentence:
    """Read one sentence of a catalogue file. Raises BadFile."""
    header = table.texts("header", ())
    cells = table.take("rows", list, [])
    sentence = Sentence(
        name=name,
        text=table.take("text", str, ""),
        pupil=table.take("pupil", str, ""),
        items=table.texts("items", ()),
        rows=Rows(header, tuple(tuple(row) for row in cells)) if cells else None,
        why=table.take("why", str),
        law=table.take("law", str),
    )
    table.done()
    _check_words(sentence, table)
    return sentence


def _check_words(sentence: Sentence, table: Table) -> None:
    if sum(map(bool, (sentence.text, sentence.items, sentence.rows))) != 1:
        raise table.wrong("text", "each sentence has one of text, items or rows.")
    if sentence.pupil and not sentence.text:
        raise table.wrong("pupil", "stands beside text.")
    for part in (part for text in sentence.texts for part in sentence_parts(text)):
        if part.field and part.field not in FIELDS:
            raise table.wrong("text", f"there is no field {{{part.field}}}.")


def read_demand(table: Table, sentences: Mapping[str, Sentence]) -> Demand:
    """Read one demand of a catalogue file. It may name any of `sentences`. Raises BadFile."""
    if table.has("sentence"):
        name = table.one_of("sentence", tuple(sentences))
        field, why, law = f"sentence.{name}", sentences[name].why, sentences[name].law
    else:
        field, why, law = (
            table.one_of("field", tuple(FIELDS)), table.take("why", str), table.take("law", str)
        )  # fmt: skip
    demand = Demand(field, table.texts("when", ()), table.texts("unless", ()), why, law)
    for condition in (*demand.when, *demand.unless):
        if condition not in CONDITIONS and condition not in FIELDS:
            raise table.wrong("when", f"there is no condition {condition!r}.")
    table.done()
    return demand

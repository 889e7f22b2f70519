"""What the law demands of each letter: sentences with their text, and fields that must be used."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dpo_console.letters.fields import CONDITIONS, FIELDS
from dpo_console.letters.letter import Rows
from dpo_console.letters.wording import Part, read_parts
from dpo_console.toml_file import Table, read_toml

PATH = Path(__file__).with_name("required.toml")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that the law demands: exactly one of `text`, `items` and `rows` is there."""

    name: str
    text: str
    items: tuple[str, ...]
    rows: Rows | None
    why: str
    law: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in it that may name a field."""
        if self.rows:
            return tuple(cell for row in (self.rows.header, *self.rows.rows) for cell in row)
        return self.items or (self.text,)


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a letter must have: a field, or a sentence as `sentence.NAME`."""

    field: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    why: str
    law: str

    def applies(self, holding: Collection[str]) -> bool:
        """Whether it is demanded when these conditions hold."""
        return all(w in holding for w in self.when) and not any(u in holding for u in self.unless)


@dataclass(frozen=True, slots=True)
class Required:
    """All of required.toml."""

    sentences: Mapping[str, Sentence]
    demands: Mapping[str, tuple[Demand, ...]]


@lru_cache(maxsize=1)
def required() -> Required:
    """What is demanded of every letter. Raises BadFile naming the key that is wrong."""
    return read_required(PATH)


def read_required(path: Path) -> Required:
    """Read a file like required.toml. Raises BadFile."""
    top = read_toml(path)
    sentences_table, letters_table = top.table("sentence"), top.table("letter")
    top.done()
    sentences = {
        name: _sentence(name, sentences_table.table(name)) for name in sentences_table.names()
    }
    demands = {
        name: tuple(_demand(entry, sentences) for entry in letters_table.tables(name))
        for name in letters_table.names()
    }
    return Required(sentences, demands)


def sentence_parts(text: str) -> tuple[Part, ...]:
    """The text of a sentence, parsed: its own words and its fields."""
    return read_parts(PATH, text) if text else ()


def _sentence(name: str, table: Table) -> Sentence:
    header = table.texts("header", ())
    cells = table.take("rows", list, [])
    sentence = Sentence(
        name=name,
        text=table.take("text", str, ""),
        items=table.texts("items", ()),
        rows=Rows(header, tuple(tuple(row) for row in cells)) if cells else None,
        why=table.take("why", str),
        law=table.take("law", str),
    )
    table.done()
    if sum(map(bool, (sentence.text, sentence.items, sentence.rows))) != 1:
        raise table.wrong("text", "each sentence has one of text, items or rows.")
    for part in (part for text in sentence.texts for part in sentence_parts(text)):
        if part.field and part.field not in FIELDS:
            raise table.wrong("text", f"there is no field {{{part.field}}}.")
    return sentence


def _demand(table: Table, sentences: Mapping[str, Sentence]) -> Demand:
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

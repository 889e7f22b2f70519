"""The demands of the law on a letter that was edited in Word: its words must still meet them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dpo_console.letters.catalogue import LetterKind
from dpo_console.letters.composing.filling import SENTENCE, Filling
from dpo_console.letters.letter import Paragraph, Style, Value
from dpo_console.letters.wording.conditions import FIELDS, Demand
from dpo_console.letters.wording.wording import WordingBlock, WordingPart
from dpo_console.sentences import DetailName, Phrase

_ANY = "\ue000"
"""Stands for the words of an officer, in a private character that no text has."""

_FOLDED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " ", "\xad": None}
)
"""Characters that Word changes as people type."""


@dataclass(frozen=True, slots=True)
class LetterToCheck:
    """A letter edited in Word, and the case's values, to compare.

    `asked` are the fields that only the officer can say. Those not in `fields` aren't known.
    """

    kind: LetterKind
    words: str
    fields: Mapping[str, Value]
    conditions: Collection[str]

    @property
    def asked(self) -> frozenset[str]:
        """The fields of this letter that only the officer can say."""
        return frozenset(ask.name for ask in self.kind.asks)

    @property
    def needed(self) -> frozenset[str]:
        """Those of them that can't stay empty."""
        return frozenset(ask.name for ask in self.kind.asks if not ask.optional)


def lost(edited: LetterToCheck) -> tuple[str, ...]:
    """Return every demand of the law that the edited letter no longer meets, a sentence each."""
    said = _folded(edited.words)
    own = dict.fromkeys(edited.needed, _ANY) | dict.fromkeys(
        (name for name in edited.asked if edited.fields.get(name)), _ANY
    )
    filling = Filling({**edited.fields, **own}, edited.conditions)
    gaps = (
        gap
        for demand in edited.kind.demands
        if demand.applies(filling.holding)
        for gap in _gaps(demand, edited, filling, said)
    )
    return tuple(dict.fromkeys(gaps))


def _gaps(demand: Demand, edited: LetterToCheck, filling: Filling, said: str) -> Iterator[str]:
    name = demand.field
    if name in edited.asked:
        yield from _of_officer(demand, edited, said)
    elif name.startswith(SENTENCE) or name in filling.fields:
        for text in _texts(name, filling):
            if not _stands(text, said):
                shown = text.replace(_ANY, "…")
                yield f"It must have “{shown}”: {demand.why} ({demand.law})."


def _of_officer(demand: Demand, edited: LetterToCheck, said: str) -> Iterator[str]:
    """Yield the gap for an officer's own words that aren't known, or aren't in the letter."""
    name = demand.field
    value = str(edited.fields.get(name, ""))
    if not value:
        what = FIELDS[name].content.removesuffix(" ...")
        yield Phrase(DetailName(name), f" isn't known: {what}. Give what the letter says.")
    for line in filter(None, map(str.strip, value.splitlines())):
        if not _stands(line, said):
            yield Phrase(
                DetailName(name),
                f" isn't in the file as “{line}”. If you changed it in Word, give the new words.",
            )


def _texts(name: str, filling: Filling) -> Iterator[str]:
    """Yield the texts that a demand puts into the letter: paragraphs, items and cells."""
    alone = WordingBlock(Style.BODY, (WordingPart("", name),), (), 0)
    for block in filling.blocks((alone,)):
        if isinstance(block, Paragraph):
            yield from filter(None, map(str.strip, block.text.splitlines()))
        else:
            yield from (cell for row in (block.header, *block.rows) for cell in row if cell)


def _stands(text: str, said: str) -> bool:
    pattern = re.escape(_folded(text)).replace(_ANY, ".{1,3000}?")
    return re.search(pattern, said) is not None


def _folded(text: str) -> str:
    """Return text as words alone: one case, one kind of quote and dash, single spaces."""
    return " ".join(text.translate(_FOLDED).casefold().split())

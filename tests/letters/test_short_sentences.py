"""No sentence of a letter has more than 25 words, or 20 to a pupil, apart from the law cited."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpo_console.letters.catalogue import WORDINGS, catalogue, sentences
from dpo_console.letters.composing.composing import draft
from dpo_console.letters.letter import preview
from dpo_console.letters.own.checking import occasions
from dpo_console.letters.wording.conditions import CONDITIONS, TO_PUPIL
from dpo_console.letters.wording.wording import read_wording
from tests.each import each
from tests.letters.samples import FIELDS
from tests.letters.to_pupils import goes_to_pupil

MOST, MOST_TO_PUPIL = 25, 20
EVERYONE = {name: "words for everyone" for name in FIELDS if name.startswith("notice.")}
"""What the office says to all, in words of its own."""
_CITED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_END = re.compile(r"(?<=[.?!:;])\s+|\n")


def too_long(text: str, most: int = MOST) -> list[str]:
    """Return the sentences of a text with more than `most` words. A field counts as one."""
    said = _END.split(_CITED.sub("", text))
    return [s for s in said if len([word for word in s.split() if word.strip("“”,.")]) > most]


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text of a wording and of a demanded sentence, with where it stands."""
    for path in sorted(WORDINGS.rglob("*.md")):
        for block in read_wording(path, path.read_text("utf-8")):
            yield path.name, "".join(p.text or "{field}" for p in block.parts)
    for sentence in sentences().values():
        yield from ((f"sentence.{sentence.name}", text) for text in sentence.texts)


def texts_to_pupils() -> Iterator[tuple[str, str]]:
    """Yield each text that a pupil may read: in wordings for pupils, and demanded sentences."""
    letters = [kind for kind in catalogue().values() if goes_to_pupil(kind)]
    own = {kind.name if kind.to_pupil else f"{kind.name}.pupil" for kind in letters}
    for where, text in texts():
        if where.removesuffix(".md") in own or where.endswith(".pupil.md"):
            yield where, text
    for name in {demand.field for kind in letters for demand in kind.demands}:
        if sentence := sentences().get(name.removeprefix("sentence.")):
            read = (sentence.pupil,) if sentence.pupil else sentence.texts
            yield from ((name, text) for text in read)


def test_no_sentence_to_a_pupil_has_more_than_20_words() -> None:
    found = list(texts_to_pupils())
    assert [(where, s) for where, text in found for s in too_long(text, MOST_TO_PUPIL)] == []
    where = {where for where, _ in found}
    assert where >= {"sentence.fee-ground", "breach-notice-pupil.md", "fee.pupil.md"}


def test_no_sentence_of_a_letter_has_more_than_25_words() -> None:
    assert [(where, s) for where, text in texts() for s in too_long(text)] == []


def rendered(path: Path) -> Iterator[tuple[frozenset[str], str]]:
    """Yield a letter as its reader sees it: in each kind of case, and under each condition."""
    name = path.name.split(".")[0]
    parts = [path, *WORDINGS.glob("parts/*.md")]
    blocks = [b for part in parts for b in read_wording(part, part.read_text("utf-8"))]
    named = {c.name for block in blocks for c in block.conditions} & set(CONDITIONS)
    demanded = set(occasions(path))
    plain = {when for when in demanded if len(when - {TO_PUPIL}) == len(("kind", "open"))}
    for when in (*demanded, *(kind | {more} for kind in plain for more in named)):
        yield when, preview(draft(name, FIELDS | EVERYONE, when))


@each(path=sorted(WORDINGS.glob("*.md")))
def test_no_letter_as_its_reader_sees_it_has_a_longer_sentence(path: Path) -> None:
    to_pupil = catalogue()[path.name.split(".")[0]].to_pupil or path.stem.endswith(".pupil")
    most = MOST_TO_PUPIL if to_pupil else MOST
    read = list(rendered(path))
    assert {s for _, text in read for s in too_long(text, most)} == set()
    assert not any("{" in text for _, text in read)


@pytest.mark.parametrize(("words", "long"), [(25, False), (26, True)])
def test_a_sentence_is_measured_without_the_law_it_cites(words: int, long: bool) -> None:
    sentence = "word " * words + "(UK GDPR Article 6(1)(e); Data Protection Act 2018)."
    assert bool(too_long(sentence)) is long

"""No sentence of a letter has more than 25 words, or 20 to a pupil, apart from the law cited."""

import re
from collections.abc import Iterator

import pytest

from dpo_console.letters.catalogue import WORDINGS, catalogue, sentences
from dpo_console.letters.wording.wording import read_wording
from tests.letters.to_pupils import goes_to_pupil

MOST, MOST_TO_PUPIL = 25, 20
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


@pytest.mark.parametrize(("words", "long"), [(25, False), (26, True)])
def test_a_sentence_is_measured_without_the_law_it_cites(words: int, long: bool) -> None:
    sentence = "word " * words + "(UK GDPR Article 6(1)(e); Data Protection Act 2018)."
    assert bool(too_long(sentence)) is long

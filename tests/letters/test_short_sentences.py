"""No sentence of a letter has more than 25 words, apart from the law that it cites."""

import re
from collections.abc import Iterator

import pytest

from dpo_console.letters.catalogue import WORDINGS, sentences
from dpo_console.letters.wording.wording import read_wording

MOST = 25
_CITED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_END = re.compile(r"(?<=[.?!:;])\s+|\n")


def too_long(text: str) -> list[str]:
    """Return the sentences of a text with too many words. A field counts as one."""
    said = _END.split(_CITED.sub("", text))
    return [s for s in said if len([word for word in s.split() if word.strip("“”,.")]) > MOST]


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text of a wording and of a demanded sentence, with where it stands."""
    for path in sorted(WORDINGS.rglob("*.md")):
        for block in read_wording(path, path.read_text("utf-8")):
            yield path.name, "".join(p.text or "{field}" for p in block.parts)
    for sentence in sentences().values():
        yield from ((f"sentence.{sentence.name}", text) for text in sentence.texts)


def test_no_sentence_of_a_letter_has_more_than_25_words() -> None:
    assert [(where, s) for where, text in texts() for s in too_long(text)] == []


@pytest.mark.parametrize(("words", "long"), [(25, False), (26, True)])
def test_a_sentence_is_measured_without_the_law_it_cites(words: int, long: bool) -> None:
    sentence = "word " * words + "(UK GDPR Article 6(1)(e); Data Protection Act 2018)."
    assert bool(too_long(sentence)) is long

"""The reading ease of a letter by Flesch: 0 (hard) to 100 (very easy)."""

import re
from functools import cache

from pyphen import Pyphen  # type: ignore[import-untyped]  # it has no types

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_SENTENCE = re.compile(r"[.?!:;]\s|\n")


@cache
def _hyphens() -> Pyphen:
    return Pyphen(lang="en_GB", left=1, right=1)


def reading_ease(text: str) -> float:
    """Return the score of a text. The caller leaves out headings, tables and addresses.

    Syllables are counted by the places where a word can be hyphenated.
    """
    words = _WORD.findall(text)
    sentences = [s for s in _SENTENCE.split(text) if _WORD.search(s)]
    syllables = sum(len(_hyphens().positions(word)) + 1 for word in words)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)

"""Names of people as they are compared: without case, accents, titles and order."""

import re
from collections.abc import Sequence
from itertools import islice

from dpo_console.cases.people.matching.name_words import TITLES
from dpo_console.cases.people.matching.squeezed import folded, words_in

BEGINNING, LETTERS = 3, 4
"""The fewest letters of a word that begins another, and of one that may be misspelt."""

_WORD = re.compile(r"[^\W_]+")


def says(text: str, words: Sequence[str]) -> bool:
    """Return True if a text has these words in a row."""
    if not words:
        return False
    plain = folded(text)
    start = plain.find(words[0])
    while start >= 0:
        begins = not plain[start - 1 : start].isalnum()
        if begins and _follow(plain, start, words):
            return True
        start = plain.find(words[0], start + 1)
    return False


def _follow(plain: str, start: int, words: Sequence[str]) -> bool:
    """Return True if exactly these words follow each other from a place on."""
    found = (word[0] for word in _WORD.finditer(plain, start))
    return tuple(islice(found, len(words))) == tuple(words)


def same_name(one: str, other: str) -> bool:
    """Return True if two names are the same, but for case, accents, spaces and titles."""
    return bool(bare(one)) and bare(one) == bare(other)


def may_be(one: str, other: str) -> bool:
    """Return True if two names may be one person's.

    Their words may stand in another order, as in Doe, Paul. A first name may be an initial, and a
    middle name may be left out. A single word is many people's name.
    """
    shorter, longer = sorted((bare(one), bare(other)), key=len)
    if len(shorter) < 2:
        return same_name(one, other)
    left, whole = list(longer), 0
    for word in sorted(shorter, key=len, reverse=True):
        found = next((other for other in left if other == word), "")
        found = found or next((other for other in left if _is_initial(word, other)), "")
        if not found:
            return False
        left.remove(found)
        whole += len(word) > 1 and found == word
    return whole > 0


def near(one: str, other: str) -> bool:
    """Return True if two names may be one person's, misspelt, shortened or given in part.

    This asks an officer and grants nothing: Tess, Tessa Ford and Tess Forde are near Tess Ford.
    """
    shorter, longer = sorted((bare(one), bare(other)), key=len)
    left = list(longer)
    for word in shorter:
        alike = [w for w in left if w == word or _is_initial(word, w) or _is_misspelt(word, w)]
        if not alike:
            return False
        left.remove(word if word in alike else alike[0])
    return any(len(word) > 1 for word in shorter)


def _is_misspelt(one: str, other: str) -> bool:
    """Return True if one word begins the other, or one letter is wrong, missing or exchanged."""
    shorter, longer = sorted((one, other), key=len)
    begins = len(shorter) >= BEGINNING and longer.startswith(shorter)
    return begins or (len(shorter) >= LETTERS and is_one_letter_off(one, other))


def is_one_letter_off(one: str, other: str) -> bool:
    """Return True if one letter is wrong, missing or exchanged with the next."""
    shorter, longer = sorted((one, other), key=len)
    if shorter == longer or len(longer) - len(shorter) > 1:
        return False
    at = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    rest, other_rest = shorter[at:], longer[at:]
    exchanged = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
    return exchanged or other_rest[1:] in (rest, rest[1:])


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def names_in(listed: str) -> list[str]:
    """Return the names in a list of people, with `;` between them."""
    return [name.strip() for name in listed.split(";") if name.strip()]


def bare(name: str) -> list[str]:
    """Return the words of a name without titles."""
    return [word for word in words_in(name) if word not in TITLES]

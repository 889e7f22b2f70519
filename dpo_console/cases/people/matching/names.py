"""Names of people as they are compared: without case, accents, titles and order."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from dpo_console.cases.people.matching.squeezed import folded, seen_in, words_in

TITLES = {
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lady", "lord",
    "rev", "revd", "pc", "ds", "dc", "dci", "di", "sgt", "cllr", "hhj",
}  # fmt: skip
"""Words before a name that are no part of it, in small letters."""


MONTHS = {"april", "may", "june", "august"}
"""First names that an officer writes as months."""

SHORTEST = 3
"""The fewest letters of one word that tells a name."""

_WORD = re.compile(r"[^\W_]+")

FEWEST, MOST_BETWEEN = 2, 2
"""The words of a name that is told from others, because one alone is many people's. The most words
that may stand between the first name and the last, as in Tom and Kim Doe.
"""


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


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def names_in(listed: str) -> list[str]:
    """Return the names in a list of people, with `;` between them."""
    return [name.strip() for name in listed.split(";") if name.strip()]


def bare(name: str) -> list[str]:
    """Return the words of a name without titles."""
    return [word for word in words_in(name) if word not in TITLES]


@dataclass(frozen=True)
class NamesTold:
    """A text in which names are looked for.

    `any_case`: a name counts without its capitals too, as in a few words that somebody typed.
    """

    text: str
    any_case: bool = False

    def __contains__(self, name: str) -> bool:
        """Return True if the text has the whole name, or its last word before the others."""
        last = name.rpartition(" ")[2]
        if last.isascii() and last.isalpha() and last.casefold() not in self._plain:
            return False
        words = bare(name)
        if len(words) < FEWEST:
            return False
        orders = (words, [words[-1], *words[:-1]])
        return any(
            self._stands(place, order)
            for order in orders
            for place in self._places.get(order[0], ())
        ) or self._stands_apart(words[0], words[-1])

    def has_part_of(self, name: str) -> bool:
        """Return True if the first or last word of a name stands in the text, with a capital.

        Names that are months are many other things.
        """
        words = bare(name)
        ends = {*words[:1], *words[-1:]} - MONTHS
        places = (p for word in ends if len(word) >= SHORTEST for p in self._places.get(word, ()))
        return any(self._capital[place] for place in places)

    def _stands(self, place: int, words: list[str]) -> bool:
        """Return True if the words stand there, and the first and the last have a capital."""
        end = place + len(words)
        if self._words[place:end] != words:
            return False
        return self.any_case or (self._capital[place] and self._capital[end - 1])

    def _stands_apart(self, first: str, last: str) -> bool:
        """Return True for a middle name, or another first name, between the first and the last."""
        for place in self._places.get(first, ()):
            for end in range(place + 2, min(place + 2 + MOST_BETWEEN, len(self._words))):
                between = range(place + 1, end)
                joined = all(self._capital[n] or self._words[n] == "and" for n in between)
                if self._words[end] == last and joined and self._capital[place]:
                    return True
        return False

    @cached_property
    def _told(self) -> list[tuple[str, bool]]:
        """The words, folded, each with True if it begins with a capital."""
        if self.text.isascii():
            return [(word.casefold(), word[0].isupper()) for word in _WORD.findall(self.text)]
        pieces = _WORD.findall(unicodedata.normalize("NFKC", seen_in(self.text)))
        return [(word, piece[0].isupper()) for piece in pieces for word in words_in(piece)]

    @cached_property
    def _plain(self) -> str:
        """The text, folded: a quick look for the last word of a name."""
        return folded(self.text)

    @cached_property
    def _words(self) -> list[str]:
        return [word for word, _ in self._told]

    @cached_property
    def _capital(self) -> list[bool]:
        return [capital for _, capital in self._told]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The places of each word."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            found.setdefault(word, []).append(place)
        return found

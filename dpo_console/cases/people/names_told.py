"""Names of people that a text tells, as people write them: in another order, or over two lines."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from dpo_console.cases.people.names import bare
from dpo_console.cases.people.squeezed import seen_in, words_in

_BETWEEN = re.compile(r"[\W_]+")

FEWEST = 2
"""The words of a name that is told from others: one word alone is many people's."""


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
        if last.isascii() and last.isalpha() and last.casefold() not in self._places:
            return False
        words = bare(name)
        if len(words) < FEWEST:
            return False
        orders = (words, [words[-1], *words[:-1]])
        return any(
            self._stands(place, order)
            for order in orders
            for place in self._places.get(order[0], ())
        )

    def _stands(self, place: int, words: list[str]) -> bool:
        """Return True if the words stand there, and the first and the last have a capital."""
        end = place + len(words)
        if self._words[place:end] != words:
            return False
        return self.any_case or (self._capital[place] and self._capital[end - 1])

    @cached_property
    def _told(self) -> list[tuple[str, bool]]:
        """The words, folded, each with True if it begins with a capital."""
        pieces = _BETWEEN.split(unicodedata.normalize("NFKC", seen_in(self.text)))
        return [(word, piece[0].isupper()) for piece in pieces for word in words_in(piece)]

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

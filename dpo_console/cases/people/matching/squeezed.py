"""Text as protected details are looked for in it: letters and digits alone, all alike.

Case, accents, spaces, punctuation and line ends are gone, so an address is found in any layout.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, islice

from dpo_console.cases.people.matching.look_alikes import FOREIGN, OURS
from dpo_console.cases.people.matching.said_numbers import NUMBERS, in_digits

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W_]+")
_TYPESET = "’‘“”–—…\u00a0£"
"""The marks that Word puts into nearly every letter: to replace each is faster than to fold it."""

_LATIN = re.compile(r"(?:LATIN .*|SYMBOL )LETTER (?:[A-Z]+ )*([A-Z])(?: WITH .*)?$")
"""The Unicode name of a Latin letter in another shape: with a stroke, small, or in a square."""

_ALIKE = str.maketrans(f"{FOREIGN}\u0454\u212e", f"{OURS}ee")

_NUMBER = re.compile(
    r"[0-9](?:(?<![^\W_].)[0-9oil]{3,}(?![^\W_])"
    r"|(?P<word>oh|zero|one|two|three|four|five|six|seven|eight|nine))"
)
_DIGITS = str.maketrans("oil", "011")
"""A number, perhaps with letters for noughts and ones: no part of a postcode looks like that. Or a
digit with another one in words behind it.

Its first digit stands before what may not precede it, because a search skips to a digit quickly.
"""

_APART = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})


@dataclass(frozen=True)
class Squeezed:
    """A text without anything but its letters and digits, which `letters` holds.

    Numbers in words are digits there, so it doesn't matter how a text says them.
    """

    text: str

    @cached_property
    def letters(self) -> str:
        """The letters and digits in a row."""
        return "".join(self._words)

    @cached_property
    def edges(self) -> frozenset[int]:
        """The places among the letters at which a word begins or ends."""
        return frozenset(accumulate(map(len, self._words), initial=0))

    def places(self, key: str) -> Iterator[tuple[int, int]]:
        """Yield where the letters hold `key`."""
        start = self.letters.find(key)
        while start >= 0:
            yield start, start + len(key)
            start = self.letters.find(key, start + 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text of some of the letters."""
        return self._origins[start][0], self._origins[end - 1][1] + 1

    @cached_property
    def _words(self) -> list[str]:
        words = _words_apart(self.text)
        return words if NUMBERS.isdisjoint(words) else [word for word, _ in in_digits(words)]

    @cached_property
    def _origins(self) -> list[tuple[int, int]]:
        """Where in the text each letter begins and ends. Digits of a number in words share that."""
        places = (
            n
            for n, c in enumerate(self.text)
            for letter in (c if c.isascii() else folded(c))
            if letter.isalnum()
        )
        words, origins, at = _words_apart(self.text), list[tuple[int, int]](), 0
        for said, used in in_digits(words):
            stood = "".join(words[at : at + used])
            own = [*islice(places, len(stood))]
            origins += [(n, n) for n in own] if said == stood else [(own[0], own[-1])] * len(said)
            at += used
        return origins


def _words_apart(text: str) -> list[str]:
    """Return the folded words of a text, as `words_in` does, but in less time."""
    plain = folded(text)
    return plain.translate(_APART).split() if plain.isascii() else _WORD.findall(plain)


def squeezed(words: Sequence[str]) -> str:
    """Return folded words as the letters of a text have them."""
    return "".join(word for word, _ in in_digits(words))


def folded(text: str) -> str:
    """Return text in lower case and without accents."""
    if not text.isascii():
        for mark in _TYPESET:
            text = text.replace(mark, " ")
        text = _FOREIGN.sub(lambda found: _plain(found[0]), text)
    return _NUMBER.sub(_as_digits, text.casefold())


def _as_digits(found: re.Match[str]) -> str:
    """Return a number in digits, and a digit in words apart from the digits around it."""
    return f"{found[0][0]} {found['word']} " if found["word"] else found[0].translate(_DIGITS)


@lru_cache(maxsize=1024)
def _plain(foreign: str) -> str:
    """Return characters beyond ASCII without accents. Other marks become spaces.

    Characters that a reader doesn't see, such as a soft hyphen, split no word.
    """
    apart = unicodedata.normalize("NFKD", foreign).translate(_ALIKE)
    letters = (c for c in seen_in(apart) if not unicodedata.combining(c))
    return "".join(map(_ours, letters))


def _ours(character: str) -> str:
    """Return a Latin letter of any shape and a digit of any script as ours, a mark as a space."""
    if character.isascii():
        return character.lower() if character.isalnum() else " "
    if (value := unicodedata.digit(character, None)) is not None:
        return str(value)
    if found := _LATIN.search(unicodedata.name(character, "")):
        return found[1].lower()
    return character.lower() if character.isalnum() else " "


_HIDDEN = {tag + code: chr(code) for tag in (0xE0000, 0xE00F0) for code in range(0x20, 0x7F)}
"""Tags and variation selectors, with the ASCII characters that somebody may hide in them."""

_TAGS = re.compile("[\U000e0020-\U000e007e\U000e0110-\U000e016e]+")

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20dd-\u20e4\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Characters that nobody sees, and circles and boxes around the letter before."""


def seen_in(text: str) -> str:
    """Return a text without the characters that no reader sees, such as a soft hyphen.

    What somebody hid in them is there in plain letters.
    """
    if text.isascii():
        return text
    return _UNSEEN.sub("", _TAGS.sub(lambda run: f" {run[0].translate(_HIDDEN)} ", text))


def words_in(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(folded(text))

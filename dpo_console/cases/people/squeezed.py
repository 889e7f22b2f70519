"""Text as protected details are looked for in it: letters and digits alone, all alike.

Case, accents, spaces, punctuation and line ends are gone, so an address is found in any layout.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W_]+")
_TYPESET = "’‘“”–—…\u00a0£"
"""The marks that Word puts into nearly every letter: to replace each is faster than to fold it."""

_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕєԁɡһӏԛԝαβεζηκμνορτυχγıłøđɑʀᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘᴛᴜᴠᴡʏᴢ"
    "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜꭰꭱꭲꭺꭻꭼꮃꮇꮋꮐꮓꮢꮪꮩꮮꮯꮲꮶᏼ",
    "abekmhopctyxijsedghlqwabezhkmnoptyxyilodarabcdeghijklmnoptuvwyz"
    "abcdefghijklmnoprstuvwxyzdrtajewmhgzrsvlcpkb",
)
"""Letters of other alphabets, or with a stroke, that a reader takes for ours."""

_NUMBER = re.compile(r"[0-9](?<![^\W_].)[0-9oil]{3,}(?![^\W_])")
_DIGITS = str.maketrans("oil", "011")
"""A number, perhaps with letters for noughts and ones. No part of a postcode looks like that.

Its first digit stands before what may not precede it, because a search skips to a digit quickly.
"""

_PUNCTUATION = {code: None for code in range(128) if not chr(code).isalnum()}


@dataclass(frozen=True)
class Squeezed:
    """A text without anything but its letters and digits, which `letters` holds."""

    text: str

    @cached_property
    def letters(self) -> str:
        """The letters and digits in a row."""
        plain = folded(self.text)
        if plain.isascii():
            return plain.translate(_PUNCTUATION)
        return "".join(_WORD.findall(plain))

    @cached_property
    def edges(self) -> frozenset[int]:
        """The places among the letters at which a word begins or ends."""
        return frozenset(accumulate(map(len, _WORD.findall(folded(self.text))), initial=0))

    def places(self, key: str) -> Iterator[tuple[int, int]]:
        """Yield where the letters hold `key`."""
        start = self.letters.find(key)
        while start >= 0:
            yield start, start + len(key)
            start = self.letters.find(key, start + 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text of some of the letters."""
        return self._origins[start], self._origins[end - 1] + 1

    @cached_property
    def _origins(self) -> list[int]:
        """The place in the text of each letter."""
        return [
            place
            for place, character in enumerate(self.text)
            for letter in folded(character)
            if letter.isalnum()
        ]


def folded(text: str) -> str:
    """Return text in lower case and without accents."""
    if not text.isascii():
        for mark in _TYPESET:
            text = text.replace(mark, " ")
        text = _FOREIGN.sub(lambda found: _plain(found[0]), text)
    return _NUMBER.sub(_as_digits, text.casefold())


def _as_digits(found: re.Match[str]) -> str:
    return found[0].translate(_DIGITS)


@lru_cache(maxsize=1024)
def _plain(foreign: str) -> str:
    """Return characters beyond ASCII without accents. Other marks become spaces.

    Characters that a reader doesn't see, such as a soft hyphen, split no word.
    """
    apart = unicodedata.normalize("NFKD", foreign).lower().translate(_LOOKALIKES)
    letters = (c for c in seen_in(apart) if not unicodedata.combining(c))
    return "".join(_digit(c) if c.isalnum() else " " for c in letters)


def seen_in(text: str) -> str:
    """Return a text without the characters that no reader sees, such as a soft hyphen."""
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _digit(character: str) -> str:
    """Return a digit of any script as ours, and any other character as it is."""
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)


def words_in(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(folded(text))

"""Names of people and bodies, compared plainly: without case, accents, titles and punctuation."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "master",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lady",
        "lord",
        "rev",
        "revd",
        "pc",
        "ds",
        "dc",
        "dci",
        "di",
        "sgt",
        "cllr",
        "hhj",
    ]
)
"""Words before a name that are no part of it, in small letters."""

_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return a text in small letters and without accents."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in apart if not unicodedata.combining(c))
    return text.casefold()


def words_in(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(folded(text))


def bare(name: str) -> list[str]:
    """Return the words of a name without titles."""
    return [word for word in words_in(name) if word not in TITLES]


def same_name(one: str, other: str) -> bool:
    """Return True if two names are the same. One of them may leave middle names out."""
    left, right = _in_order(one), _in_order(other)
    if left == right:
        return bool(left)
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) == 2 < len(longer) and shorter == [longer[0], longer[-1]]


def _in_order(name: str) -> list[str]:
    """Return the words of a name, and the surname last: Doe, Paul is Paul Doe."""
    last, comma, first = name.partition(",")
    return bare(f"{first} {last}") if comma and len(bare(last)) == 1 else bare(name)


def names_in(listed: str) -> list[str]:
    """Return the names in a list of people, with `;` between them."""
    return [name.strip() for name in listed.split(";") if name.strip()]


@dataclass(frozen=True)
class NamesTold:
    """A text in which whole names are looked for: the first name with the surname."""

    text: str

    def __contains__(self, name: str) -> bool:
        """Return True if the text tells the name."""
        return any(True for _ in self.spans(name))

    def spans(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield where the text has the first name and the surname.

        A middle name may stand between them, as may “and” with another first name. The surname may
        stand first, as in a table. A single word is many people's name, and no part of a text.
        """
        words = bare(name)
        if len(words) > 1:
            for at in self._places.get(words[-1], ()):
                start = self._start(words[0], at)
                if start is not None:
                    yield self._at[min(start, at)][0], self._at[max(start, at)][1]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text, folded."""
        return frozenset(self._places)

    def _start(self, first: str, at: int) -> int | None:
        """Return the place of the first name beside a surname at a place, or None."""
        near = (at - 1, at - 2, at + 1, *((at - 3,) if self._word(at - 2) == "and" else ()))
        return next((place for place in near if self._word(place) == first), None)

    def _word(self, place: int) -> str:
        return self._words[place] if 0 <= place < len(self._words) else ""

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            places.setdefault(word, []).append(place)
        return places

    @cached_property
    def _words(self) -> list[str]:
        return [folded(self.text[start:end]) for start, end in self._at]

    @cached_property
    def _at(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self.text)]


def says(text: str, name: str) -> bool:
    """Return True if a text has all words of a name in a row."""
    words = bare(name)
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(words_in(text))} "

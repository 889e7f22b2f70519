"""The person who is looked for: the spellings of their name, and how they are reached. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dpo_console.cases.people.matching.names import bare, may_be
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in

NAME, PART = "name", "part of the name"
"""Found by a spelling of the whole name, or by one word of it in a case about the person."""

JOINING = {"and", "or", "with", "to", "from", "for", "of", "the"}
"""Words that stand between two names, and are no middle name."""

LONGEST_NAME = 6
"""The words of a text that may be one name and nothing else."""

SHORTEST_PART, SHORTEST_KEY = 3, 7
"""The letters of a word that counts alone, and those of an address or number."""


@dataclass(frozen=True)
class Sought:
    """A person by name, and by `reached`: e-mail, phone and postal addresses, each with its kind.

    Two names may be one person's if `may_be` says so, wherever a name stands.
    """

    name: str
    reached: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def words(self) -> Sequence[str]:
        """The words of the name, folded, without titles."""
        return bare(self.name)

    @cached_property
    def _whole(self) -> tuple[str, ...]:
        """The words that must stand in a text for it to hold the name, longest first."""
        found = sorted(self.words, key=len, reverse=True)
        return tuple(word for word in found if len(word) > 1) or tuple(found)

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Letters in a row that are found anywhere in a text, each with its kind."""
        joined = "".join(self.words), "".join(reversed(self.words))
        names = {key: NAME for key in joined if len(self.words) > 1 and len(key) >= SHORTEST_KEY}
        return names | {key(how, kind): kind for how, kind in self.reached.items()}

    def found_in(self, text: str, *, here: bool = False) -> str:
        """Return how a text tells of the person, or ''.

        `here`: it stands among records about them, so one word of the name is enough.
        """
        letters = Squeezed(text).letters
        if any(word in letters for word in self._whole) and self._named_in(text):
            return NAME
        for key, kind in self._keys.items():
            if key in letters:
                return kind
        return PART if here and self._partly(letters, text) else ""

    def is_called(self, name: str) -> bool:
        """Return True if a name may be this person's."""
        return may_be(name, self.name)

    def _named_in(self, text: str) -> bool:
        found = words_in(text)
        if len(found) <= LONGEST_NAME and JOINING.isdisjoint(found) and may_be(text, self.name):
            return True
        sizes = range(min(2, len(self.words)), len(self.words) + 2)
        for place, word in enumerate(found):
            if word in self._whole and any(
                may_be(" ".join(window), self.name)
                for size in sizes
                for start in range(max(0, place - size + 1), place + 1)
                if len(window := found[start : start + size]) == size and JOINING.isdisjoint(window)
            ):
                return True
        return False

    def _partly(self, letters: str, text: str) -> bool:
        parts = [word for word in self._whole if len(word) >= SHORTEST_PART and word in letters]
        return bool(parts) and not set(parts).isdisjoint(words_in(text))


def key(reached: str, kind: str) -> str:
    """Return the letters by which an address or number is found in any layout, or ''.

    A phone number counts by its last nine digits, with or without the country.
    """
    letters = Squeezed(reached).letters
    return letters[-9:] if kind == "phone" else letters

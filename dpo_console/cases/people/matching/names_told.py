"""Names of people in a text: whole, in parts, and told from the words that they may be too."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dpo_console.cases.people.matching.names import (
    AFTER_TIME,
    BEFORE_TIME,
    CHILDREN,
    OF_PERSONS,
    TIMES,
    TITLES,
    WORDS,
    bare,
    is_group,
)
from dpo_console.cases.people.matching.squeezed import folded, seen_in, words_in

FEWEST, MOST_BETWEEN = 2, 4
"""The words of a name that is told from others, because one alone is many people's. The most words
that may stand between the first name and the last, as in Tom and Kim Doe.
"""

RUN_TOGETHER = 6
"""The fewest letters of a name that is looked for within one word."""

SHORT = 2
"""The most letters of a name that counts as a word does, such as Al."""

MOST_WORDS = 5_000
"""The most words by which names are asked for: by more, all names are read sooner."""

_WORD = re.compile(r"[^\W_]+")
_BEGIN = re.compile(r"[.!?:;\n\u2022]")
"""A mark before the first word of a sentence or a line."""


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
        if len(words) < FEWEST or is_group(words):
            return False
        if self.any_case and " " in name.strip() and self._is_run_together(words):
            return True
        orders = (words, [words[-1], *words[:-1]])
        return any(
            self._stands(place, order)
            for order in orders
            for place in self._places.get(order[0], ())
        ) or self._stands_apart(words[0], words[-1])

    @cached_property
    def name_words(self) -> frozenset[str] | None:
        """The words of which each name in the text has one at each end, or None for too many.

        They are folded. A name run together with others has its ends within one word. Whoever looks
        a name up by a word of its own must look for TITLES too, which are no part of it.
        """
        if sum(len(piece) ** 2 for piece in self._run_together) > 2 * MOST_WORDS:
            return None
        inner = {
            piece[start:end]
            for piece in self._run_together
            for start in range(len(piece))
            for end in range(start + 1, len(piece) + 1)
        }
        found = inner.union(self._places)
        return frozenset(found) if len(found) <= MOST_WORDS else None

    @property
    def _run_together(self) -> list[str]:
        return self.pieces if self.any_case else []

    def _is_run_together(self, words: Sequence[str]) -> bool:
        """Return True for a name within one word, as in TessFord, but no name of words alone."""
        key = "".join(words)
        long = len(key) >= RUN_TOGETHER and not WORDS.issuperset((words[0], words[-1]))
        return long and any(key in piece for piece in self.pieces)

    def has_surname(self, name: str) -> bool:
        """Return True for the last word of a name with a title, the initial, or of a child."""
        if is_group(bare(name)):
            return False
        first, *_, last = [*bare(name)[:1], *bare(name)]
        for place in self._places.get(last, ()) if first != last else ():
            before, after = self._word_at(place - 1), self._word_at(place + 1)
            near = before in TITLES | {first[:1]} or after in CHILDREN
            if near and (self._capital[place] or self.any_case):
                return True
        return False

    def has_part_of(self, name: str) -> bool:
        """Return True if the first or last word of a name, or its initials, tell a person."""
        words = bare(name)
        if is_group(words):
            return False
        ends = dict.fromkeys((*words[:1], *words[-1:]))
        places = ((end, place) for end in ends for place in self._places.get(end, ()))
        return any(self._is_name(place, words, end) for end, place in places) or (
            len(words) >= FEWEST and self._has_initials(words[0][0], words[-1][0])
        )

    def has_first_name(self, name: str) -> bool:
        """Return True if the first word of a name tells a person, and no other name is there."""
        words = bare(name)
        return not is_group(words) and any(
            self._is_name(place, words, words[0]) and not self._has_more(place)
            for place in self._places.get(words[0], ())
        )

    def _is_name(self, place: int, words: Sequence[str], word: str) -> bool:
        """Return True if a word of the text is that word of a name, and not an ordinary word.

        It has a capital, or is looked for in any case. A name that may be a word has its capital,
        where a name stands, or beside its other part or an initial of it, a title, or a child.
        """
        ordinary = word in WORDS or len(word) <= SHORT
        if not ordinary or not self._capital[place]:
            return self._capital[place] or (self.any_case and not ordinary)
        before, after = self._word_at(place - 1), self._word_at(place + 1)
        others = {one[:length] for one in words if one != word for length in (1, len(one))}
        if before in TITLES | others or after in CHILDREN or (after in others and len(after) > 1):
            return True
        if word in TIMES and (before in BEFORE_TIME | TIMES or after in AFTER_TIME | TIMES):
            return False
        if word in TIMES and (before.isdigit() or after.isdigit()):
            return False
        return not self._begins_sentence(place) or after in OF_PERSONS

    def _has_more(self, place: int) -> bool:
        """Return True if a word is joined to one with a capital, within a sentence."""
        before = place > 0 and self._capital[place - 1] and not self._begins_sentence(place - 1)
        after = place + 1 < len(self._words) and self._capital[place + 1]
        return (before and self._joined(place - 1)) or (after and self._joined(place))

    def _has_initials(self, first: str, last: str) -> bool:
        """Return True for the initials of a name with a full stop between them, such as T.F."""
        return any(
            self._word_at(place + 1) == last and self._between(place).strip() == "."
            for place in self._places.get(first, ())
            if self._capital[place]
        )

    def _word_at(self, place: int) -> str:
        return self._words[place] if 0 <= place < len(self._words) else ""

    def _begins_sentence(self, place: int) -> bool:
        return _BEGIN.search(self._between(place - 1)) is not None if place else True

    def _joined(self, place: int) -> bool:
        """Return True if nothing but a space or a hyphen stands between a word and the next."""
        return self._between(place) in (" ", "-")

    def _between(self, place: int) -> str:
        """Return what stands in the text between a word and the next."""
        return self._seen[self._told[place][2] : self._told[place + 1][1]]

    def _stands(self, place: int, words: list[str]) -> bool:
        """Return True if the words stand there, and the first and the last have a capital.

        A name of words alone, such as Will Grant, always needs its capitals.
        """
        end = place + len(words)
        if self._words[place:end] != words:
            return False
        if self.any_case and not WORDS.issuperset((words[0], words[-1])):
            return True
        return self._capital[place] and self._capital[end - 1]

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
    def _seen(self) -> str:
        """The text, as its reader sees it."""
        if self.text.isascii():
            return self.text
        whole = unicodedata.normalize("NFKC", seen_in(self.text))
        return "".join(c for c in whole if not unicodedata.combining(c))

    @cached_property
    def _told(self) -> list[tuple[str, int, int]]:
        """The words, folded, each with the places in the text where it begins and ends."""
        found = _WORD.finditer(self._seen)
        if self._seen.isascii():
            return [(word[0].casefold(), *word.span()) for word in found]
        return [(word, *piece.span()) for piece in found for word in words_in(piece[0])]

    @cached_property
    def pieces(self) -> list[str]:
        """The text between spaces and marks, without characters that nobody sees."""
        seen = _WORD.findall(folded(seen_in(self.text)))
        return [word for word in seen if len(word) >= RUN_TOGETHER]

    @cached_property
    def _plain(self) -> str:
        """The text, folded: a quick look for the last word of a name."""
        return folded(self.text)

    @cached_property
    def _words(self) -> list[str]:
        return [word for word, _, _ in self._told]

    @cached_property
    def _capital(self) -> list[bool]:
        return [self._seen[start].isupper() for _, start, _ in self._told]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The places of each word."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            found.setdefault(word, []).append(place)
        return found

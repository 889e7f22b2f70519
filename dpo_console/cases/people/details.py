"""Details by which somebody is reached, as a text tells them: compared by letters and digits alone.

Case, accents, spaces, punctuation and line ends make no difference.

The names and details of a case's people are found so in words that must hold none of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from dpo_console.cases.people.names import bare, folded, says, words_in
from dpo_console.errors import BadInput
from dpo_console.store.cases.case_file import CaseFile

POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)

ADDRESS, CODE, EMAIL = "address", "postcode", "e-mail address"
PHONE, BODY = "telephone number", "organisation"
"""The sorts of details."""

TELLING = 5
"""The fewest letters and digits that identify a place: a house number alone matches too much."""

DIGITS = 6
"""The fewest digits of a telephone number."""


SHORTEST = 3
"""The fewest letters of a part of a name that is looked for."""


_WORD = re.compile(r"[^\W_]+")
_CODES = ("00440", "0044", "440", "44", "0")
_DIALLED = re.compile(r"^(?:0044|44)?0?")


@dataclass(frozen=True)
class Squeezed:
    """A text without anything but its letters and digits, folded, which `letters` holds."""

    text: str

    @cached_property
    def letters(self) -> str:
        """The letters and digits in a row."""
        return "".join(word for _, word in self._words)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text of the words from one place among the letters to another."""
        first = max(at for at in self._begins if at <= start)
        last = max(at for at in self._begins if at < end)
        begin, (stop, word) = self._words[self._begins[first]][0], self._words[self._begins[last]]
        return begin, stop + len(word)

    @cached_property
    def edges(self) -> frozenset[int]:
        """The places among the letters at which a word begins or ends."""
        return frozenset(accumulate((len(word) for _, word in self._words), initial=0))

    @cached_property
    def _words(self) -> list[tuple[int, str]]:
        """Each word with its place in the text."""
        return [(word.start(), folded(word[0])) for word in _WORD.finditer(self.text)]

    @cached_property
    def _begins(self) -> dict[int, int]:
        """The number of each word by its place among the letters."""
        lengths = accumulate((len(word) for _, word in self._words), initial=0)
        return {at: number for number, at in zip(range(len(self._words)), lengths, strict=False)}


@dataclass(frozen=True, slots=True)
class Detail:
    """One form of a detail: its letters and digits in a row, and its sort."""

    key: str
    sort: str

    def spans(self, text: Squeezed) -> Iterator[tuple[int, int]]:
        """Yield where a text tells it, as places among the text's letters."""
        letters, start = text.letters, text.letters.find(self.key)
        while start >= 0:
            end = start + len(self.key)
            if end in text.edges and (start in text.edges or self._is_dialled(text, start)):
                yield start, end
            start = letters.find(self.key, start + 1)

    def _is_dialled(self, text: Squeezed, start: int) -> bool:
        """Return True for a telephone number behind +44 or 0, where that begins a word."""
        if self.sort != PHONE:
            return False
        ends = (code for code in _CODES if text.letters.endswith(code, 0, start))
        return any(start - len(code) in text.edges for code in ends)


def tells(text: Squeezed, *found: Detail) -> bool:
    """Return True if a text tells one of these details."""
    return any(True for detail in found for _ in detail.spans(text))


@lru_cache(maxsize=1024)
def details(address: str, email: str, phone: str, organisation: str = "") -> tuple[Detail, ...]:
    """Return every form of a person's details, the longest first."""
    found = {
        **dict.fromkeys(_body(organisation), BODY),
        **dict.fromkeys(_phone(phone), PHONE),
        **dict.fromkeys(map(_key, re.split(r"[\s,;]+", email)), EMAIL),
        **dict.fromkeys(_address(address), ADDRESS),
        **dict.fromkeys(map(_key, POSTCODE.findall(address)), CODE),
    }
    longest_first = sorted((key for key in found if len(key) >= TELLING), key=len, reverse=True)
    return tuple(Detail(key, found[key]) for key in longest_first)


def _key(text: str) -> str:
    return "".join(words_in(text))


def _body(organisation: str) -> Iterator[str]:
    """Yield an organisation of several words. A word alone stands in many letters."""
    if len(words_in(organisation)) > 1:
        yield _key(organisation)


def _phone(phone: str) -> Iterator[str]:
    """Yield the digits of each number without +44 or 0."""
    for one in re.split(r"[/,;\n]|\bor\b", phone):
        digits = _DIALLED.sub("", "".join(filter(str.isdecimal, one)))
        if len(digits) >= DIGITS:
            yield digits


def _address(address: str) -> Iterator[str]:
    """Yield what identifies an address: a number with its street, or a house with its street."""
    parts = [
        words for p in re.split(r"[\n,;]", POSTCODE.sub("", address)) if (words := words_in(p))
    ]
    for words in parts:
        numbers = [place for place, word in enumerate(words) if word[0].isdigit()]
        if numbers and numbers[-1] < len(words) - 1:
            yield "".join(words[numbers[-1] :])  # of Flat 2, 14 Mill Lane, the house
        elif numbers and len(words) > 2:
            yield "".join(words)
    if len(parts) > 1 and not any(c.isdigit() for part in parts[:2] for c in "".join(part)):
        yield "".join((*parts[0], *parts[1]))


def refuse_names(file: CaseFile, words: str, field: str) -> None:
    """Raise BadInput if words that are kept for good name a person of the case."""
    if found := next(_names_in(file, words), ""):
        raise BadInput(
            f"“{found}” is a detail of a person of this case, and these words stay for good. Say "
            "it without.",
            field,
        )


def names_partly(file: CaseFile, words: str) -> bool:
    """Return True if words have a part of a name, or a contact detail, of a person of the case."""
    return any(_names_in(file, words))


def names_fully(file: CaseFile, words: str) -> bool:
    """Return True if words have the whole name, or a contact detail, of a person of the case."""
    names = (name for party in file.parties for name in (party.name, *party.kept_from.split(";")))
    return any(says(words, name) for name in names) or any(_detailed(file, words))


def _names_in(file: CaseFile, words: str) -> Iterator[str]:
    said = set(words_in(words))
    for party in file.parties:
        for name in (party.name, *party.kept_from.split(";")):
            yield from (word for word in bare(name) if len(word) >= SHORTEST and word in said)
    yield from _detailed(file, words)


def _detailed(file: CaseFile, words: str) -> Iterator[str]:
    squeezed = Squeezed(words)
    for party in file.parties:
        for detail in details(party.address, party.email, party.phone):
            for found in detail.spans(squeezed):
                begin, end = squeezed.span(*found)
                yield words[begin:end]

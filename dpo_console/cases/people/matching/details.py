"""The protected details of a person, and the forms in which a text may tell them.

An address is told by its number and street, by its postcode, or whole, in any order and layout.
Its other words alone, and a school's name, may tell it: they are confirmed by an officer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from dpo_console.cases.people.matching.names import is_one_letter_off
from dpo_console.cases.people.matching.squeezed import Squeezed, squeezed, words_in

POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)

MAILBOX = re.compile(r"[^\s@,;:<>()]+@[\w.-]+\w")

ADDRESS, CODE, EMAIL = "address", "postcode", "e-mail address"
PHONE, WORDS = "telephone number", "words"
"""The sorts of details. WORDS alone don't prove that a text tells an address."""

_ALIKE = (
    ("road", "rd"), ("street", "st"), ("avenue", "ave"), ("lane", "ln"), ("close", "cl"),
    ("drive", "dr"), ("court", "ct"), ("place", "pl"), ("gardens", "gdns"), ("square", "sq"),
    ("crescent", "cres"), ("terrace", "ter"), ("grove", "gr"), ("saint", "st"), ("house", "hse"),
    ("row",), ("way",), ("hill",), ("mews",), ("rise",), ("walk",), ("view",), ("end",),
    ("parade",), ("green",), ("yard",), ("park",), ("wharf",), ("quay",), ("crest",), ("croft",),
)  # fmt: skip
_SPELT = {
    word: tuple(dict.fromkeys(w for alike in _ALIKE if word in alike for w in alike))
    for word in {word for alike in _ALIKE for word in alike}
}
"""The spellings of the words that end the name of a street."""

STREETS = frozenset(_SPELT) - {"house", "hse", "place", "pl", "park", "view", "end", "walk", "way"}
"""Words that end the name of a street and seldom anything else."""

UNITS = {"flat", "apartment", "apt", "unit", "room", "suite", "block", "floor", "no", "number"}
"""Words before a number that is a part of a house, folded."""

_ORDINARY = {
    *_SPELT, *UNITS, "the", "and", "care", "north", "south", "east", "west", "upper", "lower",
    "great", "little", "high", "main", "church", "school", "college", "academy", "primary",
    "secondary", "junior", "infant", "nursery", "station", "mill", "farm", "cottage", "lodge",
    "hall", "manor", "centre", "building", "buildings", "town", "village", "city", "county",
    "england", "wales", "united", "kingdom", "britain",
}  # fmt: skip
"""Words of addresses that stand in many letters and tell nobody where a person is."""

_OF_BODIES = {
    "saint", "special", "community", "free", "grammar", "catholic", "trust", "university", "sixth",
    "form", "care", "health", "hospital", "council", "services", "service", "support", "group",
    "insurance", "solicitors", "limited", "company", "bank", "police", "association", "society",
}  # fmt: skip
"""Words of the names of many bodies."""

PLACES = frozenset(_ORDINARY) - {"the", "and", "care"}
"""Words of addresses, folded."""

_BEFORE, _AFTER = ("", "in", "on", "of"), ("", "no", "number", "at")
"""The words that may stand between a number and its street, and between a street and its number."""

_SPELLINGS = 16
"""The most spellings of one street that are looked for."""

TELLING = 5
"""The fewest letters and digits that identify a place: a house number alone matches too much."""

DISTINCT = 4
"""The fewest letters of a single word that is shown to be confirmed."""

SHORT = 5
"""The most letters of a word that counts only where it begins with a capital."""

DISTRICT = 6
"""The fewest letters and digits of a postcode whose first part counts alone."""

MISSPELT = 6
"""The fewest letters of the name of a street that is known with one letter wrong."""

DIGITS = 6
"""The fewest digits of a telephone number."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One form of a protected detail: its letters and digits in a row, and its sort."""

    key: str
    sort: str

    def spans(self, text: Squeezed) -> Iterator[tuple[int, int]]:
        """Yield where a text tells it, as places among the text's letters."""
        for place, end in text.places(self.key):
            start = _dialled(text.letters, place) if self.sort == PHONE else place
            if self._stands_alone(text, start, end) and self._is_name(text, start, end):
                yield start, end

    def _is_name(self, text: Squeezed, start: int, end: int) -> bool:
        """Return False for a short word in small letters, such as long, that only may be a name."""
        if self.sort != WORDS or len(self.key) > SHORT:
            return True
        begin, after = text.span(start, end)
        return not text.text[begin:after].islower()

    def _stands_alone(self, text: Squeezed, start: int, end: int) -> bool:
        """Return True if it isn't a part of a longer word, or of a longer number.

        A postcode is known within other letters too, unless it may be the end of another postcode.
        """
        code, letters = self.sort == CODE, text.letters
        whole_area = code and self.key[1].isalpha()
        begins = start in text.edges or whole_area or _differ(letters[start - 1], self.key[0])
        ends = end in text.edges or code or _differ(self.key[-1], letters[end])
        return begins and ends


@dataclass(frozen=True, slots=True)
class Misspelt(Detail):
    """A house number, of so many characters of the key, with its street as it may be misspelt."""

    number: int

    def spans(self, text: Squeezed) -> Iterator[tuple[int, int]]:
        """Yield where a text has the number with a street that is one letter off."""
        street = self.key[self.number :]
        for start, place in text.places(self.key[: self.number]):
            for end in range(place + len(street) - 1, place + len(street) + 2):
                if {start, end} <= text.edges and is_one_letter_off(
                    street, text.letters[place:end]
                ):
                    yield start, end


def _differ(one: str, other: str) -> bool:
    """Return True for a letter beside a digit: a number ends where letters begin."""
    return one.isdigit() != other.isdigit()


def _dialled(letters: str, start: int) -> int:
    """Return where a number begins that may have +44, 0044 or 0 before it."""
    for prefix in ("00440", "0044", "440", "44", "0"):
        if letters.endswith(prefix, 0, start):
            return start - len(prefix)
    return start


@lru_cache(maxsize=256)
def details(address: str, email: str, phone: str, organisation: str) -> tuple[Detail, ...]:
    """Return every form of a person's details, the longest first."""
    found = {
        **_words(address, organisation),
        **dict.fromkeys(_partly(address, email, phone), WORDS),
        **dict.fromkeys((key for one in _several(phone) for key in _phone(one)), PHONE),
        **dict.fromkeys((key for one in _several(email) for key in _email(one)), EMAIL),
        **dict.fromkeys(_address(address), ADDRESS),
        **dict.fromkeys((k for code in POSTCODE.findall(address) for k in _code(code)), CODE),
    }
    longest_first = sorted(found, key=len, reverse=True)
    return (*(Detail(key, found[key]) for key in longest_first if key), *_misspelt(address))


_BETWEEN = re.compile(r"[/,;\n]|\b(?:or|and)\b", re.IGNORECASE)
"""What stands between two numbers or addresses in one field."""


def _several(field: str) -> tuple[str, ...]:
    """Return a field, and each of several entries in it."""
    return field, *_BETWEEN.split(field)


def _email(email: str) -> Iterator[str]:
    """Yield an e-mail address as it is written, and as it is said: at, dot."""
    name, _, domain = email.partition("@")
    for parts in product(_dotted(name), ("", " at "), _dotted(domain)):
        key = Squeezed("".join(parts)).letters
        if len(key) >= TELLING:
            yield key


def _dotted(part: str) -> tuple[str, str]:
    return part, part.replace(".", " dot ")


def _code(code: str) -> Iterator[str]:
    """Yield a postcode, and how it is mistyped: with the letter O for a nought, or I or L for 1."""
    key = "".join(words_in(code))
    yield from map("".join, islice(product(*(_MISTYPED.get(c, c) for c in key)), _SPELLINGS))


_MISTYPED = {"0": "0o", "1": "1il"}


def _phone(phone: str) -> Iterator[str]:
    """Yield the digits of a number without +44 or 0."""
    digits = "".join(c for word in words_in(phone) for c in word if c.isdigit())
    digits = re.sub(r"^(0044|44)?0?", "", digits)
    if len(digits) >= DIGITS:
        yield digits


def _parts(address: str) -> list[list[str]]:
    """Return the words of each part of an address, without its postcode."""
    split = re.split(r"[\n,;]", POSTCODE.sub(",", address))
    return [words for part in split if (words := words_in(part))]


def _address(address: str) -> Iterator[str]:
    """Yield the forms that identify an address: the whole, and each number with its street."""
    parts = _parts(address)
    yield from _long(squeezed(words_in(address)))
    yield from _long(squeezed([word for part in parts for word in part]))
    for street, number in _houses(parts):
        for spelling in _spellings(street):
            name = squeezed(spelling)
            yield from (k for w in _BEFORE for k in _long(f"{number}{w}{name}"))
            yield from (k for w in _AFTER for k in _long(f"{name}{w}{number}"))
    if len(parts) > 1 and not _numbers(parts[0]) and not _numbers(parts[1]):
        yield from _long(squeezed((*parts[0], *parts[1])))


def _misspelt(address: str) -> Iterator[Misspelt]:
    """Yield each house number with a street that somebody may misspell and still mean."""
    for street, number in _houses(_parts(address)):
        if any(len(word) >= MISSPELT and word not in _ORDINARY for word in street):
            for spelling in _spellings(street):
                yield Misspelt(f"{number}{squeezed(spelling)}", WORDS, len(number))


def _long(key: str) -> Iterator[str]:
    if len(key) >= TELLING and not key.isdigit():
        yield key


def _numbers(words: Sequence[str]) -> bool:
    return any(_is_number(word) for word in words)


def _is_number(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _houses(parts: Sequence[list[str]]) -> Iterator[tuple[list[str], str]]:
    """Yield each house number of an address with its street."""
    for place, part in enumerate(parts):
        yield from _numbered(part, parts[place + 1] if place + 1 < len(parts) else [])


def _numbered(part: Sequence[str], following: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """Yield each house number of a part, with the street that it is a number of.

    A number at the end belongs to the words before it, or else to the next part: Flat 2, Rosewood
    House.
    """
    for place, word in enumerate(part):
        if _is_number(word):
            before = [w for w in part[:place] if w not in UNITS]
            street = list(part[place + 1 :]) or before or list(following)
            if street and not _is_number(street[0]):
                yield _street(street), word


def _street(words: Sequence[str]) -> list[str]:
    """Return the name of a street, without the town behind it on the same line."""
    end = next((place for place, w in enumerate(words) if place and w in _SPELT), None)
    if end is None:
        end = next((n for n, w in enumerate(words) if w not in _ORDINARY), len(words) - 1)
    number = next((n for n, w in enumerate(words) if _is_number(w)), len(words))
    return list(words[: min(end + 1, number)])


def _spellings(street: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return islice(product(*(_SPELT.get(word, (word,)) for word in street)), _SPELLINGS)


def _partly(address: str, email: str, phone: str) -> Iterator[str]:
    """Yield what may tell the rest: the end of a number, the name of an e-mail address, a sector.

    The sector of a postcode is all but its last two letters, and its district all but three. A
    district such as E4 or A1 is a rating, too, so only a longer one counts.
    """
    yield from (key[-DIGITS:] for one in _several(phone) for key in _phone(one))
    names = (Squeezed(one.partition("@")[0]).letters for one in _several(email))
    yield from (name for name in names if len(name) >= DISTINCT)
    codes = ["".join(words_in(code)) for code in POSTCODE.findall(address)]
    yield from (code[:-2] for code in codes)
    yield from (code[:-3] for code in codes if len(code) >= DISTRICT)


def _words(address: str, organisation: str) -> dict[str, str]:
    """Return the forms that may tell an address: a part without its number, or a single word."""
    parts = [[w for w in part if not _is_number(w)] for part in _parts(address)]
    streets = [_street(part) for part in parts if part]
    phrases = [squeezed(p) for p in (*parts, *streets, words_in(organisation)) if len(p) > 1]
    singles = [w for part in parts for w in part if len(w) >= DISTINCT and w not in _ORDINARY]
    organised = [squeezed(words_in(organisation)), *telling_words(organisation)]
    return dict.fromkeys([k for k in (*phrases, *singles, *organised) if len(k) >= DISTINCT], WORDS)


def telling_words(organisation: str) -> Iterator[str]:
    """Yield the words that tell a school or firm from others, together and each."""
    own = [w for w in words_in(organisation) if w not in _ORDINARY | _OF_BODIES]
    yield squeezed(own)
    yield from (word for word in own if len(word) >= DISTINCT)

"""Names of people in the words of a message: who signs it, and whom it is about."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dpo_console.cases.people.matching.name_words import TITLES
from dpo_console.cases.people.matching.names import bare, may_be
from dpo_console.cases.people.same.shown import shows
from dpo_console.toml_file import read_toml

FILE = Path(__file__).parent / "name_words.toml"

MOST_WORDS = 4
"""The most words of a name."""

_PARTICLES = {
    "de", "van", "von", "der", "den", "al", "el", "bin", "ibn", "da", "dos", "la", "le", "di",
}  # fmt: skip
_BESIDES = re.compile(r"\(.*?\)|\[.*?\]|\bvia\b.*$|\bon behalf of\b.*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]|\.(?=[^\W\d_]))*")
_CLOSING = re.compile(
    r"^(?:(?:kind|best|warm|warmest|many|with|yours|your|thank|thanks|regards|sincerely|faithfully"
    r"|cheers|truly|wishes|you|very|much|in|advance|and|&)[\s,.!]*)+$",
    re.IGNORECASE,
)
_CHILD = r"(?:son|daughter|child|boy|girl|grandson|granddaughter|nephew|niece|ward)"
_LEADS = re.compile(
    rf"\b(?:my|our) (?:[\w-]+ ){{0,2}}(?:step|foster )?{_CHILD}(?:['’]s(?: name is)?)?"
    r"(?: is)?(?: called| named)?[,:]? "
    r"|\b(?:parent|mother|father|mum|dad|carer|guardian)s? (?:of|to) (?:your (?:pupil|student),? )?"
    r"|\b(?:our|my) client(?:'s name is)?[,:]? |\bact(?:ing)? (?:for|on behalf of) "
    r"|\b(?:pupil|student|data subject|young person|child)(?:['’]s)?(?: name)? ?[:–-] ?"
    r"|\byour (?:former )?(?:pupil|student),? |\b(?:re|regarding|concerning|about|ref) ?[:–-] ?",
    re.IGNORECASE,
)  # fmt: skip
_SEVERAL = re.compile(
    r"\b(?:my|our) (?:[\w-]+ ){0,2}(?:children|sons|daughters|twins|kids|boys|girls)[,:]? ",
    re.IGNORECASE,
)
_BORN = re.compile(r"\s*[,(–-]*\s*\(?(?:dob|d\.o\.b|date of birth|born)\b", re.IGNORECASE)
_SELF = re.compile(
    r"\b(?:about|on|concerning) (?:me|myself)\b|\bmy (?:own )?(?:personal )?(?:data|information"
    r"|records?|file|personnel|hr|staff|exam|details|photo)\b",
    re.IGNORECASE,
)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(read_toml(FILE).texts(key))


def _not_names() -> frozenset[str]:
    return _words("no_names")


def _ends() -> frozenset[str]:
    return _words("ends")


def person(said: str) -> str:
    """Return a person's name as people write it, from a display name or a line, or ''."""
    plain = _BESIDES.sub(" ", said)
    last, comma, first = plain.partition(",")
    if comma and "," not in first and len(last.split()) <= 2 and 0 < len(first.split()) <= 2:
        plain = f"{first} {last}"
    words = plain.strip(" '\"-,.*").split()
    while len(words) > 2 and words[0].rstrip(".").casefold() in TITLES:
        words = words[1:]
    if not 1 < len(words) <= MOST_WORDS or not all(map(_may_name, words)):
        return ""
    return "" if shows(" ".join(words), " ".join(words)) else " ".join(words)


def _may_name(word: str) -> bool:
    plain = word.rstrip(".").casefold()
    return bool(_WORD.fullmatch(word.rstrip("."))) and plain not in _not_names()


def signed(words: str) -> str:
    """Return the full name that stands below a closing such as “Kind regards”, or ''."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    for place, line in enumerate(lines):
        if _CLOSING.match(line):
            for below in lines[place + 1 : place + 3]:
                if name := _capital(person(below)):
                    return name
    return _capital(person(lines[-1])) if lines and len(lines[-1]) < 40 else ""


def _capital(name: str) -> str:
    """Return a name if each of its words but particles has a capital, or ''."""
    words = (word for word in name.split() if word.casefold() not in _PARTICLES)
    return name if all(word[0].isupper() for word in words) else ""


def named_in(words: str) -> tuple[str, ...]:
    """Return the people whom words are about, by such words as “my son Tom Doe”.

    A name of one word is there too, so the caller can tell that a surname is missing.
    """
    text = " ".join(words.split())
    found = [_name_at(text, match.end()) for match in _LEADS.finditer(text)]
    found += [_name_before(text, match.start()) for match in _BORN.finditer(text)]
    for match in _SEVERAL.finditer(text):
        found += _list_at(text, match.end())
    return together(name for name in found if name)


def together(names: Iterable[str]) -> tuple[str, ...]:
    """Return each person once, under their longest name."""
    found: list[str] = []
    for name in sorted(names, key=lambda one: -len(one.split())):
        words = set(bare(name))
        if words and not any(may_be(name, other) or words <= set(bare(other)) for other in found):
            found.append(name)
    return tuple(found)


def _list_at(text: str, place: int) -> Iterator[str]:
    """Yield the names of a list such as “Tom Doe, Ann Doe and Ben Doe”."""
    for _ in range(6):
        name = _name_at(text, place)
        if not name:
            return
        yield name
        place = text.index(name, place) + len(name)
        more = re.match(r",? (?:and |& )|, ", text[place:])
        if not more:
            return
        place += more.end()


def _name_at(text: str, place: int) -> str:
    """Return the name that begins at a place, or ''."""
    kept: list[str] = []
    while len(kept) < MOST_WORDS and (match := _WORD.match(text, place)):
        word = match[0]
        if word.casefold() in TITLES and not kept:
            place = match.end() + (text[match.end() : match.end() + 1] == ".")
        elif word.casefold() in _PARTICLES and kept:
            kept.append(word)
            place = match.end()
        elif word[0].isupper() and word.casefold() not in _ends() and _may_name(word):
            kept.append(re.sub(r"['’]s?$", "", word))
            place = match.end()
            if kept[-1] != word:
                break
        else:
            break
        if text[place : place + 1] != " ":
            break
        place += 1
    while kept and kept[-1].casefold() in _PARTICLES:
        kept.pop()
    return " ".join(kept)


def _name_before(text: str, place: int) -> str:
    """Return the name that ends at a place, or ''."""
    kept: list[str] = []
    for word in reversed(text[max(0, place - 80) : place].split(" ")):
        good = _WORD.fullmatch(word) and (word[0].isupper() or word.casefold() in _PARTICLES)
        if not good or word.casefold() in _ends() | TITLES or len(kept) == MOST_WORDS:
            break
        kept.insert(0, word)
    return " ".join(kept) if len(kept) > 1 else ""


def is_about_self(words: str) -> bool:
    """Return True if words ask for the writer's own data."""
    return bool(_SELF.search(" ".join(words.split())))

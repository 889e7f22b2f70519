"""Names of people in the words of a message: who signs it, and whom it is about."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dpo_console.cases.people.matching.names import TITLES, bare, may_be
from dpo_console.cases.people.same.shown import shows
from dpo_console.toml_file import read_toml

FILE = Path(__file__).parent / "name_words.toml"

MOST_WORDS = 4
"""The most words of a name."""

WRAPPED = 50
"""The fewest characters of a line that a mail program wrapped."""

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
    r"|\byour (?:former )?(?:pupil|student),? "
    r"|\b(?:ctf|transfer file|(?:educational|pupil|curricular) record)s? (?:for|of) ",
    re.IGNORECASE,
)  # fmt: skip
_BARE_LEAD = re.compile(r"\b(?:pupil|student|former pupil|former student) (?=[A-Z])")
"""Words before a whole name, as in “on pupil Tom Doe”. One name may be a word: “Pupil Premium”."""

_SEVERAL = re.compile(
    r"\b(?:my|our) (?:[\w-]+ ){0,2}(?:children|sons|daughters|twins|kids|boys|girls)[,:]? ",
    re.IGNORECASE,
)
_FURTHER = re.compile(rf",? (?:and |& )(?:(?:my|our) (?:[\w-]+ ){{0,2}}{_CHILD},? )?|, ")
_BORN = re.compile(
    r"\s{0,2}[,(–-]{0,2}\s{0,2}\(?(?:dob|d\.o\.b|date of birth|born)\b", re.IGNORECASE
)
_SELF = re.compile(
    r"\b(?:about|on|concerning) (?:me|myself)\b|\bmy (?:own )?(?:personal )?(?:data|information"
    r"|records?|file|personnel|hr|staff|exam|details|photo)\b",
    re.IGNORECASE,
)


@cache
def _words(key: str) -> frozenset[str]:
    """Return one list of the file: `no_names`, `ends` or `after`."""
    return frozenset(read_toml(FILE).texts(key))


def person(said: str) -> str:
    """Return a person's name as people write it, from a display name or a line, or ''."""
    plain = re.split(r" [-–—|/] ", _BESIDES.sub(" ", said).strip())[0]
    last, comma, first = plain.partition(",")
    if comma and "," not in first and len(last.split()) <= 2 and 0 < len(first.split()) <= 2:
        plain = f"{first} {last}"
    words = [word for word in plain.strip(" '\"-,.*").split() if not re.search(r"\d", word)]
    while len(words) > 2 and words[0].rstrip(".").casefold() in TITLES:
        words = words[1:]
    while len(words) > 2 and words[-1].strip(".,").casefold() in _words("after"):
        words = words[:-1]
    if not 1 < len(words) <= MOST_WORDS or not all(map(_may_name, words)):
        return ""
    if len(bare(" ".join(words))) < 2:
        return ""
    return "" if shows(" ".join(words), " ".join(words)) else " ".join(words)


def _may_name(word: str) -> bool:
    plain = word.rstrip(".").casefold()
    return bool(_WORD.fullmatch(word.rstrip("."))) and plain not in _words("no_names")


def signed(words: str) -> str:
    """Return the full name that stands below a closing such as “Kind regards”, or ''."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    for place, line in enumerate(lines):
        if _CLOSING.match(line):
            for below in lines[place + 1 : place + 3]:
                if name := _capital(person(below)):
                    return name
    return ""


def _capital(name: str) -> str:
    """Return a name if each of its words but particles has a capital, or ''."""
    words = (word for word in name.split() if word.casefold() not in _PARTICLES)
    return name if all(word[0].isupper() for word in words) else ""


class Named(NamedTuple):
    """The people whom words are about. `together`: they stand in one list, or are one person.

    A name of one word is there too, so it can be told that a surname is missing.
    """

    names: tuple[str, ...]
    together: bool


def named_in(words: str) -> Named:
    """Return the people whom words are about, by such words as “my son Tom Doe”."""
    text = flowed(words)
    leads = sorted({match.end() for lead in (_LEADS, _SEVERAL) for match in lead.finditer(text)})
    groups = [each_once(_list_at(text, place)) for place in leads]
    bare_leads = (each_once(_list_at(text, match.end())) for match in _BARE_LEAD.finditer(text))
    groups += [names for names in bare_leads if all(" " in name for name in names)]
    groups += [(name,) for match in _BORN.finditer(text)
               if (name := _name_before(text, match.start()))]  # fmt: skip
    names = each_once(name for group in groups for name in group)
    return Named(names, any(len(each_once((*names, *group))) == len(group) for group in groups))


def flowed(words: str) -> str:
    """Return words as sentences: a line that was wrapped goes on, and any other ends with a dot."""
    lines = [" ".join(line.split()) for line in words.split("\n")]
    ends = [" " if len(line) >= WRAPPED and after else " . "
            for line, after in zip(lines, [*lines[1:], ""], strict=True)]  # fmt: skip
    return "".join(f"{line}{end}" for line, end in zip(lines, ends, strict=True))


def each_once(names: Iterable[str]) -> tuple[str, ...]:
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
        more = _FURTHER.match(text, place)
        if not more:
            return
        place = more.end()


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
        elif word[0].isupper() and word.casefold() not in _words("ends") and _may_name(word):
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
        if not good or word.casefold() in _words("ends") | TITLES or len(kept) == MOST_WORDS:
            break
        kept.insert(0, word)
    return " ".join(kept) if len(kept) > 1 else ""


def is_about_self(words: str) -> bool:
    """Return True if words ask for the writer's own data."""
    return bool(_SELF.search(" ".join(words.split())))

"""The lawful bases and conditions, from lawful_bases.toml, and those that a text names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath

from dpo_console.errors import BadInput
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Name, Words
from dpo_console.toml_reader import read

FILE = FilePath(__file__).parent / "lawful_bases.toml"


@dataclass(frozen=True, slots=True)
class LawfulBasis:
    """A basis of UK GDPR Art 6(1).

    `not_for` are the types of school that can't rely on it for their tasks, under the law of
    `why_not`. `words` name it in a text that cites no article. `told` says it to a family or pupil.
    """

    slug: Name
    article: Words
    title: Words
    told: Words
    words: tuple[str, ...]
    not_for: tuple[str, ...] = ()
    why_not: Words = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that doesn't stand without another."""
        if bool(self.not_for) != bool(self.why_not):
            yield "why_not", "and not_for go together: say both, or neither."


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of UK GDPR Art 9(2).

    `schedule` is the part of DPA 2018 Sch 1 that must supply a condition too, or '' (s.10(2)-(3)).
    """

    slug: Name
    article: Words
    title: Words
    schedule: str


@dataclass(frozen=True, slots=True)
class LawfulBases:
    """Both lists, in the order of the file."""

    bases: Mapping[str, LawfulBasis]
    conditions: Mapping[str, Condition]


@cache
def lawful_bases(file: FilePath = FILE) -> LawfulBases:
    """Return the bases and conditions. Raises BadFile naming the key."""
    return read(LawfulBases, read_toml(file))


_DENIED = r"(?P<denied>\b(?:not|no|nor|never|without|instead of|rather than)\s+(?:\w+\s+){0,2})?"
_POINTS = r"\s*((?:[\s,/&]|and\b|or\b|\((?:ea|[a-j])\))+)"
_ARTICLE = {
    article: re.compile(rf"{_DENIED}(?:(?:uk gdpr\s+)?art(?:icle)?\.?\s*)?\b{number}{_POINTS}")
    for article, number in (("6(1)", r"6\s*\(\s*1\s*\)"), ("9(2)", r"9\s*\(\s*2\s*\)"))
}
_POINT = re.compile(r"\((ea|[a-j])\)")
_LOOSE = re.compile(r"\b([69])\s*[.(]\s*([12])\s*\)?\s*[.(]?\s*(ea|[a-j])(?![\w-])\)?")
_SCHEDULE_1 = re.compile(r"\bsch(?:edule)?\.?\s*1\b")
_ARTICLE_10 = re.compile(r"\bart(?:icle)?s?\.?\s*(?:9\s*(?:and|,|/|&|-)\s*)?10\b")


def plain(text: str) -> str:
    """Return text ready for a search for law: small letters, and single spaces.

    A long run of spaces would be tried in every split between two patterns.
    """
    return " ".join(text.casefold().split())


def _cited(article: str, text: str) -> set[str]:
    """Return the points of an article that a text relies on: both of `Art 6(1)(c), (e)`."""
    found: set[str] = set()
    exact = _LOOSE.sub(r"\1(\2)(\3)", plain(text))  # people also write 6.1.f and 6(1)f
    for match in _ARTICLE[article].finditer(exact):
        if not match["denied"]:
            found |= {f"{article}({point})" for point in _POINT.findall(match[0])}
    return found


def bases_named(text: str) -> tuple[LawfulBasis, ...]:
    """Return the bases that a text relies on: those it cites, or else those it names.

    A named basis that some schools can't rely on counts even beside a citation.
    """
    cited, named = _cited("6(1)", text), _in_words(text)
    return tuple(
        basis
        for basis in lawful_bases().bases.values()
        if basis.article in cited or (basis in named and (basis.not_for or not cited))
    )


def _in_words(text: str) -> list[LawfulBasis]:
    """Return the bases whose words appear and aren't denied. Each word counts for one only."""
    left, found = plain(text), []
    for basis in lawful_bases().bases.values():
        said = f"{_DENIED}(?:{'|'.join(map(re.escape, basis.words))})"
        if any(not match["denied"] for match in re.finditer(said, left)):
            found.append(basis)
        left = re.sub(said, "", left)
    return found


def conditions_named(text: str) -> tuple[Condition, ...]:
    """Return the conditions of Art 9(2) that a text relies on."""
    cited = _cited("9(2)", text)
    return tuple(c for c in lawful_bases().conditions.values() if c.article in cited)


def rests_on_consent(basis: str, condition: str) -> bool:
    """Return True if a basis or a condition, in words, is consent."""
    bases = {one.slug for one in bases_named(basis)}
    explicit = {one.slug for one in conditions_named(f"{condition} {basis}")}
    return "consent" in bases or "explicit-consent" in explicit


def understood(text: str, school_type: str) -> str:
    """Return the lawful basis in a text, in a few words, or ''.

    Raises BadInput if this type of school can't rely on it for its tasks.
    """
    bases = bases_named(text)
    for basis in bases:
        if school_type in basis.not_for:
            raise BadInput(f"{basis.title}: not for a state school's tasks ({basis.why_not}).")
    return ", ".join(f"{basis.title}, Art {basis.article}" for basis in bases)


def names_schedule_1(text: str) -> bool:
    """Return True if a text names a condition of DPA 2018 Sch 1, such as `Sch 1 para 18`."""
    return bool(_SCHEDULE_1.search(plain(text)))


def names_article_10(text: str) -> bool:
    """Return True if a text names UK GDPR Art 10, which criminal offence data need."""
    return bool(_ARTICLE_10.search(plain(text)))

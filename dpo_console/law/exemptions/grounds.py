"""Grounds for refusing, as officers cite them: each is one that the law has for the request."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from dpo_console.law.exemptions.exemptions import exemptions, exemptions_for
from dpo_console.toml_file import read_toml

FILE = Path(__file__).parent / "grounds.toml"

_ONE = r"[0-9]+(?:\([0-9a-z]+\))*"
_SEVERAL = rf"(?P<listed>{_ONE}(?:\s*(?:,|-|–|to|and|&|or)\s*{_ONE})*)"
_PARAGRAPH = rf"para(?:graph)?s?\.?\s*{_SEVERAL}"
_PART = r"(?:p(?:ar)?t\.?\s*[0-9]\D{1,20}?)?"

_LISTS = (
    (re.compile(rf"sch(?:edule)?\.?\s*(?P<of>[0-9])\D{{1,20}}?{_PART}{_PARAGRAPH}"), "sch"),
    (re.compile(rf"{_PARAGRAPH}\D{{1,20}}?{_PART}sch(?:edule)?\.?\s*(?P<of>[0-9])"), "sch"),
    (re.compile(rf"(?:\bsections?|\bss?)\.?\s*{_SEVERAL}"), "s"),
)
"""The ways in which paragraphs and sections are cited: one, or several at once."""

_SHAPES = (
    (re.compile(r"(?:\bregulation|\breg)\.?\s*([0-9]+)((?:\([0-9a-g]\))*)"), "reg"),
    (re.compile(r"(?:\barticle|\bart)\.?\s*([0-9]+)(\([0-9]\))"), "art"),
)
"""The ways in which regulations and articles are cited."""


def citations(words: str) -> Iterator[str]:
    """Yield the provisions that words cite, each in one spelling, such as `sch 2 16`."""
    said = words.casefold()
    for shape, what in _LISTS:
        for found in shape.finditer(said):
            of = found.groupdict().get("of", "")
            for number in re.findall(r"[0-9]+", re.sub(r"\([0-9a-z]+\)", "", found["listed"])):
                yield " ".join(filter(None, (what, of, number)))
    for shape, what in _SHAPES:
        for found in shape.finditer(said):
            yield " ".join((what, *filter(None, found.groups())))


def is_ground(words: str, kind: str) -> bool:
    """Return True if words cite a ground that the law has for this kind of request.

    The slug of an exemption counts as its citation.
    """
    exemption = exemptions().get(words.strip().casefold())
    if exemption:
        return kind in exemption.kinds
    cited = tuple(citations(words))
    return any(c == known or c.startswith(f"{known} ") for known in _known(kind) for c in cited)


@cache
def _besides() -> Mapping[str, tuple[str, ...]]:
    """Return the grounds besides exemptions, by law of access or kind. Raises BadFile."""
    table = read_toml(FILE)
    return {of: table.texts(of) for of in table.names()}


@cache
def _known(kind: str) -> frozenset[str]:
    """Return what may be cited against a kind of request."""
    found = exemptions_for(kind)
    regimes = {e.regime for e in found}
    besides = (law for of in (*regimes, kind) for law in _besides().get(of, ()))
    return frozenset(c for law in (*(e.law for e in found), *besides) for c in citations(law))

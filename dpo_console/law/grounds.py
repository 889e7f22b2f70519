"""Grounds for refusing, as officers cite them: each is one that the law has for the request."""

import re
from collections.abc import Iterator
from functools import cache

from dpo_console.law.exemptions import exemptions, exemptions_for

BESIDES = {
    "UK GDPR Art 12(5)": ("access",),
    "FOIA 2000 s.12": ("foi",),
    "FOIA 2000 s.14": ("foi",),
    "EIR 2004 reg 13": ("eir",),
}
"""Grounds that let us refuse a whole request and are no exemptions, with their laws of access."""

_SHAPES = (
    (re.compile(r"sch(?:edule)?\.?\s*([0-9])\D{1,20}?para(?:graph)?s?\.?\s*([0-9]+)"), "sch"),
    (re.compile(r"(?:\bsection|\bs)\.?\s*([0-9]+)"), "s"),
    (re.compile(r"(?:\bregulation|\breg)\.?\s*([0-9]+)((?:\([0-9a-g]\))*)"), "reg"),
    (re.compile(r"(?:\barticle|\bart)\.?\s*([0-9]+)(\([0-9]\))"), "art"),
)
"""The ways in which a provision is cited, and what each cites."""


def citations(words: str) -> Iterator[str]:
    """Yield the provisions that words cite, each in one spelling, such as `sch 2 16`."""
    said = words.casefold()
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
    return not _known(kind).isdisjoint(citations(words))


@cache
def _known(kind: str) -> frozenset[str]:
    """Return what may be cited against a kind of request."""
    found = exemptions_for(kind)
    regimes = {e.regime for e in found}
    besides = [law for law, of in BESIDES.items() if regimes & {*of}]
    return frozenset(c for law in (*(e.law for e in found), *besides) for c in citations(law))

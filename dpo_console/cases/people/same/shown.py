"""The kinds of requester that the name of an organisation shows, such as a court or an insurer.

ICO Data Sharing Code: an impostor claims the standing of somebody else.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dpo_console.approval.requesters import RequesterKind, requester_kind, requester_kinds
from dpo_console.cases.people.matching.squeezed import words_in

Shown = tuple[str, frozenset[str]]
"""The words that show something, and the kinds of requester that they show."""


class _Known(NamedTuple):
    """Words that show kinds of requester, and how they stand in a text that is searched."""

    words: str
    key: str
    kinds: frozenset[str]


def contradicts(kind: str, name: str, organisation: str) -> Shown | None:
    """Return the first words that show another kind of requester than the one recorded, or None.

    `name` is the requester's own. A surname such as Law or Court shows nothing, so in a name only
    certain words count.
    """
    recorded = requester_kind(kind)
    allowed = {kind, *recorded.may_name}
    certain = [*_shown(name, _named()), *_shown(organisation, _named())]
    likely = list(_shown(organisation, _likely()))
    fits = any(kind in kinds for _, kinds in (*certain, *likely))
    for words, kinds in (*certain, *likely):
        sure = (words, kinds) in certain and all(requester_kind(k).private for k in kinds)
        if not kinds & allowed and (sure or not fits):
            return words, kinds
    return None


def shows(name: str, organisation: str) -> frozenset[str]:
    """Return the kinds of requester that a name or an organisation shows."""
    found = (*_shown(name, _named()), *_shown(organisation, _likely()))
    return frozenset(kind for _, kinds in found for kind in kinds)


def _shown(text: str, known: Sequence[_Known]) -> Iterator[Shown]:
    """Yield the known words in a text, the longest first. A word counts once.

    A long word counts within another too, as in KeelInsurance.
    """
    left = f" {' '.join(words_in(_plain(text)))} ".translate(_ALIKE)
    for one in known:
        if one.key in left:
            left = left.replace(one.key, " | ")
            yield one.words, one.kinds


def _plain(text: str) -> str:
    """Return a text without apostrophes: magistrates' and magistrates are one word."""
    return text.replace("'", "").replace("’", "")


LONG = 9
"""The fewest letters of a word that counts within another."""

_ALIKE = str.maketrans("l1|", "ii ")
"""Letters that look alike: Insurance may be written with a small l."""


@cache
def _named() -> Sequence[_Known]:
    return _longest_first(lambda kind: kind.named)


@cache
def _likely() -> Sequence[_Known]:
    return _longest_first(lambda kind: (*kind.named, *kind.hinted))


def _longest_first(words_of: Callable[[RequesterKind], tuple[str, ...]]) -> Sequence[_Known]:
    """Return the words that show kinds of requester, the longest first."""
    found: dict[str, set[str]] = {}
    for kind in requester_kinds().values():
        for phrase in words_of(kind):
            found.setdefault(" ".join(phrase.split()), set()).add(kind.slug)
    longest_first = sorted(found.items(), key=lambda one: (-one[0].count(" "), -len(one[0])))
    return [_Known(words, _key(words), frozenset(kinds)) for words, kinds in longest_first]


def _key(words: str) -> str:
    key = words.translate(_ALIKE)
    return key if " " not in words and len(key) >= LONG else f" {key} "

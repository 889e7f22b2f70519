"""Ratings that say less than the school's own list does about the same data. Pure.

“E6: full child protection file with names” is neither of low sensitivity nor about many pupils.
"""

import re
from collections.abc import Mapping
from functools import cache

from dpo_console.approval.data_items import DataItem, ListedItem
from dpo_console.text import fold

TELLING_SENSITIVITIES, TELLING_RISK = ("A", "B"), 2
"""The ratings of data that an item's own words give away: A and B, or a risk of 1 or 2."""

_WORD = re.compile(r"\w+")


def underrated(item: ListedItem, catalogue: Mapping[str, DataItem]) -> DataItem | None:
    """Return the entry of the school's list that an item is rated below, or None.

    An item of the list may be rated lower if less of it is given. Free words are compared with the
    telling entries that they name: those of an item on no list, and those after one of the list.
    """
    words = item.words
    if item.slug in catalogue:
        kind = catalogue[item.slug]
        risk = kind.less_risk if item.instead else kind.risk
        if item.risk > risk or (not item.instead and item.sensitivity > kind.sensitivity):
            return kind
        words = "" if item.instead in kind.less else item.instead
    named = (kind for kind in telling(words, catalogue) if kind.slug != item.slug)
    above = [k for k in named if item.risk > k.risk or item.sensitivity > k.sensitivity]
    return min(above, key=lambda kind: (kind.sensitivity, kind.risk), default=None)


def unrated(item: ListedItem, catalogue: Mapping[str, DataItem]) -> DataItem | None:
    """Return the entry whose rating an item has, though free words say what is given of it.

    Lesser versions of the school's own list have that rating. Other words may say anything.
    """
    kind = catalogue.get(item.slug)
    if kind is None or not item.instead or item.instead in kind.less:
        return None
    kept = (item.sensitivity, item.risk) == (kind.sensitivity, kind.less_risk)
    return kind if kept else None


def telling(words: str, catalogue: Mapping[str, DataItem]) -> list[DataItem]:
    """Return the telling entries of the school's list that words name."""
    said = _plain(words)
    return [kind for kind in catalogue.values() if _is_telling(kind) and _names(said, kind)]


def _is_telling(kind: DataItem) -> bool:
    return kind.sensitivity in TELLING_SENSITIVITIES or kind.risk <= TELLING_RISK


def _names(words: str, kind: DataItem) -> bool:
    """Return True if plain words name an entry: its title or another name, word for word."""
    return any(name in words for name in _names_of(kind))


@cache
def _names_of(kind: DataItem) -> tuple[str, ...]:
    return tuple(map(_plain, (kind.title, *kind.also)))


def _plain(said: str) -> str:
    return f" {' '.join(_WORD.findall(fold(said)))} "

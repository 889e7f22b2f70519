"""Checklist answers drafted from the list of items."""

from collections.abc import Mapping, Sequence

from dpo_console.approval.data_items import DataItem, ListedItem
from dpo_console.cases.sharing.rows import Scope
from dpo_console.cases.sharing.scope_items import catalogue, highest
from dpo_console.config import Settings
from dpo_console.sentences import first_upper


def known_answers(settings: Settings, scope: Scope) -> dict[str, str]:
    """Return draft evidence by criterion, from the list of items, for the officer to add to."""
    if not scope.listed:
        return {}
    given = [item for item in scope.listed if item.given]
    return {
        "sensitivity.items": _sentence("Listed", [item.words for item in given]),
        "sensitivity.order-scope": _order(scope.listed),
        "sensitivity.special": _marked(settings, given),
        "sensitivity.minimum": _minimum(scope.listed),
        "sensitivity.rating": _rating(given),
    }


def _sentence(head: str, words: Sequence[str]) -> str:
    return f"{head}: {'; '.join(words)}." if words else ""


def _order(items: Sequence[ListedItem]) -> str:
    named = _sentence("Named in it", [i.title for i in items if i.ordered])
    left = _sentence("Left out", [i.title for i in items if not i.given])
    return " ".join(part for part in (named, left) if part)


def _minimum(items: Sequence[ListedItem]) -> str:
    less = _sentence("Less is given", [i.words for i in items if i.given and i.instead])
    kept_back = _sentence("Withheld", [i.title for i in items if not i.given])
    return " ".join(part for part in (less, kept_back) if part)


def _rating(given: Sequence[ListedItem]) -> str:
    found = highest(given)
    return f"The highest: sensitivity {found[0]}, identification risk {found[1]}." if found else ""


def _marked(settings: Settings, given: Sequence[ListedItem]) -> str:
    """Return each mark with the items that bear it, or a sentence that none does."""
    marked: dict[str, list[str]] = {}
    items = catalogue(settings)
    for item in given:
        for mark in _marks(items, item):
            marked.setdefault(mark, []).append(item.title)
    found = "; ".join(f"{mark}: {', '.join(titles)}" for mark, titles in marked.items())
    return f"{first_upper(found)}." if found else "None of the listed items is of these kinds."


def _marks(items: Mapping[str, DataItem], item: ListedItem) -> tuple[str, ...]:
    kind = items.get(item.slug)
    if kind is None:
        return ()
    law = [("special category", kind.special), ("criminal offences", kind.criminal)]
    return (*(words for words, holds in law if holds), *kind.marks)

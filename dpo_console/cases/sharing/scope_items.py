"""Data items that a third party asks for: the list of a case, in words and as it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from dpo_console.approval import data_items
from dpo_console.approval.data_items import SENSITIVITIES, DataItem, ListedItem
from dpo_console.approval.model import Path
from dpo_console.cases.sharing.rows import Scope
from dpo_console.config import Settings
from dpo_console.config.settings.sharing import Sharing
from dpo_console.errors import BadInput
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ScopeRow
from dpo_console.text import clean_line, required

EVERYTHING = "all"
"""The word for every item, when removing, withholding or giving items."""


def catalogue(settings: Settings) -> Mapping[str, DataItem]:
    """Return the data items of this office by slug, with no risk beyond the office's scale."""
    return _catalogue(settings.sharing)


@cache
def _catalogue(sharing: Sharing) -> Mapping[str, DataItem]:
    def within(item: DataItem) -> DataItem:
        risk, less = min(item.risk, sharing.risks), min(item.less_risk, sharing.risks)
        return replace(item, risk=risk, less_risk=less)

    items = data_items.catalogue(sharing.items)
    return MappingProxyType({slug: within(item) for slug, item in items.items()})


def listed_of(file: CaseFile) -> tuple[ListedItem, ...]:
    """Return the items a case lists, in their order."""
    return tuple(
        ListedItem(i.slug, i.title, i.sensitivity, i.risk, i.instead, i.given, i.ordered)
        for i in file.scope_items
    )


def listed_words(items: Sequence[ListedItem]) -> str:
    """Return the list in words, marking the items withheld."""
    return "; ".join(f"{i.words}{'' if i.given else ' (withheld)'}" for i in items)


def given_words(file: CaseFile, *, plainly: bool = False) -> str:
    """Return the data to be given, in words: the free text, then a line for each item.

    `plainly`: a lesser item doesn't name the one that it stands for.
    """
    items = listed_of(file)
    if plainly:
        items = tuple(replace(i, title=i.instead or i.title, instead="") for i in items)
    return words_given(file.scope.items if file.scope else "", items)


def words_given(free: str, items: Sequence[ListedItem]) -> str:
    """Return the data to be given from free text and a list, as lines of words."""
    return "\n".join([*([free] if free else []), *(i.words for i in items if i.given)])


def ways(settings: Settings, item: ListedItem) -> tuple[str, ...]:
    """Return the lesser versions of an item that would do, the best first."""
    kind = catalogue(settings).get(item.slug)
    return kind.less if kind else ()


def whole(settings: Settings, item: ListedItem) -> ListedItem:
    """Return the item given whole."""
    return _given_as(settings, item, "")


def less(settings: Settings, item: ListedItem) -> ListedItem:
    """Return the item given in the next of its lesser versions."""
    known = ways(settings, item)
    following = known.index(item.instead) + 1 if item.instead in known else 0
    return _given_as(settings, item, known[following % len(known)])


def _given_as(settings: Settings, item: ListedItem, instead: str) -> ListedItem:
    """Return the item given in this version. A risk that the officer assessed stays."""
    kind = catalogue(settings).get(item.slug)
    risk = item.risk
    if kind and risk == (kind.less_risk if item.instead else kind.risk):
        risk = kind.less_risk if instead else kind.risk
    return replace(item, instead=instead, risk=risk, given=True)


def number_of_pupils(typed: str) -> int | None:
    """Return the number of pupils typed, or None for an empty text. Raises BadInput."""
    digits = typed.strip().replace(",", "")
    if digits and not (digits.isdecimal() and digits.isascii()):
        said = f"{typed!r} is not a number. Write how many pupils, such as 60."
        raise BadInput(said, "pupils")
    return int(digits) if digits else None


def cohort_words(scope: Scope | ScopeRow) -> str:
    """Return whose data it is, in words: the pupils, their number and the years."""
    count = f"{scope.pupils:,} pupils" if scope.pupils and scope.pupils > 1 else ""
    if scope.pupils == 1 and not scope.cohort:
        count = "1 pupil"
    return ", ".join(part for part in (scope.cohort, count, scope.years) if part)


def highest(items: Sequence[ListedItem]) -> tuple[str, int] | None:
    """Return the highest sensitivity and identification risk of the items to be given."""
    given = [item for item in items if item.given]
    if not given:
        return None
    return min(i.sensitivity for i in given), min(i.risk for i in given)


def changed(
    settings: Settings,
    items: Sequence[ListedItem],
    *,
    drop: Sequence[str] = (),
    add: Sequence[str] = (),
    ordered: Sequence[str] = (),
    keep_back: Sequence[str] = (),
    give: Sequence[str] = (),
) -> tuple[ListedItem, ...]:
    """Return the list with items removed, added, named in the order, withheld or given.

    An added item gives slug, lesser version and rating as data_items.listed reads them. The other
    lists name an item by slug, title or its former number, or say `all`. Raises BadInput.
    """
    found = {item.key: item for item in items}
    numbers = {str(number): key for number, key in enumerate(found, 1)}
    drop, keep_back, give = (
        [numbers.get(name, name) for name in names] for names in (drop, keep_back, give)
    )
    for key in _keys(found, drop):
        del found[key]
    for wanted, named in [*((w, False) for w in add), *((w, True) for w in ordered)]:
        _add(settings, found, wanted, named)
    for keys, given in ((keep_back, False), (give, True)):
        for key in _keys(found, keys):
            found[key] = replace(found[key], given=given)
    return tuple(found.values())


def words_rated(scope: Scope, rating: str) -> Scope:
    """Return the scope with each line of its words as an item of that rating, such as B2.

    Under an order the words are what it names. Raises BadInput for no words or no rating.
    """
    if not scope.items.strip():
        raise BadInput("a rating needs words here. A listed item has its own rating.", "items")
    ordered = scope.path == Path.COMPELLED
    lines = (line for line in scope.items.splitlines() if line.strip())
    rated = (data_items.rated_words(line, rating, ordered=ordered) for line in lines)
    return replace(scope, items="", listed=(*scope.listed, *rated))


def _add(settings: Settings, found: dict[str, ListedItem], wanted: str, ordered: bool) -> None:
    """Add an item to the list, or change the one already there."""
    if wanted in found and ordered:
        found[wanted] = replace(found[wanted], ordered=True)
        return
    item = data_items.listed(catalogue(settings), wanted, ordered=ordered)
    old = found.get(item.key)
    if old:
        item = replace(item, given=old.given, ordered=old.ordered or ordered)
    found[item.key] = item


def _keys(found: Mapping[str, ListedItem], wanted: Sequence[str]) -> list[str]:
    """Return the keys of the items named. Raises BadInput for one that isn't listed."""
    meant: list[str] = []
    for name in wanted:
        meant += found if name.casefold() == EVERYTHING else [_key(found, name)]
    return list(dict.fromkeys(meant))


def _key(found: Mapping[str, ListedItem], name: str) -> str:
    for key, item in found.items():
        if name.casefold() in (key.casefold(), item.title.casefold()):
            return key
    known = "; ".join(item.title for item in found.values()) or "nothing"
    raise BadInput(f"{name!r} is not among the items that are asked for: {known}.")


def checked(settings: Settings, items: Sequence[ListedItem]) -> tuple[ListedItem, ...]:
    """Return the items with their words cleaned. Raises BadInput for a wrong rating, or twins."""
    keys = [item.key for item in items]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise BadInput(f"{twice!r} is listed twice; list each item once.")
    return tuple(_checked(settings, item) for item in items)


def _checked(settings: Settings, item: ListedItem) -> ListedItem:
    lowest = settings.sharing.risks
    if item.sensitivity not in SENSITIVITIES or not 1 <= item.risk <= lowest:
        raise BadInput(
            f"{item.title}: {item.sensitivity}{item.risk} is no rating: sensitivity A to E, "
            f"identification risk 1 to {lowest}, 1 the highest."
        )
    return replace(
        item,
        title=required(clean_line(item.title, "item"), "item"),
        instead=clean_line(item.instead, "what is given instead"),
    )

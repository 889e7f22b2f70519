"""A data item that tells where somebody lives is released like the protected detail that it is."""

from collections.abc import Iterator
from typing import NamedTuple

from dpo_console.approval.data_items import RISKS, ListedItem
from dpo_console.approval.ratings import telling
from dpo_console.cases.leaving.departure import UNSEEN, Departure
from dpo_console.cases.leaving.protected.protected_details import (
    people_hinted,
    people_named,
    with_past,
)
from dpo_console.cases.people.addressee import Addressee, recipient_of
from dpo_console.cases.people.kept_from import Access, access, never_in
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.cases.sharing.scope_items import catalogue
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_rows import PartyRow
from dpo_console.store.cases.disclosure_rows import ScopeItemRow

FINDS = 1
"""The identification risk of data by which anybody is found."""


class _Tells(NamedTuple):
    """An item by which somebody may be found. `whole`: it tells all of where they live.

    `hints`: it tells nothing alone, and a little to somebody who looks for them.
    """

    title: str
    whole: bool
    hints: bool


def protected_items(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each item, such as Home address, of a pupil with protected people.

    UK GDPR Art 5(1)(f): the item is the detail, though nobody typed it. A case about somebody else
    counts where the recipient never gets its details: a family has one home.
    """
    items = list(_telling(going))
    if not items or not (going.releases or (going.letter and going.letter.waits)):
        return
    named = (*people_named(going, going.reached), *people_hinted(going))
    recipient = with_past(going, recipient_of(going.file, going.settings))
    for to in dict.fromkeys((recipient, *named)):
        for never, whose in _protected(going, to):
            for item in (one for one in items if never or not one.hints):
                told = f"“{item.title}” may tell {to.name} where {whose} is, who is protected."
                remedy = _remedy(to.name, never, item.whole)
                yield Gap("", f"{told} {remedy}", final=never and item.whole)


def _remedy(name: str, never: bool, whole: bool) -> str:
    if never:
        return "Leave the item out." if whole else f"Say why it doesn't tell {name} that."
    return f"Say why {name} needs it."


def _telling(going: Departure) -> Iterator[_Tells]:
    """Yield each item that tells where somebody lives or is.

    A lesser item may tell some of it, as may one on nobody's list by which anybody is found. To
    those who never get the details, so may a school, a picture, or any words of an officer's own.
    """
    items = catalogue(going.settings)
    for item in _listed(going) if any(p.protected for p in _people(going)) else ():
        kind = items.get(item.slug)
        ours = item.instead in kind.less if kind else False
        words = f"{'' if kind else item.title} {'' if ours else item.instead}"
        whole = bool(kind and kind.reaches and not item.instead)
        whole = whole or any(one.reaches for one in telling(words, items))
        part = kind.reaches if kind else item.risk == FINDS
        hints = kind.places if kind and (ours or not item.instead) else True
        if item.given and (whole or part or hints):
            yield _Tells(item.title, whole, not (whole or part))


def _listed(going: Departure) -> Iterator[ScopeItemRow | ListedItem]:
    """Yield the items of the scope. Its words beside a list are one more, on nobody's list."""
    yield from going.file.scope_items
    if going.file.scope and going.file.scope.items.strip():
        yield ListedItem("", going.file.scope.items, "", RISKS)


def _people(going: Departure) -> Iterator[PartyRow]:
    for file in (going.file, *(other.file for other in going.elsewhere)):
        yield from file.parties


def _protected(going: Departure, to: Addressee) -> Iterator[tuple[bool, str]]:
    """Yield the protected people whom an item may tell of: True if the recipient never gets it."""
    secrets = [(going.own_secrets, True, True)]
    secrets += [(ProtectedDetails(o.file), o.seen, o.same_pupil) for o in going.elsewhere]
    for secret, seen, same_pupil in secrets:
        for one in secret.people:
            allowed = access(secret.file, to, one, secret.former)
            if allowed is not Access.OWN and (same_pupil or never_in(secret.file, to, one)):
                yield allowed is Access.NEVER, one.name if seen else UNSEEN

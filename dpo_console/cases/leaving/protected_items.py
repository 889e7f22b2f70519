"""A data item that tells where somebody lives is released like the protected detail that it is."""

from collections.abc import Iterator

from dpo_console.approval.ratings import telling
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import Addressee, recipient_of
from dpo_console.cases.people.kept_from import Access, access, never_in
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.cases.sharing.scope_items import catalogue
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_rows import PartyRow

FINDS = 1
"""The identification risk of data by which anybody is found."""

UNSEEN = "somebody in a case that you may not see"


def protected_items(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each item, such as Home address, of a pupil with protected people.

    UK GDPR Art 5(1)(f): the item is the detail, though nobody typed it. A case about somebody else
    counts where the recipient never gets its details: a family has one home.
    """
    items = list(_telling(going))
    if not items or not (going.releases or (going.letter and going.letter.waits)):
        return
    to = recipient_of(going.file, going.settings)
    for never, whose in _protected(going, to):
        for title, whole in items:
            told = f"“{title}” may tell {to.name} where {whose} is, who is protected."
            gap = Gap("", f"{told} {_remedy(to.name, never, whole)}", final=never and whole)
            if gap.final or str(gap) not in going.overridden:
                yield gap


def _remedy(name: str, never: bool, whole: bool) -> str:
    if never:
        return "Leave the item out." if whole else f"Say why it doesn't tell {name} that."
    return f"Say why {name} needs it."


def _telling(going: Departure) -> Iterator[tuple[str, bool]]:
    """Yield each item that tells where somebody lives, and True if it tells all of it.

    A lesser item may tell some of it, as may one on nobody's list by which anybody is found.
    """
    items = catalogue(going.settings)
    for item in going.file.scope_items if any(p.protected for p in _people(going)) else ():
        kind = items.get(item.slug)
        ours = item.instead in kind.less if kind else False
        words = f"{'' if kind else item.title} {'' if ours else item.instead}"
        whole = bool(kind and kind.reaches and not item.instead)
        whole = whole or any(one.reaches for one in telling(words, items))
        part = kind.reaches if kind else item.risk == FINDS
        if item.given and (whole or part):
            yield item.title, whole


def _people(going: Departure) -> Iterator[PartyRow]:
    for file in (going.file, *(other.file for other in going.elsewhere)):
        yield from file.parties


def _protected(going: Departure, to: Addressee) -> Iterator[tuple[bool, str]]:
    """Yield the protected people whom an item may tell of: True if the recipient never gets it."""
    here = ProtectedDetails(going.file, going.history, going.settings)
    secrets = [(here, True, True)]
    secrets += [(ProtectedDetails(o.file), o.seen, o.same_pupil) for o in going.elsewhere]
    for secret, seen, same_pupil in secrets:
        for one in secret.people:
            allowed = access(secret.file, to, one, secret.former)
            if allowed is not Access.OWN and (same_pupil or never_in(secret.file, to, one)):
                yield allowed is Access.NEVER, one.name if seen else UNSEEN

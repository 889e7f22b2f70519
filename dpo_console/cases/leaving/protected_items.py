"""A data item that tells where somebody lives is released like the protected detail that it is."""

from collections.abc import Iterator

from dpo_console.approval.data_items import standard_items
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import recipient_of
from dpo_console.cases.people.kept_from import Access, access
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.sentences import Gap

UNSEEN = "somebody in a case that you may not see"


def protected_items(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each item, such as Home address, of a pupil with protected people.

    UK GDPR Art 5(1)(f): the item is the detail, though nobody typed it.
    """
    items = standard_items()
    telling = [
        item.title
        for item in going.file.scope_items
        if item.given and not item.instead and item.slug in items and items[item.slug].reaches
    ]
    if not telling or not (going.releases or (going.letter and going.letter.waits)):
        return
    to = recipient_of(going.file, going.settings)
    here = ProtectedDetails(going.file, going.history, going.settings)
    others = [o for o in going.elsewhere if o.same_pupil]
    secrets = [(here, True), *((ProtectedDetails(o.file), o.seen) for o in others)]
    for secret, seen in secrets:
        for one in secret.people:
            allowed = access(secret.file, to, one, secret.former)
            whose, never = one.name if seen else UNSEEN, allowed is Access.NEVER
            for title in telling if allowed is not Access.OWN else ():
                told = f"“{title}” may tell {to.name} where {whose} is, who is protected."
                remedy = "Leave the item out." if never else f"Say why {to.name} needs it."
                gap = Gap("", f"{told} {remedy}", final=never)
                if never or str(gap) not in going.overridden:
                    yield gap

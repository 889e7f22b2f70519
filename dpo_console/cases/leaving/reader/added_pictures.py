"""A picture that was added in Word may show what is protected, and nothing here looks into it."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import Addressee, addressee_of
from dpo_console.cases.people.kept_from import Access, access
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.sentences import Gap
from dpo_console.text import counted

UNSEEN = "somebody in a case that you may not see"


def added_pictures(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each protected person whose details the added pictures may show.

    UK GDPR Art 5(1)(f): a person looks. Their own letter may show their own details.
    """
    if not going.pictures or going.letter is None:
        return
    to = addressee_of(going.file, going.settings, going.letter, going.said, going.on)
    names = [*_protected(to, ProtectedDetails(going.file, going.history, going.settings))]
    for other in going.elsewhere:
        found = _protected(to, ProtectedDetails(other.file, (), going.settings))
        names += [name if other.seen else UNSEEN for name in found]
    for name in dict.fromkeys(names):
        has = f"{counted(going.pictures, 'picture')} that the version written didn't have"
        look = f"Look for details of {name}, which are protected, and say what you saw."
        gap = Gap("", f"It has {has}, and dpo_console never looks into pictures. {look}")
        if str(gap) not in going.overridden:
            yield gap


def _protected(to: Addressee, secret: ProtectedDetails) -> Iterator[str]:
    """Yield the protected people of a case, but not the reader."""
    for one in secret.people:
        if access(secret.file, to, one, secret.former) is not Access.OWN:
            yield one.name

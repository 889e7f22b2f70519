"""A letter to a family tells of its own child alone, and not where a protected child lives."""

from collections.abc import Iterator

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import Addressee, recipient_of
from dpo_console.cases.people.kept_from import is_reached_in
from dpo_console.cases.people.matching.names import may_be
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.cases.people.matching.squeezed import Squeezed
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_rows import PartyRow

ROLES = ("requester", "other")
"""The people of a child's case with whom the child may live."""

WHOM = "told.whom"
"""The field in which an officer says whose information a letter is about."""


def carers(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each person with whom a protected child may live, and whom the words name.

    UK GDPR Art 5(1)(f): who tells the carer tells where the child is. A public body may know.
    """
    to = _reader(going)
    if not going.words or to is None or (to.kind and not requester_kind(to.kind).private):
        return
    told, letters = NamesTold(going.words), Squeezed(going.words)
    here = [party.name for party in going.file.parties]
    for other in going.elsewhere:
        children = [p for p in other.file.parties if p.role == "subject" and p.protected]
        for party in other.file.parties if children and other.same_pupil else ():
            known = party.protected or any(may_be(party.name, name) for name in here)
            if party.role in ROLES and not known and _tells(party, told, letters):
                child = children[0].name if other.seen else "a protected child"
                who = party.name if other.seen else "somebody"
                yield Gap("", f"It tells {to.name} of {who}, with whom {child} may live. Say why "
                          "that tells nobody where the child is.")  # fmt: skip


def _reader(going: Departure) -> Addressee | None:
    if to := going.addressee:
        return None if to.role.internal else to
    return recipient_of(going.file, going.settings) if going.releases or going.paper else None


def _tells(party: PartyRow, told: NamesTold, letters: Squeezed) -> bool:
    return is_reached_in(letters, party) or party.name in told


def whose_child(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each other data subject of the case whom a letter to a family names.

    UK GDPR Art 5(1)(f): who is told of a breach or a sharing learns nothing of other families.
    """
    letter, to = going.letter, going.addressee
    if letter is None or to is None or all(ask.name != WHOM for ask in letter.asks):
        return
    told, own = NamesTold(going.words), NamesTold(going.said.get(WHOM, ""), any_case=True)
    for name in going.file.subjects:
        if name in told and name not in own and not may_be(to.name, name):
            yield Gap("", f"It tells {to.name or 'its reader'} of {name} too. Take the name "
                      "out, or say why that is a child of the same family.")  # fmt: skip

"""A letter to a family tells of its own child alone."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import addressee_of
from dpo_console.cases.people.matching.names import may_be
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.sentences import Gap

WHOM = "told.whom"
"""The field in which an officer says whose information a letter is about."""


def whose_child(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each other data subject of the case whom a letter to a family names.

    UK GDPR Art 5(1)(f): who is told of a breach or a sharing learns nothing of other families.
    """
    letter = going.letter
    if letter is None or all(ask.name != WHOM for ask in letter.asks):
        return
    to = addressee_of(going.file, going.settings, letter, going.said, going.on)
    told, own = NamesTold(going.words), NamesTold(going.said.get(WHOM, ""), any_case=True)
    for party in going.file.parties:
        other = party.name not in own and not may_be(to.name, party.name)
        if party.role == "subject" and party.name in told and other:
            gap = Gap("", f"It tells {to.name or 'its reader'} of {party.name} too. Take the name "
                      "out, or say why that is a child of the same family.")  # fmt: skip
            if str(gap) not in going.overridden:
                yield gap

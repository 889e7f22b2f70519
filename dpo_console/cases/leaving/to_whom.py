"""Internal papers stay in the office."""

from collections.abc import Iterator

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.people.addressee import addressee_of, named_in
from dpo_console.sentences import Gap

OUTSIDE = ("requester", "recipient")
"""The people of a case who are never sent an internal paper."""


def to_whom(going: Departure) -> Iterator[Gap]:
    """Yield a gap for an internal paper that goes to the requester or the recipient.

    UK GDPR Art 5(1)(f); DPA 2018 Sch 2 para 19: advice and search notes are for the office alone.
    """
    letter = going.letter
    if letter is None or not letter.addressee.internal:
        return
    to = addressee_of(going.file, going.settings, letter, going.said)
    told = [reader.party for reader in named_in(going.file, going.told)]
    outside = [p for p in (to.party, *told) if p and p.role in OUTSIDE]
    for party in dict.fromkeys(outside):
        yield Gap(
            "",
            f"“{letter.title}” is an internal paper. It never goes to {party.name}, the "
            f"{party.role}.",
            final=True,
        )

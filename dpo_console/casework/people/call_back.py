"""Calling the requester back on a number or address that they didn't give us themselves."""

from collections.abc import Sequence

from dpo_console.approval.model import Verdict
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.rows import Party
from dpo_console.cases.view.case import case_to_check
from dpo_console.casework.checklist.assessing import assess
from dpo_console.errors import BadInput
from dpo_console.text import clean_line, required

CRITERION = "who.person"
"""The criterion that a call-back answers: the person is verified through an independent contact."""

ENDING = 10
"""Digits that identify a telephone number without its prefix: +44 1632 960123 is 01632 960123."""


def call_back(
    desk: Desk,
    reference: str,
    contact: str,
    found: str,
    *,
    who: str = "",
    version: int | None = None,
) -> str:
    """Record a call back to the requester: the number or address, and where you found it.

    Raises BadInput if the request itself gave that number or address. ICO Data Sharing Code: an
    impostor gives a number of their own.
    """
    number = required(clean_line(contact, "number"), "number")
    where = required(clean_line(found, "found"), "found")
    case = case_to_check(desk, reference)
    refuse_their_own(number, case.parties)
    spoke = f", and spoke to {name}" if (name := clean_line(who, "who")) else ""
    evidence = f"Called back on {number}, found independently ({where}){spoke}."
    return assess(desk, case.reference, CRITERION, Verdict.MET, evidence, version=version)


def refuse_their_own(contact: str, parties: Sequence[Party]) -> None:
    """Raise BadInput if a party to the case supplied this contact."""
    given = {_plain(own) for p in parties for own in (p.phone, p.email) if own.strip()}
    if _plain(contact) in given:
        raise BadInput(
            f"{contact} came with the request itself, so it proves nothing. Find a number "
            "independently: on the organisation's own website, a letterhead you had before, or "
            "through its switchboard."
        )


def _plain(contact: str) -> str:
    """Return an address in lower case, or the last digits of a number, for comparison."""
    if "@" in contact:
        return contact.strip().casefold()
    return "".join(c for c in contact if c.isdecimal())[-ENDING:]

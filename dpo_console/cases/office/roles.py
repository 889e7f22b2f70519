"""The roles of the people of the office: their words, and where to find what each may do and see.

What a role may do: `who` of each act, in casework/CAPABILITY/acts.py, and the groups of roles in
    acts.py here. permissions.py asks them, and adds deputies and rulings.
Which cases a person sees: desk.py says who reads. The views in store/sqlite/visibility.py and in
    store/migrations/*.postgres.sql hold it for every question, and `row_for` in
    store/cases/case_file.py inside a change.
What is hidden inside a case: cases/people/hidden.py, for protected details.
"""

from collections.abc import Mapping
from typing import NamedTuple

from dpo_console.config import Role


class RoleWords(NamedTuple):
    """A role in words: in a sentence, beside a name, as explained, and under a letter.

    `usually` tells the post of the person who mostly has it.
    """

    sentence: str
    beside: str
    does: str
    signs: str = ""
    usually: str = ""

    @property
    def in_menu(self) -> str:
        """The role for a menu of people, such as `the approver, usually the head`."""
        return ", ".join(filter(None, (self.sentence, self.usually)))


ROLES: Mapping[Role, RoleWords] = {
    Role.DPO: RoleWords(
        "the DPO", "DPO", "advises, and works on everything", "Data Protection Officer"
    ),
    Role.CLERK: RoleWords(
        "a clerk", "clerk", "logs requests, asks for what is missing, sends letters",
        "for the Data Protection Officer",
    ),
    Role.APPROVER: RoleWords(
        "the approver", "approver", "usually the head: decides on third parties' requests",
        "Headteacher", "usually the head",
    ),
    Role.DSL: RoleWords(
        "the designated safeguarding lead", "DSL", "leads safeguarding",
        "Designated Safeguarding Lead",
    ),
    Role.AUDITOR: RoleWords("an auditor", "auditor, reads only", "only reads"),
    Role.LEAD: RoleWords(
        "a lead", "lead", "works as a clerk, on the cases of some schools alone",
        "for the Data Protection Officer",
    ),
    Role.SOLE: RoleWords(
        "alone", "no people set up yet", "does everything", "Data Protection Officer"
    ),
}  # fmt: skip
"""Every role. SOLE has every right, because nobody is listed."""

LISTED = tuple(role for role in ROLES if role is not Role.SOLE)
"""The roles that people can be listed with."""

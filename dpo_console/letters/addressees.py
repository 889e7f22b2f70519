"""The addressee of each letter: who it is written to, as its catalogue file says."""

from enum import StrEnum


class To(StrEnum):
    """The role of a letter's addressee.

    HOLDER: a member of staff who holds data, or another place searched. AFFECTED: a person affected
    by a breach. CONSULTED: someone whose opinion the law asks for. TOLD: someone else who is asked
    or told something, such as a family or a former recipient. NOBODY: no single addressee.
    """

    REQUESTER = "requester"
    RECIPIENT = "recipient"
    HEAD = "head"
    HOLDER = "holder"
    AFFECTED = "person-affected"
    CONSULTED = "consulted"
    TOLD = "told"
    REGULATOR = "regulator"
    NOBODY = "nobody"

    @property
    def internal(self) -> bool:
        """True for a paper that stays in the office, which no requester may be sent."""
        return self in (To.HEAD, To.HOLDER)


TYPED = {
    To.HOLDER: "staff.addressee",
    To.AFFECTED: "breach.addressee",
    To.CONSULTED: "opinion.addressee",
    To.TOLD: "told.addressee",
}
"""The field in which the officer types the addressee, if the case doesn't name one."""

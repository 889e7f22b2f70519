"""The people of a case as shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A requester, data subject or recipient of one case, with their `number` in the list.

    The contact details of a `protected` person are left out unless requested.
    """

    role: str
    name: str
    kind: str
    organisation: str
    email: str
    phone: str
    address: str
    number: int = 0
    protected: bool = False

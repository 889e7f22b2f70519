"""The people of a case as shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A person of one case, with their `number` in the list.

    The contact details of a `protected` person are left out unless requested. They are kept from
    every private person, and from the names in `kept_from` whoever they are. `relation` says what
    someone who is neither requester, subject nor recipient is to the pupil. `salutation` is how
    letters greet them, where it was set. `their_ref` is their own reference. `acts_for` names the
    people whose agent or solicitor this person is known to be. `supposed`: nobody has said the
    `kind`, which the program supposed.
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
    relation: str = ""
    kept_from: str = ""
    salutation: str = ""
    their_ref: str = ""
    acts_for: str = ""
    supposed: bool = False

    @property
    def known_as(self) -> str:
        """The role, or what someone else is to the pupil, in words."""
        return (self.relation or "other person") if self.role == "other" else self.role

"""The office's own settings, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dpo_console.config.places import Place
from dpo_console.config.sharing import USUAL, Sharing
from dpo_console.config.terms.term_dates import NO_DATES, TermDates
from dpo_console.config.views import View
from dpo_console.errors import BadInput
from dpo_console.law.calendar import schools as law
from dpo_console.law.calendar.schools import SchoolType, TermCalendar


class Role(StrEnum):
    """What a person is in the office. SOLE: nobody is listed, so one account does everything."""

    DPO = "dpo"
    CLERK = "clerk"
    APPROVER = "approver"
    DSL = "dsl"
    AUDITOR = "auditor"
    SOLE = "sole"


@dataclass(frozen=True, slots=True)
class School:
    """One school of the office. `commenced`: duties that the office takes to be in force."""

    slug: str
    name: str
    type: SchoolType = SchoolType.MAINTAINED
    address: str = ""
    dates: TermDates = NO_DATES
    commenced: frozenset[str] = frozenset()

    @property
    def terms(self) -> TermCalendar | None:
        """Its school days, as they are counted; None where nothing is known."""
        return self.dates.calendar

    def for_clock(self) -> law.School:
        """Return the facts about the school that the clock needs."""
        return law.School(self.type, self.terms, self.commenced)


class Person(NamedTuple):
    """Somebody who may act. `account` is the Unix account that is this person's alone."""

    slug: str
    name: str
    role: Role
    account: str = ""
    email: str = ""


class Service(NamedTuple):
    """A Unix account that several people share; `person` acts where --as names nobody."""

    account: str = ""
    person: str = ""


class Contact(NamedTuple):
    """Somebody letters point to: the DPO, or the regulator."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""


NOBODY = Contact()
NOT_SHARED = Service()
REGULATOR = Contact(
    name="Information Commissioner's Office",
    address="Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF",
    phone="0303 123 1113",
    website="ico.org.uk/make-a-complaint",
)
"""Whom to complain to. A setting, because the name is due to change (DUAA 2025 s.119)."""

NOTICE = {
    "purposes": (
        "to support pupils' learning, to monitor and report on their progress, to provide "
        "appropriate pastoral care, and to assess the quality of our services"
    ),
    "categories": (
        "contact details, assessment results, attendance, exclusions, destinations, ethnic group, "
        "special educational needs and relevant medical information"
    ),
    "recipients": (
        "the local authority, the Department for Education, the school a pupil moves to, and "
        "suppliers who process data for us under contract"
    ),
    "retention": (
        "until the pupil's 25th birthday for the pupil's educational record, and otherwise as our "
        "retention schedule says"
    ),
    "source": "the pupil and the family, previous schools, the local authority and the DfE",
    "transfers": "We do not send this information outside the United Kingdom.",
    "automated": "No decision about the pupil was made by automated means alone.",
}
"""What the privacy notice says, for letters; the office puts its own under [notice]."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in dpo.toml. `label` is a word shown on every screen, such as DEMO.

    `places` are the office's own places to look; where there are none, those built in count.
    `commenced` are the duties that our statutes keep switched off and that count here all the same.
    `hide_after`: minutes without a key after which the console hides names, 0 for never.
    `keys` are the keys wanted for the console's commands, by command id, as typed; `views` the
    office's own views, as typed.
    """

    name: str = ""
    label: str = ""
    host: str = ""
    dpo: Contact = NOBODY
    regulator: Contact = REGULATOR
    schools: tuple[School, ...] = ()
    people: tuple[Person, ...] = ()
    service: Service = NOT_SHARED
    notice: Mapping[str, str] = field(default_factory=lambda: NOTICE)
    places: tuple[Place, ...] = ()
    sharing: Sharing = USUAL
    commenced: frozenset[str] = frozenset()
    hide_after: int = 0
    keys: Mapping[str, str] = field(default_factory=dict)
    views: tuple[View, ...] = ()

    def school(self, slug: str) -> School:
        """Return the school of that slug. '' is the only or first one. Raises BadInput."""
        if not slug:
            return (
                self.schools[0] if self.schools else School("", self.name, commenced=self.commenced)
            )
        for school in self.schools:
            if school.slug == slug:
                return school
        raise BadInput(
            f"There is no school {slug!r}. data/dpo.toml lists: "
            f"{', '.join(s.slug for s in self.schools) or 'none'}."
        )

    @property
    def names(self) -> Mapping[str, str]:
        """What people are called, by slug."""
        return {person.slug: person.name for person in self.people}

    def person(self, slug: str) -> Person:
        """Return the person of that slug. Raises BadInput."""
        for person in self.people:
            if person.slug == slug:
                return person
        raise BadInput(
            f"There is no person {slug!r}. data/dpo.toml lists: "
            f"{', '.join(p.slug for p in self.people) or 'nobody'}."
        )

"""The office's own settings, as values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, NamedTuple

from dpo_console.config.settings.backups import NO_BACKUPS, Backups
from dpo_console.config.settings.console import USUAL_SCREEN, OnScreen, read_keys
from dpo_console.config.settings.mail import NO_MAIL, Mail
from dpo_console.config.settings.papers import USUAL_INTAKE, USUAL_PAPERS, Intake, Papers
from dpo_console.config.settings.places import Place
from dpo_console.config.settings.records import IN_A_FILE, RecordsKept
from dpo_console.config.settings.retention import USUAL_LOOKS, LooksKept, OwnPeriod
from dpo_console.config.settings.schools import School
from dpo_console.config.settings.sharing import USUAL, Sharing, read_sharing
from dpo_console.config.settings.views import View
from dpo_console.config.settings.witness import NO_WITNESS, Witness
from dpo_console.config.texts import Host, Needed, Slug, Text
from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import TWO_MEANT
from dpo_console.text import clean
from dpo_console.toml_file import Table
from dpo_console.toml_marks import Key, inside, one_of
from dpo_console.toml_reader import read_all


class Role(StrEnum):
    """What a person is in the office. SOLE: nobody is listed, so one account does everything."""

    DPO = "dpo"
    CLERK = "clerk"
    APPROVER = "approver"
    DSL = "dsl"
    AUDITOR = "auditor"
    LEAD = "lead"
    SOLE = "sole"


class Person(NamedTuple):
    """Somebody who may act. `account` is the Unix account that is this person's alone.

    A deputy stands in for the DPO or an approver, `deputy_for`, from one day to another. A lead has
    `schools`, and sees and works on their cases alone.
    """

    slug: Slug
    name: Needed
    role: Annotated[Role, one_of(tuple(role for role in Role if role is not Role.SOLE))]
    account: Text = ""
    email: Text = ""
    deputy_for: Text = ""
    deputy_from: Annotated[date | None, Key("from")] = None
    deputy_to: Annotated[date | None, Key("to")] = None
    schools: tuple[str, ...] = ()

    def sees(self, school: str) -> bool:
        """Return True unless this is a lead of other schools. '' is a school not known."""
        return self.role is not Role.LEAD or school in self.schools

    def is_deputy(self, day: date) -> bool:
        """Return True if this person stands in for somebody on a day."""
        return bool(
            self.deputy_for
            and self.deputy_from
            and self.deputy_to
            and self.deputy_from <= day <= self.deputy_to
        )


class Service(NamedTuple):
    """A Unix account that several people share; `person` acts where --as names nobody.

    An administrator's switches: its people may make homes, and read and write files outside theirs.
    """

    account: Text = ""
    person: Text = ""
    makes_homes: bool = False
    reads_files: bool = False
    writes_files: bool = False


class Contact(NamedTuple):
    """Somebody letters point to: the DPO, or the regulator."""

    name: Text = ""
    address: Text = ""
    email: Text = ""
    phone: Text = ""
    website: Text = ""


class SchoolGroup(NamedTuple):
    """Schools of a trust that are looked at together, such as its secondary schools."""

    slug: Slug
    name: Needed
    schools: tuple[str, ...] = ()


NOT_KNOWN = "School not known"
"""The name shown for the school of a case that was logged without one, among several schools."""

RETIRED = ("backup.checkers", "witness.stamped_by", "witness.stamps")
"""Settings of earlier releases. They are ignored, and `settings check` names them."""

NOBODY = Contact()
NOT_SHARED = Service()
REGULATOR = Contact(
    name="Information Commissioner's Office",
    address="Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF",
    phone="0303 123 1113",
    website="ico.org.uk/make-a-complaint",
)
"""Whom to complain to. A setting, because the name is due to change (DUAA 2025 s.119)."""


def _notice(table: Table, key: str, _default: Mapping[str, str]) -> Mapping[str, str]:
    """Return statements on pupils' data, which older homes hold in dpo.toml."""
    said = table.mapping(key)
    if not said:
        return {}
    from dpo_console.config.notice.notice import PARTS  # only for an older home

    for name in said:
        if name not in PARTS:
            raise table.wrong(f"{key}.{name}", f"isn't known; known here: {', '.join(PARTS)}.")
    return {name: clean(words, name) for name, words in said.items() if words.strip()}


def _duties(table: Table, key: str, default: frozenset[str]) -> frozenset[str]:
    """Read [law] commenced: duties switched off in our statutes but in force for this office."""
    named = frozenset(table.texts(key, tuple(default)))
    if named:
        from dpo_console.law.statutes import switched_off  # only for an office that names some

        if unknown := named - switched_off():
            known = ", ".join(sorted(switched_off()))
            raise table.wrong(key, f"has {min(unknown)!r}; switched off are: {known}.")
    return named


def _schools(table: Table, key: str, _default: tuple[School, ...]) -> tuple[School, ...]:
    """Read the schools, whose duties are those of the office."""
    return read_all(School, table.tables(key), commenced=frozenset())


def _twins(key: str, what: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(set(values)) != len(values):
        yield key, f"has two entries with the same {what}; make them differ."


def _deputy_faults(key: str, person: Person, people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong about whom a person stands in for, and when."""
    absent = next((other for other in people if other.slug == person.deputy_for), None)
    first, last = person.deputy_from, person.deputy_to
    if not person.deputy_for:
        if first or last:
            yield f"{key}.deputy_for", "is missing: say for whom this person stands in."
        return
    if absent is None:
        yield f"{key}.deputy_for", f"is {person.deputy_for!r}, but nobody under [[people]] is."
    elif absent.role not in (Role.DPO, Role.APPROVER) or absent == person:
        yield f"{key}.deputy_for", "must be another person: the DPO or an approver."
    elif person.role is Role.AUDITOR:
        yield f"{key}.deputy_for", "can't be said of an auditor, who only reads."
    elif person.role is Role.LEAD:
        yield f"{key}.deputy_for", "can't be said of a lead, who sees some schools alone."
    elif (person.role, absent.role) == (Role.DPO, Role.APPROVER):
        yield (
            f"{key}.deputy_for",
            (
                "is an approver. The DPO advises and never approves, so the DPO can't stand in "
                "for one (UK GDPR Art 38(6))."
            ),
        )
    if first is None or last is None or first > last:
        yield f"{key}.from", "and to: give the first and the last day, such as 2026-12-01."


class Settings(NamedTuple):
    """Everything in dpo.toml. `label` is a word shown on every screen, such as DEMO.

    `made_up`: nobody in these records is real, so nobody is asked to back them up. `only_today`:
    nothing is recorded under --today, even at the machine.
    `notice` are statements on pupils' data from before data/notice.toml held them.
    `groups` are schools to look at together.
    `places` are the office's own places to look; where there are none, those built in count.
    `commenced` are the duties that our statutes keep switched off and that count here all the same.
    `keys` are the keys wanted for the console's commands, by command id, as typed; `views` the
    office's own views, as typed. `retention` are the office's own periods.
    """

    name: Text = ""
    label: Text = ""
    made_up: bool = False
    only_today: bool = False
    host: Host = ""
    dpo: Contact = NOBODY
    regulator: Contact = REGULATOR
    schools: Annotated[tuple[School, ...], Key("school"), _schools] = ()
    groups: tuple[SchoolGroup, ...] = ()
    people: tuple[Person, ...] = ()
    service: Service = NOT_SHARED
    notice: Annotated[Mapping[str, str], _notice] = MappingProxyType({})
    places: Annotated[tuple[Place, ...], Key("place")] = ()
    sharing: Annotated[Sharing, read_sharing] = USUAL
    commenced: Annotated[frozenset[str], inside("law", _duties)] = frozenset()
    backup: Backups = NO_BACKUPS
    witness: Witness = NO_WITNESS
    console: OnScreen = USUAL_SCREEN
    keys: Annotated[Mapping[str, str], read_keys] = MappingProxyType({})
    views: Annotated[tuple[View, ...], Key("view")] = ()
    retention: tuple[OwnPeriod, ...] = ()
    looks: LooksKept = USUAL_LOOKS
    papers: Papers = USUAL_PAPERS
    intake: Intake = USUAL_INTAKE
    mail: Mail = NO_MAIL
    records: RecordsKept = IN_A_FILE

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield each key that contradicts another, with what is wrong."""
        accounts = [person.account for person in self.people if person.account]
        yield from _twins("people", "slug", [person.slug for person in self.people])
        yield from _twins("people", "account", accounts)
        yield from _twins("school", "slug", [school.slug for school in self.schools])
        yield from _twins("groups", "slug", [group.slug for group in self.groups])
        yield from _twins("place", "slug", [place.slug for place in self.places])
        yield from self._unknown()
        for number, person in enumerate(self.people, 1):
            yield from _deputy_faults(f"people[{number}]", person, self.people)
            if person.schools and person.role is not Role.LEAD:
                yield f"people[{number}].schools", "are a lead's alone. Every other role sees all."

    def _unknown(self) -> Iterator[tuple[str, str]]:
        """Yield each key that names a school or a person whom the file doesn't list."""
        schools = {school.slug for school in self.schools}
        for number, place in enumerate(self.places, 1):
            if place.school and place.school not in schools:
                what = f"is {place.school!r}, but no entry under [[school]] is."
                yield f"place[{number}].school", what
        yield from self._unknown_of_several()
        if self.service.person and self.service.person not in self.names:
            what = f"is {self.service.person!r}, but nobody under [[people]] is."
            yield "service.person", what
        for slug in self.mail.to:
            if slug not in self.names:
                yield "mail.to", f"names {slug!r}, but nobody under [[people]] is."

    def _unknown_of_several(self) -> Iterator[tuple[str, str]]:
        """Yield each list of schools that is empty, or names one that the file doesn't list."""
        schools = {school.slug for school in self.schools}
        lists = [(f"groups[{n}].schools", one.schools) for n, one in enumerate(self.groups, 1)]
        leads = ((n, one) for n, one in enumerate(self.people, 1) if one.role is Role.LEAD)
        lists += [(f"people[{number}].schools", lead.schools) for number, lead in leads]
        for key, named in lists:
            if not named:
                yield key, "is missing: name the schools by their slug."
            for slug in named:
                if slug not in schools:
                    yield key, f"names {slug!r}, but no entry under [[school]] is."

    def school(self, slug: str) -> School:
        """Return the school of that slug. Raises BadInput for an unknown one.

        '' is the only school. Among several it is none of them, and stands for a school not known.
        """
        if not slug and len(self.schools) > 1:
            commenced = self.commenced.union(*(school.commenced for school in self.schools))
            return School("", NOT_KNOWN, commenced=commenced)
        if not slug:
            return (*self.schools, School("", self.name, commenced=self.commenced))[0]
        for school in self.schools:
            if school.slug == slug:
                return school
        raise BadInput(
            f"There is no school {slug!r}. data/dpo.toml lists: "
            f"{', '.join(s.slug for s in self.schools) or 'none'}."
        )

    def schools_meant(self, slug: str) -> tuple[School, ...]:
        """Return the schools that a case may be about: each of them if its school isn't known."""
        return (self.school(slug),) if slug or not self.schools else self.schools

    def controller(self, slug: str = "") -> str:
        """Return the controller of a school, or '' where it isn't stated.

        An office that lists no school is the school itself. Among several schools, one controller
        of them all is theirs too.
        """
        if not self.schools:
            return self.name
        named = {school.controlled_by for school in self.schools_meant(slug)}
        return named.pop() if len(named) == 1 else ""

    def two_meant(self, before: "Settings | None" = None) -> str:
        """Return why the type of a school must still be chosen, or ''.

        Schools whose type stood so `before` are left out.
        """
        known = {school.slug for school in before.schools if school.is_unsettled} if before else ()
        unsettled = (s for s in self.schools if s.is_unsettled and s.slug not in known)
        school = next(unsettled, None)
        return f"School {school.slug}: type: {TWO_MEANT}." if school else ""

    def is_known(self, slug: str) -> bool:
        """Return True if a case of that school is about one school, and not any of several."""
        return len(self.schools_meant(slug)) == 1

    def roles_of(self, person: Person, day: date) -> tuple[Role, ...]:
        """Return the roles that a person has on a day: their own, and the one they stand in for."""
        if not person.is_deputy(day):
            return (person.role,)
        return person.role, self.person(person.deputy_for).role

    def in_role(self, role: Role, day: date) -> tuple[Person, ...]:
        """Return the people who have a role on a day, those who stand in for others last."""
        held = [person for person in self.people if role in self.roles_of(person, day)]
        return tuple(sorted(held, key=lambda person: person.role is not role))

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
            f"{', '.join(f'{p.slug} ({p.name})' for p in self.people) or 'nobody'}."
        )

"""The office's own settings, as values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, NamedTuple

from dpo_console.config.settings.records import IN_A_FILE, NO_WITNESS, RecordsKept, Witness
from dpo_console.config.settings.schools import School
from dpo_console.config.texts import Host, Needed, Slug, Text, text, whole_path
from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import TWO_MEANT, SchoolType
from dpo_console.law.retention import KINDS, YEARS, CoveredRecords, known_kinds
from dpo_console.text import clean, clean_line, show_line
from dpo_console.toml_file import REQUIRED, Table, read_toml
from dpo_console.toml_marks import Key, Words, inside, one_of, some_of, whole
from dpo_console.toml_reader import read, read_all

if TYPE_CHECKING:
    from dpo_console.approval.data_items import DataItem


ENTRY = "[[view]]"

BUILT_IN = Path(__file__).with_name("places.toml")

_SLUG = "[a-z][a-z0-9-]{0,39}"


_KINDS = some_of(known_kinds, "has {name!r}, but the kinds are {known}.")


MEGABYTE = 1_000_000

STARTTLS, TLS = "starttls", "tls"
"""How the connection is sealed: after the greeting, usually on port 587, or from the start, 465."""

_FILE = whole_path("/etc/dpo/password")

THEMES = ("terminal", "light", "dark", "high-contrast")
"""The sets of colours. The first leaves them to each person's terminal."""

RECIPIENT = r"age1[02-9ac-hj-np-z]{58}|ssh-(ed25519|rsa) [0-9A-Za-z+/=]{60,}( \S.*)?"
"""A public key as age reads it: its own, or one of SSH."""

NOT_KNOWN = "School not known"
"""The name shown for the school of a case that was logged without one, among several schools."""

RETIRED = ("backup.checkers", "witness.stamped_by", "witness.stamps")
"""Settings of earlier releases. They are ignored, and `settings check` names them."""


class View(NamedTuple):
    """One view as it is written: the cases of one of ours (`view`) that meet `filter`.

    They are sorted by `sort`. `slug` is the view's name on the command line, or '' if it follows
    from the title.
    """

    title: str
    filter: str = ""
    sort: str = ""
    view: str = "all"
    slug: str = ""


def with_view(text: str, view: View) -> str:
    """Return the text of a dpo.toml with one more view, below everything else."""
    from tomlkit import string

    newline = "\r\n" if "\r\n" in text else "\n"
    said = {"title": view.title, "view": view.view, "filter": view.filter, "sort": view.sort}
    left_out = {"view": "all", "filter": "", "sort": ""}
    lines = [f"{k:6} = {string(v).as_string()}" for k, v in said.items() if left_out.get(k) != v]
    before = text.rstrip("\r\n")
    return newline.join([before, "", ENTRY, *lines, ""])


class Sharing(NamedTuple):
    """The office's own settings for sharing.

    `small_number`: fewer pupils than this are a small number. `risks` is the lowest identification
    risk of the office's scale, where 1 is the highest. `items` are the data items that the office
    adds or rates differently.
    """

    small_number: Annotated[int, whole(1, 1000)] = 10
    risks: Annotated[int, whole(2, 6)] = 6
    items: tuple["DataItem", ...] = ()


USUAL = Sharing()
"""Of an office that says nothing."""


def read_sharing(table: Table, key: str, usual: Sharing) -> Sharing:
    """Return [sharing] and every [[data_item]]. Raises BadFile naming the key."""
    none: tuple[DataItem, ...] = ()
    items = table.attempt(_items, none, table)
    if not table.has(key):
        return usual._replace(items=items)
    return read(Sharing, table.table(key), usual, items=items)


def _items(table: Table) -> tuple["DataItem", ...]:
    entries = table.tables("data_item")
    if not entries:
        return ()
    from dpo_console.approval.data_items import office_item  # a login banner needn't wait for it

    read = [entry.attempt(office_item, None, entry) for entry in entries]
    items = tuple(item for item in read if item)
    if len({item.slug for item in items}) != len(items):
        raise table.wrong("data_item", "has two entries with the same slug; make them differ.")
    return items


class OwnPeriod(NamedTuple):
    """A period of the office that counts instead of ours, and its reason.

    Empty `kinds` mean every kind of request.
    """

    covers: CoveredRecords
    years: Annotated[int, YEARS]
    why: Words
    kinds: Annotated[tuple[str, ...], KINDS] = ()


class LooksKept(NamedTuple):
    """The months for which it is kept who looked at a case. No law sets a number."""

    months: Annotated[int, whole(1, 120)] = 12

    def __bool__(self) -> bool:
        return self != LooksKept()


USUAL_LOOKS = LooksKept()
"""Of an office that says nothing."""


def _slug(entry: Table, key: str, _default: str) -> str:
    slug = entry.words(key)
    if not re.fullmatch(_SLUG, slug):
        raise entry.wrong(
            key, f"is {slug!r}; use small letters, digits and hyphens, a letter first."
        )
    return slug


def _line(entry: Table, key: str, default: str) -> str:
    text = entry.words(key) if default is REQUIRED else entry.take(key, str, default)
    return clean_line(text, key)


def _hold(entry: Table, key: str, _default: bool) -> bool:
    """Return whether something is deleted there by itself; a number of days says so too."""
    return entry.take(key, bool, entry.has("deletes_after"))


def _days(entry: Table, key: str, _default: None) -> int | None:
    days = entry.take(key, int) if entry.has(key) else None
    if days is not None and days < 1:
        raise entry.wrong(key, f"is {days}; say after how many days, such as 30.")
    return days


class Place(NamedTuple):
    """A system, a person or a body where data may be; `holder` is who is asked.

    `kinds` are the requests for which it is usual to look there: None for every kind whose statute
    says that it is answered from a search; where there are none, it is only offered. `hold`:
    something deletes there by itself, after `deletes_after` days where that is known, so a request
    begins with telling the holder to keep what there is. `school` is '' for every school.
    """

    slug: Annotated[str, _slug]
    title: Annotated[str, _line]
    holder: Annotated[str, _line] = ""
    email: Annotated[str, _line] = ""
    kinds: Annotated[tuple[str, ...], _KINDS] | None = None
    hold: Annotated[bool, _hold] = False
    deletes_after: Annotated[int | None, _days] = None
    school: str = ""

    def is_usual(self, kind: str, school: str) -> bool:
        """Whether one looks there for a request of this kind at this school."""
        if self.school not in ("", school):
            return False
        if self.kinds is not None:
            return kind in self.kinds
        from dpo_console.law.statutes import statute  # only where somebody searches

        return statute(kind).work.searched


@cache
def built_in_places() -> tuple[Place, ...]:
    """Where a school usually looks, for an office that lists no places of its own."""
    table = read_toml(BUILT_IN)
    places = read_all(Place, table.tables("place"))
    table.done()
    return places


class Papers(NamedTuple):
    """The office's limit. `largest_mb` is the size of the largest paper, in megabytes."""

    largest_mb: Annotated[int, whole(1, 200)] = 25

    @property
    def largest(self) -> int:
        """The same in bytes."""
        return self.largest_mb * MEGABYTE


USUAL_PAPERS = Papers()
"""Of an office that says nothing of papers."""


class Intake(NamedTuple):
    """The school's mail. `domains` are those from which its own people write.

    A message that was set aside may be deleted once `months` have gone by. No law sets a number.
    """

    domains: tuple[str, ...] = ()
    months: Annotated[int, whole(1, 120)] = 6


USUAL_INTAKE = Intake()
"""Of an office that says nothing of messages."""


class Mail(NamedTuple):
    """The server that takes the digest, who it is sent from, and the people who get it.

    `to` are slugs of [[people]] with an e-mail address. `password` is a file with one line, and
    `trusted` a PEM file with the certificate of the office's own authority.
    """

    server: Host = ""
    port: Annotated[int, whole(1, 65_535)] = 587
    security: Annotated[str, one_of((STARTTLS, TLS))] = STARTTLS
    sender: Text = ""
    to: tuple[str, ...] = ()
    user: Text = ""
    password: Annotated[str, _FILE] = ""
    trusted: Annotated[str, _FILE] = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what a server still needs, and what needs a server."""
        if self.server and not self.sender:
            yield "sender", "is missing: write the address that the digest is sent from."
        if self.server and not self.to:
            yield "to", "is missing: name people under [[people]] by their slug."
        if self.to and not self.server:
            yield "server", "is missing: name the server that takes the mail."
        if self.user and not self.password:
            yield "password", "is missing: name a file with the password of the user."


NO_MAIL = Mail()
"""Of an office whose digest is only printed."""


class OnScreen(NamedTuple):
    """The minutes without a key after which names are hidden, 0 for never, and the colours.

    `only_changes`: the terminal is sent the cells that change, and no others.
    """

    hide_after: Annotated[int, whole(0, 24 * 60)] = 0
    theme: Annotated[str, one_of(THEMES)] = THEMES[0]
    only_changes: bool = True


USUAL_SCREEN = OnScreen()
"""The screen of an office that says nothing of it."""


def read_keys(table: Table, key: str, _default: Mapping[str, str]) -> Mapping[str, str]:
    """Return command ids with their keys under [keys]; `a.b = "x"` and `"a.b" = "x"` are one.

    The console knows which commands and keys there are. Raises BadFile for what is no text.
    """
    return dict(_flat(table.table(key))) if table.has(key) else {}


def _flat(table: Table, before: str = "") -> Iterator[tuple[str, str]]:
    for name in table.names():
        if table.is_table(name):
            yield from _flat(table.table(name), f"{before}{name}.")
        else:
            yield f"{before}{name}", table.take(name, str)


class Keep(NamedTuple):
    """The time for which backups are kept: the last of each day, of each week, of each month."""

    daily: Annotated[int, whole(1, 366)] = 14
    weekly: Annotated[int, whole(0, 520)] = 8
    monthly: Annotated[int, whole(0, 240)] = 12


def _folder(table: Table, key: str, default: str) -> str:
    path = text(table, key, default)
    if path and not Path(path).is_absolute():
        raise table.wrong(key, f"is {show_line(path, 60)!r}. Write the whole path, as /mnt/backup.")
    return path


def _recipients(table: Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    keys = table.texts(key, default)
    for typed in keys:
        if not re.fullmatch(RECIPIENT, typed):
            raise table.wrong(
                key,
                f"has {show_line(typed, 30)!r}, which is no public key. It begins with age1, "
                "ssh-ed25519 or ssh-rsa.",
            )
    return keys


class Backups(NamedTuple):
    """The office's backups.

    `to` is their folder, and `recipients` are the public keys that they are encrypted to. A backup
    must be checked within `check_days`.
    """

    to: Annotated[str, _folder] = ""
    recipients: Annotated[tuple[str, ...], _recipients] = ()
    keep: Keep = Keep()
    check_days: Annotated[int, whole(1, 366)] = 31

    def __bool__(self) -> bool:
        return self != Backups()


NO_BACKUPS = Backups()
"""Of an office that says nothing of backups."""


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

    def types_meant(self, slug: str) -> tuple[SchoolType, ...]:
        """Return the types of school that a case may be about."""
        return tuple(school.type for school in self.schools_meant(slug))

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

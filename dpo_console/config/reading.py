"""Reads data/dpo.toml, refusing what it doesn't know, by key."""

import os
import re
from collections.abc import Sequence

from dpo_console.config.home import Home
from dpo_console.config.keys import read_keys
from dpo_console.config.places import read_places
from dpo_console.config.settings import (
    NOTICE,
    REGULATOR,
    Contact,
    Person,
    Role,
    School,
    Service,
    Settings,
)
from dpo_console.config.sharing import read_sharing
from dpo_console.config.terms.term_dates import read_term_dates
from dpo_console.config.views import read_views
from dpo_console.errors import BadFile, BadInput
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.text import clean, for_word, show_line
from dpo_console.toml_file import Table, read_toml

_HOST = re.compile(r"([\w.\[][\w.:@%\[\]-]*)?")
_SLUG = re.compile(r"\w[\w.-]*")


def load_settings(home: Home) -> Settings:
    """Read data/dpo.toml. Raises BadInput where there is no home, BadFile naming what is wrong."""
    if not _is_there(home):
        raise BadInput(
            f"There are no records at {home.root}: it has no data/dpo.toml. "
            f"Make them with: dpo-console init {home.root}"
        )
    return settings_of(read_toml(home.settings))


def settings_of(table: Table) -> Settings:
    """Read the settings of a dpo.toml. Raises BadFile naming the fault."""
    people = tuple(_person(entry) for entry in table.tables("people"))
    commenced = _commenced(table)
    schools = tuple(_school(entry, commenced) for entry in table.tables("school"))
    _no_twins(table, "people", "slug", [p.slug for p in people])
    _no_twins(table, "people", "account", [p.account for p in people if p.account])
    _no_twins(table, "school", "slug", [s.slug for s in schools])
    settings = Settings(
        name=_text(table, "name"),
        label=_text(table, "label"),
        host=_host(table),
        dpo=_contact(table, "dpo", Contact()),
        regulator=_contact(table, "regulator", REGULATOR),
        schools=schools,
        people=people,
        service=_service(table, people),
        notice=NOTICE | _notice(table),
        places=read_places(table, [school.slug for school in schools]),
        sharing=read_sharing(table),
        commenced=commenced,
        hide_after=_hide_after(table),
        keys=read_keys(table),
        views=read_views(table),
    )
    table.done()
    return settings


def _is_there(home: Home) -> bool:
    try:
        return home.settings.exists()
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise BadFile(
            home.settings, "", f"can't be read ({why}). This account needs the right to look there."
        ) from None


def _text(table: Table, key: str, default: str = "") -> str:
    """Words that may stand in letters and on the screen."""
    try:
        return for_word(clean(table.take(key, str, default), key), key)
    except BadFile:
        raise
    except BadInput as problem:
        raise table.wrong(key, str(problem).removeprefix(f"{key}: ")) from None


def _host(table: Table) -> str:
    """Read the machine's name as ssh takes it: it stands in command lines that people copy."""
    host = _text(table, "host")
    if not _HOST.fullmatch(host):
        raise table.wrong("host", f"is {show_line(host, 60)!r}; write it like dpo.example.org.")
    return host


def _slug(entry: Table) -> str:
    """Read a short name for command lines, filters and folders."""
    slug = _needed(entry, "slug")
    if not _SLUG.fullmatch(slug):
        raise entry.wrong(
            "slug", f"is {show_line(slug, 60)!r}; use letters, digits and hyphens, without spaces."
        )
    return slug


def _needed(table: Table, key: str) -> str:
    value = _text(table, key)
    if not value:
        raise table.wrong(key, "is missing; every entry needs it.")
    return value


def _no_twins(table: Table, key: str, what: str, values: Sequence[str]) -> None:
    if len(set(values)) != len(values):
        raise table.wrong(key, f"has two entries with the same {what}; make them differ.")


def _contact(table: Table, key: str, default: Contact) -> Contact:
    if not table.has(key):
        return default
    entry = table.table(key)
    contact = Contact(*(_text(entry, name, getattr(default, name)) for name in Contact._fields))
    entry.done()
    return contact


def _notice(table: Table) -> dict[str, str]:
    said = table.mapping("notice")
    for key in said:
        if key not in NOTICE:
            raise table.wrong(f"notice.{key}", f"isn't known; known here: {', '.join(NOTICE)}.")
    return {key: clean(words, key) for key, words in said.items()}


def _service(table: Table, people: Sequence[Person]) -> Service:
    if not table.has("service"):
        return Service()
    entry = table.table("service")
    service = Service(_text(entry, "account"), _text(entry, "person"))
    if service.person and service.person not in {p.slug for p in people}:
        raise entry.wrong("person", f"is {service.person!r}, but nobody under [[people]] is.")
    entry.done()
    return service


def _person(entry: Table) -> Person:
    person = Person(
        slug=_slug(entry),
        name=_needed(entry, "name"),
        role=Role(entry.one_of("role", tuple(r.value for r in Role if r is not Role.SOLE))),
        account=_text(entry, "account"),
        email=_text(entry, "email"),
    )
    entry.done()
    return person


def _hide_after(table: Table) -> int:
    """Read the minutes under [console] after which names are hidden, or 0 for never."""
    if not table.has("console"):
        return 0
    entry = table.table("console")
    minutes = entry.whole("hide_after", 0, 0, 24 * 60)
    entry.done()
    return minutes


def _commenced(table: Table) -> frozenset[str]:
    """Read [law] commenced: duties switched off in our statutes but in force for this office."""
    if not table.has("law"):
        return frozenset()
    entry = table.table("law")
    named = frozenset(entry.texts("commenced", ()))
    if named:
        from dpo_console.law.statutes import switched_off  # only for an office that names some

        if unknown := named - switched_off():
            known = ", ".join(sorted(switched_off()))
            raise entry.wrong("commenced", f"has {min(unknown)!r}; switched off are: {known}.")
    entry.done()
    return named


def _school(entry: Table, commenced: frozenset[str]) -> School:
    school = School(
        slug=_slug(entry),
        name=_needed(entry, "name"),
        type=SchoolType(entry.one_of("type", tuple(SchoolType), SchoolType.MAINTAINED)),
        address=_text(entry, "address"),
        dates=read_term_dates(entry),
        commenced=commenced,
    )
    entry.done()
    return school

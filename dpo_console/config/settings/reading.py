"""Reads data/dpo.toml, refusing what it doesn't know, by key."""

import os
from collections.abc import Collection

from dpo_console.config.home.home import Home
from dpo_console.config.settings.places import read_places
from dpo_console.config.settings.schools import School
from dpo_console.config.settings.settings import NOT_SHARED, Person, Service, Settings
from dpo_console.errors import BadFile, BadInput
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import inside
from dpo_console.toml_reader import read


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
    commenced = inside("law", _duties)(table, "commenced", frozenset())
    people = tuple(read(Person, entry) for entry in table.tables("people"))
    service = _service(table, people)
    schools = tuple(read(School, entry, commenced=commenced) for entry in table.tables("school"))
    places = read_places(table, [school.slug for school in schools])
    return read(
        Settings, table, people=people, service=service, schools=schools, places=places,
        commenced=commenced,
    )  # fmt: skip


def _is_there(home: Home) -> bool:
    try:
        return home.settings.exists()
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise BadFile(
            home.settings, "", f"can't be read ({why}). This account needs the right to look there."
        ) from None


def _service(table: Table, people: Collection[Person]) -> Service:
    if not table.has("service"):
        return NOT_SHARED
    service = read(Service, table.table("service"))
    if service.person and service.person not in {person.slug for person in people}:
        what = f"is {service.person!r}, but nobody under [[people]] is."
        raise table.wrong("service.person", what)
    return service


def _duties(table: Table, key: str, default: frozenset[str]) -> frozenset[str]:
    """Read [law] commenced: duties switched off in our statutes but in force for this office."""
    named = frozenset(table.texts(key, tuple(default)))
    if named:
        from dpo_console.law.statutes import switched_off  # only for an office that names some

        if unknown := named - switched_off():
            known = ", ".join(sorted(switched_off()))
            raise table.wrong(key, f"has {min(unknown)!r}; switched off are: {known}.")
    return named

"""Reads data/dpo.toml, refusing what it doesn't know, by key."""

import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

from dpo_console.config.home import Home
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
from dpo_console.errors import BadFile, BadInput
from dpo_console.law.model import SchoolType, TermCalendar
from dpo_console.text import clean

Table = dict[str, object]
"""A table of TOML, before anything in it was checked."""


def load_settings(home: Home) -> Settings:
    """Read data/dpo.toml. Raises BadInput where there is no home, BadFile naming what is wrong."""
    path = home.settings
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadInput(
            f"There are no records at {home.root}: it has no data/dpo.toml. "
            f"Make them with: dpo-console init {home.root}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadFile(path, "", f"this is not TOML: {problem}") from None
    except OSError as problem:
        raise BadFile(path, "", f"it can't be read: {os.strerror(problem.errno or 0)}.") from None
    return _Reader(path).settings(data)


class _Reader:
    """Turns the TOML of one file into Settings."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def settings(self, data: Table) -> Settings:
        lists = ("people", "school")
        tables = ("dpo", "regulator", "service", "notice")
        self.check("", data, ("name", "label", "host", *lists, *tables))
        people = tuple(self.person(place, entry) for place, entry in self.entries(data, "people"))
        schools = tuple(self.school(place, entry) for place, entry in self.entries(data, "school"))
        self.no_twins("people", [p.slug for p in people])
        self.no_twins("school", [s.slug for s in schools])
        return Settings(
            name=self.text("", data, "name"),
            label=self.text("", data, "label"),
            host=self.text("", data, "host"),
            dpo=self.contact("dpo", data, Contact()),
            regulator=self.contact("regulator", data, REGULATOR),
            schools=schools,
            people=people,
            service=self.service(data, people),
            notice=NOTICE | self.notice(data),
        )

    def check(self, where: str, table: Table, known: Sequence[str]) -> None:
        for key in table:
            if key not in known:
                raise self.bad(where, key, f"this key isn't known; known here: {', '.join(known)}.")

    def bad(self, where: str, key: str, what: str) -> BadFile:
        return BadFile(self.path, f"{where}.{key}" if where else key, what)

    def table(self, data: Table, key: str) -> Table:
        value = data.get(key, {})
        if not isinstance(value, dict):
            raise self.bad("", key, "this must be a table.")
        return value

    def entries(self, data: Table, key: str) -> Iterator[tuple[str, Table]]:
        value = data.get(key, [])
        for number, entry in enumerate(value if isinstance(value, list) else [value], 1):
            if not isinstance(entry, dict):
                raise self.bad("", key, f"write each entry under its own [[{key}]].")
            yield f"{key} {number}", entry

    def text(self, where: str, table: Table, key: str, default: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            raise self.bad(where, key, "this must be text in quotes.")
        return clean(value, key)

    def needed(self, where: str, table: Table, key: str) -> str:
        value = self.text(where, table, key)
        if not value:
            raise self.bad(where, key, "this is missing; every entry needs it.")
        return value

    def choice(self, where: str, table: Table, key: str, among: Sequence[str], default: str) -> str:
        value = self.text(where, table, key, default)
        if value not in among:
            raise self.bad(where, key, f"this must be one of {', '.join(among)}.")
        return value

    def no_twins(self, key: str, slugs: Sequence[str]) -> None:
        if len(set(slugs)) != len(slugs):
            raise self.bad("", key, "two entries have the same slug; make them differ.")

    def contact(self, key: str, data: Table, default: Contact) -> Contact:
        table = self.table(data, key)
        names = [f.name for f in fields(Contact)]
        self.check(key, table, names)
        return Contact(*(self.text(key, table, n, getattr(default, n)) for n in names))

    def notice(self, data: Table) -> dict[str, str]:
        table = self.table(data, "notice")
        self.check("notice", table, tuple(NOTICE))
        return {key: self.text("notice", table, key) for key in table}

    def service(self, data: Table, people: Sequence[Person]) -> Service:
        table = self.table(data, "service")
        self.check("service", table, ("account", "person"))
        person = self.text("service", table, "person")
        if person and person not in {p.slug for p in people}:
            raise self.bad("service", "person", f"nobody under [[people]] is {person!r}.")
        return Service(self.text("service", table, "account"), person)

    def person(self, where: str, table: Table) -> Person:
        self.check(where, table, [f.name for f in fields(Person)])
        roles = [r.value for r in Role if r is not Role.SOLE]
        return Person(
            slug=self.needed(where, table, "slug"),
            name=self.needed(where, table, "name"),
            role=Role(self.choice(where, table, "role", roles, "")),
            account=self.text(where, table, "account"),
            email=self.text(where, table, "email"),
        )

    def school(self, where: str, table: Table) -> School:
        self.check(where, table, [*(f.name for f in fields(School)), "closures"])
        types = [t.value for t in SchoolType]
        return School(
            slug=self.needed(where, table, "slug"),
            name=self.needed(where, table, "name"),
            type=SchoolType(self.choice(where, table, "type", types, SchoolType.MAINTAINED)),
            address=self.text(where, table, "address"),
            terms=self.terms(where, table),
        )

    def terms(self, where: str, table: Table) -> TermCalendar | None:
        closures = frozenset(self.days(where, "closures", table.get("closures", [])))
        spans = table.get("terms", [])
        if not isinstance(spans, list):
            raise self.bad(where, "terms", "this must be a list of spans.")
        if not spans:
            return None
        return TermCalendar(tuple(sorted(self.span(where, span) for span in spans)), closures)

    def span(self, where: str, span: object) -> tuple[date, date]:
        match self.days(where, "terms", span):
            case [first, last] if first <= last:
                return first, last
        raise self.bad(where, "terms", f"{span} is not a first and a last day, in that order.")

    def days(self, where: str, key: str, values: object) -> list[date]:
        days: list[date] = []
        for day in values if isinstance(values, list) else [values]:
            if not isinstance(day, date) or isinstance(day, datetime):
                raise self.bad(where, key, f"{day!r} is no day; write 2026-09-02, without quotes.")
            days.append(day)
        return days

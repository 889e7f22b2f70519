"""The first settings of an office: what it answered, put into the commented example."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from dpo_console.config.new_home import example
from dpo_console.config.settings.schools import School
from dpo_console.config.settings.settings import NOBODY, Contact, Person, SchoolGroup
from dpo_console.config.settings.settings_file import settings_of
from dpo_console.config.terms.merging import with_dates
from dpo_console.errors import BadFile, BadInput
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.text import fold
from dpo_console.toml_file import toml_table

_AFTER_SCHOOLS = "\n# Your people and their roles."
_AFTER_PEOPLE = "\n# The places to search when somebody asks"
"""The first words of what follows the examples of schools, and of people, in a new dpo.toml."""

_SAY_NOTHING = ("the", "st", "saint", "our", "mr", "mrs", "ms", "miss", "dr")


class Answers(NamedTuple):
    """What an office said of itself when its home was made."""

    name: str = ""
    dpo: Contact = NOBODY
    schools: tuple[School, ...] = ()
    people: tuple[Person, ...] = ()
    groups: tuple[SchoolGroup, ...] = ()


def first_settings(answers: Answers) -> str:
    """Return the text of a new dpo.toml with these answers and every comment.

    Raises BadInput for an answer that settings can't hold.
    """
    text = example()
    text = text.replace('name = ""', f"name = {_quoted(answers.name)}", 1)
    dpo = {"name": answers.dpo.name, "email": answers.dpo.email, "phone": answers.dpo.phone}
    text = text.replace("[dpo]\n", f"[dpo]\n{_lines(dpo)}", 1)
    schools = "".join(f"[[school]]\n{_lines(_of_school(school))}\n" for school in answers.schools)
    people = "".join(f"[[people]]\n{_lines(_of_person(person))}\n" for person in answers.people)
    groups = "".join(f"[[groups]]\n{_lines(group._asdict())}\n" for group in answers.groups)
    text = text.replace(_AFTER_SCHOOLS, f"{schools}{groups}{_AFTER_SCHOOLS}", 1)
    text = text.replace(_AFTER_PEOPLE, f"{people}{_AFTER_PEOPLE}", 1)
    for school in answers.schools:
        text = with_dates(text, school.slug, school.dates) if school.dates else text
    try:
        settings_of(toml_table(Path("dpo.toml"), text))
    except BadFile as fault:
        raise BadInput(f"{fault.where.removeprefix('key ')} {fault.what}") from None
    return text


def _of_school(school: School) -> dict[str, str]:
    return {
        "slug": school.slug,
        "name": school.name,
        "type": school.type,
        "controller": school.controller,
    }


def _of_person(person: Person) -> dict[str, str | tuple[str, ...]]:
    return {
        "slug": person.slug,
        "name": person.name,
        "role": person.role,
        "schools": person.schools,
        "account": person.account,
    }


def _lines(said: Mapping[str, str | tuple[str, ...]]) -> str:
    """Return a line for each key that has a value."""
    return "".join(f"{key:10} = {_written(value)}\n" for key, value in said.items() if value)


def _written(value: str | tuple[str, ...]) -> str:
    return _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"


def _quoted(value: str) -> str:
    from tomlkit import string  # only who makes a home waits for it

    return string(value).as_string()


def slug_for(name: str, taken: Collection[str]) -> str:
    """Return a short name for a school or a person that nobody else has.

    It is the first word that says something, else more of them, else one with a number.
    """
    words = [w for w in re.findall(r"[a-z0-9]+", fold(name)) if w not in _SAY_NOTHING] or ["x"]
    return next(slug for slug in _slugs(words) if slug not in taken)


def _slugs(words: list[str]) -> Iterator[str]:
    yield from ("-".join(words[:number]) for number in range(1, len(words) + 1))
    yield from (f"{words[0]}-{number}" for number in count(2))


def needs_controller(kind: SchoolType) -> bool:
    """Return True if a school of this type must say who its controller is (UK GDPR Art 4(7))."""
    return not School("x", "x", kind).controlled_by

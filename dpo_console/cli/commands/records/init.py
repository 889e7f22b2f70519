"""A new home: `init`, which asks at a terminal what the office needs."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from shlex import quote
from typing import TypeVar

import click

from dpo_console.cases.office.desk import account_name
from dpo_console.cases.office.permissions import LISTED, ROLES
from dpo_console.cases.people.parties import read_reach
from dpo_console.casework.office.own_files import refuse_new_home
from dpo_console.casework.settings.first_home import dates_in, make_office, refuse_another
from dpo_console.cli import streams
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import narrate, report
from dpo_console.config import Contact, Home, Person, Role, School
from dpo_console.config.files.folders import whole_path
from dpo_console.config.home import is_usual
from dpo_console.config.settings.first_settings import Answers, needs_controller, slug_for
from dpo_console.config.settings.settings import SchoolGroup
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.law.calendar.schools import SchoolType, school_type
from dpo_console.letters.word.letterhead import read_letterhead
from dpo_console.text import fold

T = TypeVar("T")

Ask = Callable[[str, str], str]
"""What asks a question and returns the answer, or the default where nothing is typed."""

ROLE_WORDS: Mapping[str, str] = {role: ROLES[role].does for role in LISTED}
"""The roles that people have, and what each does."""

SCHOOL_TYPES: Mapping[str, str] = {
    SchoolType.MAINTAINED: "of the council: community, voluntary or foundation",
    SchoolType.MAINTAINED_NURSERY: "a nursery school of the council",
    SchoolType.PRU: "a pupil referral unit",
    SchoolType.ACADEMY: "an academy or free school",
    SchoolType.SPECIAL_ACADEMY: "a special academy or special free school",
    SchoolType.INDEPENDENT: "a school that charges fees",
    SchoolType.NON_MAINTAINED_SPECIAL: "a special school run by a charity",
}
"""The types of school, and what each is."""

LATER = "Enter: later"

DONE = "Enter: done"

NONE = "Enter: none"

A_LEAD = "A lead needs schools. Write it as “NAME, lead, ACCOUNT, SCHOOL, SCHOOL”."

A_GROUP = "A group needs schools. Write it as “NAME, SCHOOL, SCHOOL”."
"""What is told where somebody names no school."""

FILE = click.Path(path_type=Path)


@subcommand()
@click.argument("folder", metavar="[DIR]", type=FILE, required=False)
@click.option("--no-questions", is_flag=True, help="Ask nothing, and don't open the console.")
@text_option("--office", "NAME", "The school or trust.")
@text_option("--dpo", "NAME", "The Data Protection Officer.")
@text_option("--dpo-email", "ADDRESS", "Their address in letters.")
@text_option("--dpo-phone", "NUMBER", "Their number in letters.")
@click.option(
    "--school", multiple=True, metavar="TEXT", help="NAME, TYPE, CONTROLLER. Once for each."
)
@click.option("--terms", type=FILE, metavar="FILE", help="The only school's term dates: .ics, CSV.")
@click.option(
    "--group", multiple=True, metavar="TEXT", help="NAME, SCHOOLS: some of several. Once for each."
)
@text_option("--me", "TEXT", "NAME, ROLE: you, with this account.")
@click.option(
    "--person", multiple=True, metavar="TEXT",
    help="NAME, ROLE, ACCOUNT, and a lead's SCHOOLS. Once for each.",
)  # fmt: skip
@click.option("--letterhead", type=FILE, metavar="FILE", help="Your letterhead, a Word file.")
@click.option("--trust", is_flag=True, help="Put a trust's example into data/notice.toml.")
def init(
    invocation: Invocation, folder: Path | None, no_questions: bool, office: str, dpo: str,
    dpo_email: str, dpo_phone: str, school: tuple[str, ...], terms: Path | None,
    group: tuple[str, ...], me: str, person: tuple[str, ...], letterhead: Path | None,
    trust: bool,
) -> int:  # fmt: skip
    """Make a new home, ask what the office needs, and open the console.

    Without a terminal nothing is asked or opened. You may leave things out. `settings check` and
    the empty list of cases name them until you fill them in.

    \b
      dpo-console init
      dpo-console init /srv/dpo --no-questions --office "Oak Lane School" --dpo "Amara Okafor"
      dpo-console init . --school "Elm Park, academy, Elm Trust" --me "Amara Okafor, dpo"
      dpo-console init . --school Oak --me "Amara Okafor, dpo" --person "Nora Pell, lead, , oak"
      dpo-console init . --school Oak --school Elm --group "Primary schools, oak, elm"
    """
    refuse_new_home(invocation.place(), invocation.person)
    root = whole_path(folder) if folder else invocation.place().root
    refuse_another(root)
    schools = _schools(school, terms)
    contact = Contact(dpo, email=dpo_email, phone=dpo_phone)
    people, groups = _people(me, person, schools), _groups(group, schools)
    given = Answers(office, contact, schools, people, groups)
    asks = not (no_questions or invocation.json) and _at_terminal()
    if asks:
        narrate(
            f"This folder will hold your records: {root}\n{_here_instead(folder, root)}"
            "Answer what you can. Ctrl+C stops, and nothing is made."
        )
        given = asked(given, account_name(), _ask)
        letterhead = letterhead or ask_letterhead(_ask)
        narrate("Making your records and opening the console…")
    home = make_office(root, given, letterhead, trust=trust)
    invocation.saved = True
    if asks:
        return _open(invocation, home)
    print_home(invocation, home.root)
    narrate("What is still missing, and what waits for it: dpo-console settings check")
    return 0


def _here_instead(folder: Path | None, root: Path) -> str:
    """Return the line that tells who named no folder how to choose the one they stand in."""
    here = Path.cwd()
    if folder or here in (root, Path.home()):
        return ""
    return f"To use {here} instead, press Ctrl+C and type: dpo-console init .\n"


def _schools(said: tuple[str, ...], terms: Path | None) -> tuple[School, ...]:
    schools: tuple[School, ...] = ()
    for words in said:
        schools += (school_said(words, schools),)
    if terms is None:
        return schools
    if len(schools) != 1:
        raise BadInput(
            "--terms needs exactly one --school. Import the dates of others later with: "
            "dpo-console terms import FILE --school SLUG"
        )
    return (schools[0]._replace(dates=dates_in(whole_path(terms))),)


def _groups(said: tuple[str, ...], schools: tuple[School, ...]) -> tuple[SchoolGroup, ...]:
    if said and not schools[1:]:
        raise BadInput("A group is of several schools. Name them first, each with --school.")
    groups: tuple[SchoolGroup, ...] = ()
    for words in said:
        groups += (group_said(words, groups, schools),)
    return groups


def _people(
    me: str, said: tuple[str, ...], schools: tuple[School, ...]
) -> tuple[Person, ...]:  # fmt: skip
    """Return the people listed, the one of this account first."""
    if said and not me:
        raise BadInput("Add yourself with --me, or this account may do nothing in the new home.")
    people: tuple[Person, ...] = ()
    for words in ((me,) if me else ()) + said:
        people += (person_said(words, people, schools),)
    if people and all(person.role is Role.LEAD for person in people):
        raise BadInput('A lead sees some schools alone. Add the DPO: --person "NAME, dpo"')
    return (people[0]._replace(account=account_name()), *people[1:]) if me else ()


def _at_terminal() -> bool:
    return all(os.isatty(stream) for stream in (streams.STDIN, streams.STDOUT, streams.STDERR))


def _ask(question: str, usual: str) -> str:
    while True:
        answer: str = click.prompt(question, default=usual, show_default=bool(usual), err=True)
        if answer.strip() != "?":
            return answer.strip()
        narrate("Type an answer, or press Enter for what the brackets say. Change it later.")


def _open(invocation: Invocation, home: Home) -> int:
    invocation.home = str(home.root)
    code = invocation.console()
    tell_way_back(home)
    return code


def tell_way_back(home: Home) -> None:
    """Say how to open these records again, once the console is left."""
    where = "" if is_usual(home) else f" --home {quote(str(home.root))}"
    narrate(f"To come back: dpo-console{where}")


def print_home(invocation: Invocation, root: Path) -> None:
    """Print where a home is."""
    report(invocation, {"home": str(root)}, str(root))
    sys.stdout.flush()


def school_said(words: str, before: tuple[School, ...]) -> School:
    """Return a school written as `NAME, TYPE, CONTROLLER`. Raises BadInput."""
    name, kind, controller = _parts(words, "--school", "NAME, TYPE, CONTROLLER")
    slug = slug_for(name, [school.slug for school in before])
    return School(slug, name, school_type(kind or SchoolType.MAINTAINED), controller=controller)


def person_said(
    words: str, before: tuple[Person, ...], schools: tuple[School, ...] = ()
) -> Person:  # fmt: skip
    """Return a person written as `NAME, ROLE, ACCOUNT`, and a lead's schools. Raises BadInput."""
    name, role, account = _parts(words, "--person", "NAME, ROLE, ACCOUNT")
    if role not in ROLE_WORDS:
        raise BadInput(f"{role!r} is no role. Choose from {', '.join(ROLE_WORDS)}.")
    slug = slug_for(name, [person.slug for person in before])
    if role != Role.LEAD:
        return Person(slug, name, Role(role), account)
    account, _, named = account.partition(",")
    found = _schools_named(named, schools, A_LEAD)
    return Person(slug, name, Role.LEAD, account.strip(), schools=found)


def group_said(
    words: str, before: tuple[SchoolGroup, ...], schools: tuple[School, ...]
) -> SchoolGroup:
    """Return a group of schools written as `NAME, SCHOOL, SCHOOL`. Raises BadInput."""
    name, _, named = words.partition(",")
    if not name.strip():
        raise BadInput(f"--group {words!r} names nothing. Write it as “NAME, SCHOOL, SCHOOL”.")
    return _group(name.strip(), _schools_named(named, schools, A_GROUP), before)


def _group(name: str, schools: tuple[str, ...], before: tuple[SchoolGroup, ...]) -> SchoolGroup:
    return SchoolGroup(slug_for(name, [group.slug for group in before]), name, schools)


def _schools_named(words: str, schools: tuple[School, ...], none: str) -> tuple[str, ...]:
    """Return the slugs of schools, by slug or name. Raises BadInput, with `none` for no school."""
    known = {fold(word): school.slug for school in schools for word in (school.name, school.slug)}
    asked_for = [word.strip() for word in words.split(",") if word.strip()]
    for word in asked_for:
        if fold(word) not in known:
            raise BadInput(
                f"There is no school {word!r} here. Choose from "
                f"{', '.join(school.slug for school in schools) or 'none: add --school'}."
            )
    if not asked_for:
        raise BadInput(none)
    return tuple(dict.fromkeys(known[fold(word)] for word in asked_for))


def _parts(words: str, option: str, pattern: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in words.split(",", 2)]
    if not parts[0]:
        raise BadInput(f"{option} {words!r} names nobody. Write it as “{pattern}”.")
    name, second, third = (*parts, "", "")[:3]
    return name, second, third


def asked(given: Answers, account: str, ask: Ask) -> Answers:
    """Ask whatever the options didn't say."""
    name = given.name or ask(f"Name of the school or trust, as letters give it ({LATER})", "")
    dpo = given.dpo if given.dpo.name else _ask_dpo(ask)
    schools = given.schools or _ask_schools(name, ask)
    groups = given.groups or (_ask_groups(schools, ask) if schools[1:] else ())
    people = given.people or _ask_people(dpo, account, schools, ask)
    return Answers(name, dpo, schools, people, groups)


def _ask_dpo(ask: Ask) -> Contact:
    name = ask(f"Name of the Data Protection Officer ({LATER})", "")
    if not name:
        return Contact()
    email = _reach(
        f"The DPO's e-mail address, which letters need ({LATER})", "email", "an e-mail address", ask
    )
    phone = _reach(f"The DPO's telephone number ({LATER})", "phone", "a telephone number", ask)
    return Contact(name, email=email, phone=phone)


def _reach(question: str, way: str, called: str, ask: Ask) -> str:
    """Ask for an address or a number until it can be one, or nothing is typed."""
    while typed := ask(question, ""):
        if getattr(read_reach(typed), way):
            break
        question = f"  That isn't {called}. Type it again ({LATER})"
    return typed


def _ask_schools(office: str, ask: Ask) -> tuple[School, ...]:
    schools: tuple[School, ...] = ()
    alone = "" if _names_trust(office) else office
    first = "Name of your first or only school" + ("" if alone else f" ({LATER})")
    name = ask(first, alone)
    while name:
        schools += (_ask_school(name, schools, office, ask),)
        name = ask(f"Name of another school ({DONE})", "")
    return schools


def _ask_school(name: str, before: tuple[School, ...], office: str, ask: Ask) -> School:
    usual = _usual_type(office, before)
    kind = _choice("Its type", SCHOOL_TYPES, usual, ask, told=bool(before))
    school = school_said(name.replace(",", " "), before)._replace(name=name, type=SchoolType(kind))
    if needs_controller(school.type):
        question = "Its data controller, such as the academy's trust"
        trust = office if office != name and _names_trust(office) else ""
        school = school._replace(controller=ask(question + ("" if trust else f" ({LATER})"), trust))
    dates = _file(f"File with its term dates, .ics or CSV ({LATER})", dates_in, ask)
    return school._replace(dates=dates) if dates else school


def _ask_groups(schools: tuple[School, ...], ask: Ask) -> tuple[SchoolGroup, ...]:
    groups: tuple[SchoolGroup, ...] = ()
    first = f"Name of a group of your schools, such as Primary schools ({NONE})"
    while name := ask(f"Name of another group ({DONE})" if groups else first, ""):
        groups += (_group(name, _ask_which(name, schools, A_GROUP, ask), groups),)
    return groups


def _usual_type(office: str, before: tuple[School, ...]) -> str:
    """Return the type to offer: that of the school before, or what the office's name says."""
    if before:
        return before[-1].type
    return SchoolType.ACADEMY if _names_trust(office) else SchoolType.MAINTAINED


def _names_trust(office: str) -> bool:
    return bool(re.search(r"\b(trust|academy|academies)\b", office, re.IGNORECASE))


def _ask_people(
    dpo: Contact, account: str, schools: tuple[School, ...], ask: Ask
) -> tuple[Person, ...]:  # fmt: skip
    """Ask first for the person of this account, because nobody may lock themselves out.

    A lead of some schools is offered where there are several, once somebody sees them all.
    """
    name = ask("Your own name", dpo.name)
    if not name:
        return ()
    usual = Role.DPO if name == dpo.name else Role.CLERK
    leads = {word: does for word, does in ROLE_WORDS.items() if word != Role.LEAD or schools[1:]}
    others = dpo.name not in ("", name)
    roles = leads if others else {word: leads[word] for word in leads if word != Role.LEAD}
    role = Role(_choice("Your role", roles, usual, ask))
    people: tuple[Person, ...] = (_person(name, role, (), account, schools, ask),)
    if others:
        people += (_person(dpo.name, Role.DPO, people, None, schools, ask),)
    while name := ask(f"Name of another person who will use this program ({DONE})", ""):
        if name not in [person.name for person in people]:
            role = Role(_choice("Role", leads, Role.CLERK, ask, told=leads == roles))
            people += (_person(name, role, people, None, schools, ask),)
    return people


def _person(
    name: str, role: Role, before: tuple[Person, ...], account: str | None,
    schools: tuple[School, ...], ask: Ask,
) -> Person:  # fmt: skip
    """Ask for a lead's schools, and for the account of somebody else."""
    led = _ask_which(name, schools, A_LEAD, ask) if role is Role.LEAD else ()
    if account is None:
        account = ask(f"{name}'s own user name on this computer, if there is one ({NONE})", "")
    slug = slug_for(name, [person.slug for person in before])
    return Person(slug, name, role, account, schools=led)


def _ask_which(name: str, schools: tuple[School, ...], none: str, ask: Ask) -> tuple[str, ...]:
    """Ask for the schools of a lead or a group until they are known."""
    told = _list({school.slug: school.name for school in schools})
    again = f"The schools of {name}, with commas between"
    question = f"{told}{again}"
    while True:
        try:
            return _schools_named(ask(question, ""), schools, none)
        except BadInput as problem:
            question = f"  {problem}\n{again}"


def ask_letterhead(ask: Ask) -> Path | None:
    """Ask for a Word file with the letterhead, until one can be used or none is given."""

    def checked(path: Path) -> Path:
        read_letterhead(path)
        return path

    return _file(f"Word file with your letterhead ({LATER})", checked, ask)


def _file(question: str, read: Callable[[Path], T], ask: Ask) -> T | None:
    """Ask for a file until it can be read, or nothing is typed. Return what it holds."""
    again = question
    while typed := ask(again, ""):
        try:
            return read(whole_path(typed))
        except DpoConsoleError as problem:
            again = f"{problem}\n{question}"
    return None


def _list(choices: Mapping[str, str]) -> str:
    """Return choices as lines, each with what it is."""
    width = max(map(len, choices))
    return "".join(f"  {choice:{width}}  {what}\n" for choice, what in choices.items())


def _choice(
    question: str, choices: Mapping[str, str], usual: str, ask: Ask, *, told: bool = False
) -> str:
    """Ask for one of some words until it is one. Unless they were told already, list them first."""
    listed = _list(choices)
    asked_now = question if told else f"{listed}{question}"
    while (answer := ask(asked_now, usual).lower()) not in choices:
        asked_now = f"  Type the first word of one of these lines:\n{listed}{question}"
    return answer

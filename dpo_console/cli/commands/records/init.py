"""A new home: `init`."""

import os
import sys
from pathlib import Path
from shlex import quote

import click

from dpo_console.cases.office.desk import account_name
from dpo_console.casework.office.own_files import refuse_new_home
from dpo_console.casework.settings.first_home import dates_in, make_office, refuse_another
from dpo_console.cli import streams
from dpo_console.cli.commands.records import init_answers
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import narrate, report
from dpo_console.config import Contact, Home, Person, Role, School
from dpo_console.config.files.folders import whole_path
from dpo_console.config.home.home import is_usual
from dpo_console.config.settings.settings import SchoolGroup
from dpo_console.config.settings.writing.first_settings import Answers
from dpo_console.errors import BadInput

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
        given = init_answers.asked(given, account_name(), _ask)
        letterhead = letterhead or init_answers.ask_letterhead(_ask)
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
        schools += (init_answers.school_said(words, schools),)
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
        groups += (init_answers.group_said(words, groups, schools),)
    return groups


def _people(
    me: str, said: tuple[str, ...], schools: tuple[School, ...]
) -> tuple[Person, ...]:  # fmt: skip
    """Return the people listed, the one of this account first."""
    if said and not me:
        raise BadInput("Add yourself with --me, or this account may do nothing in the new home.")
    people: tuple[Person, ...] = ()
    for words in ((me,) if me else ()) + said:
        people += (init_answers.person_said(words, people, schools),)
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

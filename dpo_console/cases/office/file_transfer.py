"""How files get to the officer's own machine and from there: command lines to type there."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from dpo_console.cases.office.desk import Desk, who_acts
from dpo_console.config.home import is_usual
from dpo_console.errors import DpoConsoleError


def fetch_line(desk: Desk, path: Path) -> str:
    """Copies a Word file over. HOST stands for the machine's name where no setting says it."""
    return f"scp {shlex.quote(f'{_host(desk)}:{path}')} ."


def output_line(desk: Desk, reference: str, name: str) -> str:
    """Fetches the latest letter of that name ('': of any) where no file may be copied, such as
    with a key that has a forced command.
    """
    which = f"{reference} {name}".rstrip()
    return f"{_over_there(desk)} letter fetch {which} > {reference}.docx"


def email_line(desk: Desk, reference: str, name: str) -> str:
    """Makes an e-mail draft with the latest letter of that name attached."""
    return f"{_over_there(desk)} letter email {reference} {name} > {reference}.eml"


def schedule_lines(desk: Desk, reference: str) -> tuple[str, str]:
    """Fetches a schedule as a spreadsheet; lists the rows of one that lies on that machine."""
    schedule = f"{_over_there(desk)} schedule {reference}"
    return f"{schedule} export > {reference}.csv", f"{schedule} import - < found.csv"


def _host(desk: Desk) -> str:
    return desk.settings.host or "HOST"


def _over_there(desk: Desk) -> str:
    """`ssh HOST dpo-console` with what it needs to find the same records as the same person. Two
    shells read it, here and there, so a word that needs quotes has them twice.
    """
    words = ("dpo-console", *_said(desk))
    return shlex.join(("ssh", _host(desk), *map(shlex.quote, words)))


def _said(desk: Desk) -> Iterator[str]:
    """The options without which a fresh login would find other records, or act as another person.

    An SSH key's forced command that says the same takes them.
    """
    if not is_usual(desk.home):
        yield from ("--home", str(desk.home.root))
    try:
        usual = who_acts(desk.settings, desk.account, None)
    except DpoConsoleError:
        usual = None
    if usual != desk.person:
        yield from ("--as", desk.person.slug)

"""Command lines for copying files to and from the officer's own computer."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from dpo_console.cases.office.desk import Desk, who_acts
from dpo_console.config.home import is_usual
from dpo_console.errors import DpoConsoleError


def fetch_line(desk: Desk, path: Path) -> str:
    """Return the command to copy a Word file. HOST stands for a machine that no setting names."""
    return f"scp {shlex.quote(f'{_host(desk)}:{path}')} ."


def output_line(desk: Desk, reference: str, name: str, number: int | None = None) -> str:
    """Return the command to fetch the latest letter of that name ('': of any), or that `number`.

    It works without file copying, such as with a key that has a forced command.
    """
    which = f"{reference} {name}".rstrip()
    if number is None:
        return f"{_over_there(desk)} letter fetch {which} > {reference}.docx"
    fetch = f"{_over_there(desk)} letter fetch {which} --number {number}"
    return f"{fetch} > {reference}-{number}.docx"


def email_line(desk: Desk, reference: str, name: str) -> str:
    """Return the command for an e-mail draft with the latest letter of that name attached."""
    return f"{_over_there(desk)} letter email {reference} {name} > {reference}.eml"


def adopt_line(desk: Desk, reference: str, name: str) -> str:
    """Return the command to take in a letter that was edited in Word."""
    return f"{_over_there(desk)} letter adopt {reference} {name} - < edited.docx"


def schedule_lines(desk: Desk, reference: str) -> tuple[str, str]:
    """Return the commands to fetch a schedule as a spreadsheet, and to import one."""
    schedule = f"{_over_there(desk)} schedule {reference}"
    return f"{schedule} export > {reference}.csv", f"{schedule} import - < found.csv"


def paper_lines(desk: Desk, reference: str) -> tuple[str, str]:
    """Return the commands to keep a paper with a case, and to fetch one."""
    papers = f"{_over_there(desk)} papers {reference}"
    return f"{papers} add - --name FILE < FILE", f"{papers} fetch N > FILE"


def check_line(desk: Desk, reference: str) -> str:
    """Return the command to check a file of an answer."""
    return f"{_over_there(desk)} files check {reference} - --name FILE < FILE"


def form_line(desk: Desk, reference: str) -> str:
    """Return the command to read an application form that came back."""
    return f"{_over_there(desk)} application read {reference} - < FILE"


def website_line(desk: Desk) -> str:
    """Return the command to publish the pages for the website, and fetch them."""
    return f"{_over_there(desk)} publish - > website.zip"


def _host(desk: Desk) -> str:
    return desk.settings.host or "HOST"


def _over_there(desk: Desk) -> str:
    """Return `ssh HOST dpo-console` with the options for the same records and person.

    Two shells read it, one here and one there. A word that needs quotes therefore has them twice.
    """
    words = ("dpo-console", *_said(desk))
    return shlex.join(("ssh", _host(desk), *map(shlex.quote, words)))


def _said(desk: Desk) -> Iterator[str]:
    """Yield the options without which a fresh login would use other records or another person.

    An SSH key's forced command with the same options accepts them.
    """
    if not is_usual(desk.home):
        yield from ("--home", str(desk.home.root))
    try:
        usual = who_acts(desk.settings, desk.account, None)
    except DpoConsoleError:
        usual = None
    if usual != desk.person:
        yield from ("--as", desk.person.slug)

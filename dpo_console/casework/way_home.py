"""How files get to the officer's own machine and from there: command lines to type there."""

import shlex
from pathlib import Path

from dpo_console.casework.desk import Desk


def fetch_line(desk: Desk, path: Path) -> str:
    """Copies a Word file over. HOST stands for the machine's name where no setting says it."""
    there = f"{desk.settings.host or 'HOST'}:{path}"
    return f"scp {shlex.quote(there)} ."


def output_line(desk: Desk, reference: str, name: str) -> str:
    """Fetches the latest letter of that name ('': of any) where no file may be copied, such as
    with a key that has a forced command.
    """
    which = f"{reference} {name}".rstrip()
    return f"ssh {desk.settings.host or 'HOST'} dpo-console letter fetch {which} > {reference}.docx"


def email_line(desk: Desk, reference: str, name: str) -> str:
    """Makes an e-mail draft with the latest letter of that name attached."""
    host = desk.settings.host or "HOST"
    return f"ssh {host} dpo-console letter email {reference} {name} > {reference}.eml"


def schedule_lines(desk: Desk, reference: str) -> tuple[str, str]:
    """Fetches a schedule as a spreadsheet; lists the rows of one that lies on that machine."""
    schedule = f"ssh {desk.settings.host or 'HOST'} dpo-console schedule {reference}"
    return f"{schedule} export > {reference}.csv", f"{schedule} import - < found.csv"

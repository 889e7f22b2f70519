"""How a written letter gets to the officer's own machine: command lines to type there."""

import shlex
from pathlib import Path

from dpo_console.casework.desk import Desk


def fetch_line(desk: Desk, path: Path) -> str:
    """Copies a Word file over. HOST stands for the machine's name where no setting says it."""
    return f"scp {desk.settings.host or 'HOST'}:{shlex.quote(str(path))} ."


def email_line(desk: Desk, reference: str, name: str) -> str:
    """Makes an e-mail draft with the latest letter of that name attached."""
    host = desk.settings.host or "HOST"
    return f"ssh {host} dpo-console letter email {reference} {name} > {reference}.eml"

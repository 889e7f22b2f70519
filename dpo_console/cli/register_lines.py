"""The register of releases drawn as blocks of lines."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dpo_console.cli.output import columns, say
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.casework.register import RegisterRow


def print_register(rows: Iterable["RegisterRow"]) -> None:
    """Print one block a release."""
    for row in rows:
        say(f"{row.organisation} ({row.organisation_type})   {row.reference}")
        approved = f", approved {day_words(row.approved)}" if row.approved else ""
        until = f", to be destroyed by {day_words(row.ends)}" if row.ends else ""
        lines = [
            ("Purpose", row.purpose),
            ("Data", row.data),
            ("Legal basis", row.legal_basis),
            ("Released", f"{day_words(row.released)}{approved}"),
            ("Sent by", row.method),
            ("State", f"{row.status}{until}"),
        ]
        columns([line for line in lines if line[1]], indent=2)
        say("")

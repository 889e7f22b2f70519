"""Registers of releases drawn as blocks of lines."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dpo_console.cases.reports.register_lines import full_lines, processor_lines, public_lines
from dpo_console.cli.output import columns, say

if TYPE_CHECKING:
    from dpo_console.cases.reports.register import FullRow, RegisterRow
    from dpo_console.cases.sharing.processors import ProcessorRow


def print_register(rows: Iterable["RegisterRow"]) -> None:
    """Print one block a release."""
    for row in rows:
        say(f"{row.organisation} ({row.organisation_type})   {row.reference}")
        columns(public_lines(row), indent=2)
        say("")


def print_full_register(rows: Iterable["FullRow"]) -> None:
    """Print one block a release, with everything known about it."""
    for row in rows:
        who = row.organisation or row.recipient
        say(f"{who} ({row.organisation_type})   {row.reference}")
        columns(full_lines(row), indent=2)
        say("")


def print_processors(rows: Iterable["ProcessorRow"]) -> None:
    """Print one block a contract."""
    for row in rows:
        say(f"{row.organisation} ({row.role.lower()})   {row.reference}")
        columns(processor_lines(row), indent=2)
        say("")

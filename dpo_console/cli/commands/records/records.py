"""The records as a whole: `records`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "move": ("records.move", "Move the records into a database of PostgreSQL, or back."),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def records() -> None:
    """Move the records between a file and a database of PostgreSQL."""

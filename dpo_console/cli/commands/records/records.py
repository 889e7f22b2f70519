"""The records as a whole: `records`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "move": ("records.move", "Move the records into a database of PostgreSQL, or back."),
    "roles": (
        "records.roles",
        "Print the SQL that makes the roles, accounts and database on a server of PostgreSQL.",
    ),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def records() -> None:
    """Keep the records in a database of PostgreSQL, or in a file."""

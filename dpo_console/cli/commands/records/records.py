"""The records as a whole: `records`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def records() -> None:
    """Keep the records in a database of PostgreSQL, or in a file."""

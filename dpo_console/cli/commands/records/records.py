"""The records as a whole: `records`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def records() -> None:
    """Move the records into a PostgreSQL database, or back into a file."""

"""The privacy notice: `notice`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def notice() -> None:
    """Show, check, write and publish the school's privacy notice."""

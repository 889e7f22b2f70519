"""The privacy notice: `notice`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def notice() -> None:
    """Keep the school's privacy notice true: shown, checked, written, and kept in versions."""

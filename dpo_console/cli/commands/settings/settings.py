"""The office's own files: `settings`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def settings() -> None:
    """Check and change the office's settings in data/."""

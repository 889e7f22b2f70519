"""The office's own wordings: `wording`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def wording() -> None:
    """Write letters in your office's own words: copy, check and compare wordings."""

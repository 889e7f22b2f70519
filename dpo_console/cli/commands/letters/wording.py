"""The office's own wordings: `wording`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def wording() -> None:
    """Keep letters in the office's own words: copied out, checked, compared."""

"""The office's own files: `settings`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "check": (
        "settings.check",
        "Check all of data/: what is wrong, with file and line, and what is still missing.",
    ),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def settings() -> None:
    """Check what the office writes in data/."""

"""The office's own files: `settings`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "check": (
        "settings.check",
        "Check all of data/: what is wrong, with file and line, and what is still missing.",
    ),
    "edit": (
        "settings.edit",
        "Change dpo.toml, or another file of the office, once all of it is checked.",
    ),
    "show": ("settings.edit", "Give a file of the office on stdout, as it counts now."),
    "history": (
        "settings.edit",
        "List the versions of a file of the office: who saved each, and when.",
    ),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def settings() -> None:
    """Check and change what the office writes in data/."""

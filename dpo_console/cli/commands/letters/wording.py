"""The office's own wordings: `wording`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "list": (
        "letters.own_wordings",
        "List the wordings of your own, and whether the packaged ones have changed since.",
    ),
    "fields": (
        "letters.own_wordings",
        "List the names that a wording may use: fields, parts and conditions, with examples.",
    ),
    "copy": (
        "letters.own_wordings",
        "Copy a packaged wording, or the letterhead, to data/, where you may change it.",
    ),
    "check": ("letters.own_wordings", "Check every wording and letterhead of your own."),
    "changes": (
        "letters.own_wordings",
        "Show what has changed in the packaged wording since you copied it out.",
    ),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def wording() -> None:
    """Keep letters in the office's own words: copied out, checked, compared."""

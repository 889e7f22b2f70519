"""The privacy notice: `notice`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "show": ("notice.showing", "Show the privacy notice as it stands, for one audience or all."),
    "check": (
        "notice.checking",
        "List what the privacy notice lacks, and what is no longer true in it.",
    ),
    "write": ("notice.writing", "Write the privacy notice as Word files and pages of HTML."),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def notice() -> None:
    """Keep the school's privacy notice true: shown, checked, written, and kept in versions."""

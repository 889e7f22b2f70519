"""The privacy notice: `notice`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "show": ("notice.showing", "Show the privacy notice as it stands, for one audience or all."),
    "check": (
        "notice.checking",
        "List what the privacy notice lacks, and what is no longer true in it.",
    ),
    "example": (
        "notice.showing",
        "Print a complete example of data/notice.toml, to take statements from.",
    ),
    "write": ("notice.showing", "Write the privacy notice as Word files and pages of HTML."),
    "record": (
        "notice.processing",
        "List every use of personal data: the record of processing (UK GDPR Art 30).",
    ),
    "publish": (
        "notice.publishing",
        "Keep the privacy notice as the version that counts from today, or from a day.",
    ),
    "list": (
        "notice.publishing",
        "List the published versions of the privacy notice, and the days on which each counted.",
    ),
    "diff": (
        "notice.publishing",
        "Show what differs between two versions, or between the last one and the notice as it "
        "stands.",
    ),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def notice() -> None:
    """Keep the school's privacy notice true: shown, checked, written, and kept in versions."""

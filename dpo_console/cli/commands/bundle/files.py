"""The files of an answer: `files`."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "check": (
        "bundle.check",
        "Read each file of an answer as somebody would who looks for what was meant to be gone.",
    ),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def files() -> None:
    """Check the files of an answer before they go.

    \b
      dpo-console files check SAR-2026-0042 reply.pdf
    """

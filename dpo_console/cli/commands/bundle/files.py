"""The files of an answer: `files`."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {
    "check": (
        "bundle.answer",
        "Look in each file of an answer for words and data that should be gone.",
    ),
    "list": ("bundle.answer", "List the files of an answer, with what their checks came to."),
    "drop": ("bundle.answer", "Leave a file out of an answer."),
    "by-hand": ("bundle.answer", "Record that an answer was printed and checked by hand."),
}


@click.group(cls=LoadingGroup, entries=ENTRIES)
def files() -> None:
    """Check the files of an answer before they go.

    An answer waits until each of its files was checked and nothing was found, or until somebody
    says why it goes. Its cover letter says how many files and pages there are.

    \b
      dpo-console files check SAR-2026-0042 reply.pdf
    """

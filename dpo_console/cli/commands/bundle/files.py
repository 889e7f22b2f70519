"""The files of an answer: `files`."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def files() -> None:
    """Check the files of an answer before you send them.

    An answer waits until each of its files was checked and nothing was found, or until somebody
    says why it goes. Its cover letter says how many files and pages there are.

    \b
      dpo-console files check SAR-2026-0042 reply.pdf
    """

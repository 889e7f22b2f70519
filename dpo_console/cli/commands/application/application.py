"""The application form of a third party: `application`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def application() -> None:
    """Send a third party the application form, and read the one that comes back.

    The form asks what is still open in the checklist. Each answer then stands beside its question,
    as the requester's own words. You judge them.

    \b
      dpo-console application write DSC-2026-0007
      ssh host dpo-console application read DSC-2026-0007 - < form.docx
    """

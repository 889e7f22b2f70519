"""One letter: `letter`, a group of commands."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(cls=LoadingGroup)
def letter() -> None:
    """Preview one letter, write its Word file, fetch it, and mark it as sent.

    \b
      dpo-console letter preview SAR-2026-0042 acknowledgement
      dpo-console letter write SAR-2026-0042 acknowledgement
      ssh host dpo-console letter fetch SAR-2026-0042 > reply.docx
      dpo-console letter sent SAR-2026-0042 acknowledgement --method email
    """

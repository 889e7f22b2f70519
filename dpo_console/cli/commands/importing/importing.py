"""What an office kept elsewhere: `import`."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(name="import", cls=LoadingGroup)
def import_() -> None:
    """Take over what an office kept elsewhere.

    \b
      dpo-console import cases register.xlsx --dry-run
    """

"""What an office kept elsewhere: `import`."""

import click

from dpo_console.cli.loading import LoadingGroup


@click.group(name="import", cls=LoadingGroup)
def import_() -> None:
    """Log the cases of a register that you kept before.

    \b
      dpo-console import cases register.xlsx --dry-run
    """

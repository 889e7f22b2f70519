"""What an office kept elsewhere: `import`."""

import click

from dpo_console.cli.loading import LoadingGroup

ENTRIES = {"cases": ("importing.cases", "Log every row of a spreadsheet as a case, or none.")}


@click.group(name="import", cls=LoadingGroup, entries=ENTRIES)
def import_() -> None:
    """Take over what an office kept elsewhere.

    \b
      dpo-console import cases register.xlsx --dry-run
    """

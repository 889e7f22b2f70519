"""The register of releases, fit to publish."""

import click

from dpo_console.cli import as_json
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Command
from dpo_console.cli.output import csv_file, document, narrate
from dpo_console.cli.register_lines import print_register


@click.command(cls=Command)
@click.option("--format", "form", type=click.Choice(["csv", "json"]), help="For a file or script.")
@click.pass_obj
def register(invocation: Invocation, form: str | None) -> None:
    """Releases to organisations. It names no pupil and nothing that would tip somebody off.

    \b
      dpo-console register
      dpo-console register --format csv > register.csv
    """
    from dpo_console.casework.register import register as read_register

    released = read_register(invocation.desk())
    rows = [as_json.register_row(row) for row in released.rows]
    if invocation.json or form == "json":
        document(rows)
    elif form == "csv":
        csv_file(rows)
    else:
        print_register(released.rows)
    if released.not_listed:
        narrate(f"Not listed, only counted: {released.not_listed}.")

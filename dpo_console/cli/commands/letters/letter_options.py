"""Options that several commands about letters share."""

import click

from dpo_console.cli.types import Assignment

Given = tuple[tuple[str, str], ...]

SET = click.option(
    "--set",
    "given",
    type=Assignment(),
    multiple=True,
    metavar="FIELD=VALUE",
    help="What only you can say; `letters REF` lists what is asked.",
)

OVERRIDE = click.option(
    "--override", default="", metavar="TEXT", help="Why it goes though a check speaks against it."
)

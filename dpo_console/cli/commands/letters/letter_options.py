"""The option for what a letter needs and only its writer can say."""

import click

from dpo_console.cli.types import Assignment

Given = tuple[tuple[str, str], ...]

SET = click.option(
    "--set",
    "given",
    type=Assignment(),
    multiple=True,
    metavar="FIELD=VALUE",
    help="What only you can say. `letters REF` lists what is asked.",
)

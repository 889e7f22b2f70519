"""Options that the commands on the privacy notice share."""

import click

from dpo_console.cases.notice.stated import TITLES

SCHOOL = click.option("--school", default="", metavar="SLUG", help="One school. Default: all.")
AUDIENCE = click.option(
    "--for",
    "audiences",
    type=click.Choice(tuple(TITLES)),
    multiple=True,
    help="One audience. May be repeated. Default: all.",
)

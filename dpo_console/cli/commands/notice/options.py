"""The option that the commands on the privacy notice share."""

import click

SCHOOL = click.option("--school", default="", metavar="SLUG", help="One school. Default: all.")

"""Retention holds: `hold`, `unhold`."""

from datetime import date

import click

from dpo_console.casework.retention import holding
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import Day
from dpo_console.text import day_words


@case_command()
@click.option("--until", type=Day(), required=True, metavar="DATE", help="When it is reviewed.")
@click.option("--why", required=True, metavar="TEXT", help="Why. It is kept in the history.")
def hold(invocation: Invocation, reference: str, until: date, why: str) -> None:
    """Keep a case from disposal: nothing of it is destroyed.

    The hold doesn't lapse. After its day it asks for a review, and it ends with `unhold`.

    \b
      dpo-console hold SAR-2026-0042 --until 2027-11-30 --why "A claim is announced"
    """
    desk = invocation.desk()
    found = holding.hold(desk, reference, until, why)
    print_change(invocation, desk, found, f"on hold; review it by {day_words(until)}.")


@case_command()
@click.option("--why", required=True, metavar="TEXT", help="Why. It is kept in the history.")
def unhold(invocation: Invocation, reference: str, why: str) -> None:
    """Lift the hold on a case.

    \b
      dpo-console unhold SAR-2026-0042 --why "The claim was settled"
    """
    desk = invocation.desk()
    print_change(invocation, desk, holding.unhold(desk, reference, why), "no longer on hold.")

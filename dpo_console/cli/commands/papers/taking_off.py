"""A misfiled paper off a case: `papers REF take-off`."""

import click

from dpo_console.casework.papers.taking_off import take_off as take_off_paper
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import VERSION, WHY, after_case, text_option
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import NUMBER


@after_case("take-off")
@click.argument("number", type=NUMBER)
@text_option("--to", "REF", "Keep it with that case instead.")
@WHY
@VERSION
def take_off(
    invocation: Invocation, reference: str, number: int, to: str, why: str, version: int | None
) -> None:
    """Take a paper off a case that it doesn't belong to.

    Its bytes are erased there. With --to, they are kept with that case.

    \b
      dpo-console papers SAR-2026-0042 take-off 2 --to SAR-2026-0043 --why "It is of that case"
    """
    desk = invocation.desk()
    found = take_off_paper(desk, reference, number, why=why, to=to, version=version)
    print_change(invocation, desk, found, f"Paper {number} was taken off.")

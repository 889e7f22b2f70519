"""The review of a sharing: `review`."""

from datetime import date

import click

from dpo_console.casework.sharing.review import Review
from dpo_console.casework.sharing.review import review as review_sharing
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import VERSION, case_command, day_option
from dpo_console.cli.pages.changed import print_change


@case_command()
@click.option("--finding", required=True, metavar="TEXT", help="What was looked at and found.")
@day_option("--on", "The day of the review. Default: today.")
@day_option("--next", "The day of the next review.", "following")
@day_option("--until", "The day use ends, sooner than approved.")
@VERSION
def review(
    invocation: Invocation,
    reference: str,
    finding: str,
    on: date | None,
    following: date | None,
    until: date | None,
    version: int | None,
) -> None:
    """Record the review of a sharing. Without --next, it is the last one.

    It never lengthens one: longer use, or more data, takes a new request and its approval.

    \b
      dpo-console review DSC-2026-0007 --finding "Still in use; access list checked" \\
          --next 2027-06-01
      dpo-console review DSC-2026-0007 --finding "The study is over" --until 2026-12-18
    """
    desk = invocation.desk()
    review_made = Review(on or desk.today, finding, following, until)
    found = review_sharing(desk, reference, review_made, version=version)
    print_change(invocation, desk, found, "reviewed.")

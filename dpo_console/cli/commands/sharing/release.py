"""The release: `release`."""

from datetime import date

import click

from dpo_console.casework.sharing.release import release as release_data
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, VERSION, case_command, day_option, text_option
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import DayOrMinute
from dpo_console.law.model import Moment


@case_command()
@click.option(
    "--on",
    type=DayOrMinute(),
    metavar="DATE",
    help="The day it was sent, or the minute. Default: today.",
)
@text_option("--method", "TEXT", "How it was sent.")
@day_option("--until", "The day by which it must be destroyed.")
@day_option("--review", "The day to review it.")
@click.option("--urgent", is_flag=True, help="Safeguarding: at once, with the record to follow.")
@text_option("--reason", "TEXT", "Why it can't wait.")
@OVERRIDE
@VERSION
def release(
    invocation: Invocation,
    reference: str,
    on: Moment | None,
    method: str,
    until: date | None,
    review: date | None,
    urgent: bool,
    reason: str,
    override: str,
    version: int | None,
) -> None:
    """Record that the data were sent. Refused until the request is ready to release.

    \b
      dpo-console release DSC-2026-0007 --method "Encrypted, by Egress" --until 2027-07-31
      dpo-console release DSC-2026-0009 --urgent --on "today 16:40" \\
          --reason "At risk tonight; social worker rang"
    """
    desk = invocation.desk()
    found = release_data(
        desk,
        reference,
        on or desk.today,
        method=method,
        until=until,
        review=review,
        urgent=urgent,
        reason=reason,
        override=override,
        version=version,
    )
    print_change(invocation, desk, found, "released.")

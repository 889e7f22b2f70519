"""Correcting what a case was logged with: `correct-case`."""

import click

from dpo_console.cases.view.case import case_view
from dpo_console.casework import correcting
from dpo_console.casework.correcting import Correction
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.pages.clock_page import print_outlook
from dpo_console.config.methods import CHANNELS


@case_command()
@text_option("--school", "SLUG", "Which school, as in data/dpo.toml.")
@text_option("--summary", "TEXT", "What is asked for.")
@click.option("--channel", type=click.Choice(CHANNELS), default=None, help="How it came.")
@text_option("--requester-kind", "SLUG", "pupil, parent, solicitor, police ...")
@text_option("--why", "TEXT", "Why it was wrong.")
@click.option(
    "--dry-run", is_flag=True, help="Show the dates before and after, and change nothing."
)
def correct_case(
    invocation: Invocation,
    reference: str,
    school: str,
    summary: str,
    channel: str | None,
    requester_kind: str,
    why: str,
    dry_run: bool,
) -> None:
    """Correct what a case was logged with. Its history keeps what stood before.

    \b
      dpo-console correct-case SAR-2026-0042 --school oak --dry-run
      dpo-console correct-case SAR-2026-0042 --school oak --why "The pupil is on Oak Lane's roll"
    """
    desk = invocation.desk()
    wanted = Correction(school, summary, channel or "", requester_kind)
    if dry_run:
        case = case_view(desk, reference)
        clock = correcting.outlook(desk, case)(wanted)
        return print_outlook(invocation, case, clock, desk.now, "corrected")
    found = correcting.correct_case(desk, reference, wanted, why)
    return print_change(invocation, desk, found, "corrected.")

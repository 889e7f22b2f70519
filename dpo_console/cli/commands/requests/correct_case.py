"""Correcting what a case was logged with: `correct-case`."""

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework import correcting
from dpo_console.casework.correcting import Correction
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command
from dpo_console.cli.output import document, narrate
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.pages.clock_page import clock_json, print_clock
from dpo_console.config.methods import CHANNELS


@case_command()
@click.option("--school", default="", metavar="SLUG", help="Which school, as in data/dpo.toml.")
@click.option("--summary", default="", metavar="TEXT", help="What is asked for.")
@click.option("--channel", type=click.Choice(CHANNELS), default=None, help="How it came.")
@click.option(
    "--requester-kind", default="", metavar="SLUG", help="pupil, parent, solicitor, police ..."
)
@click.option("--why", default="", metavar="TEXT", help="Why it was wrong.")
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
        _print_dry_run(invocation, desk, reference, wanted)
        return
    found = correcting.correct_case(desk, reference, wanted, why)
    print_change(invocation, desk, found, "corrected.")


def _print_dry_run(invocation: Invocation, desk: Desk, reference: str, wanted: Correction) -> None:
    case = case_view(desk, reference)
    clock = correcting.outlook(desk, case)(wanted)
    if invocation.json:
        before = clock_json(case.clock)
        found = {"reference": case.reference, "saved": False, "before": before}
        document(found | {"clock": clock_json(clock)})
        return
    print_clock(f"{case.reference} as it is now", case.clock, desk.now)
    print_clock(f"\n{case.reference} as corrected", clock, desk.now)
    narrate("Nothing was changed.")

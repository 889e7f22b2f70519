"""The links and the kind of a case: `link`, `unlink`, `reclassify`."""

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.links import link as link_cases
from dpo_console.casework.links import unlink as unlink_cases
from dpo_console.casework.reclassify import outlook
from dpo_console.casework.reclassify import reclassify as count_as
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command
from dpo_console.cli.output import document, narrate
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.pages.clock_page import clock_json, print_clock


@case_command()
@click.argument("other", metavar="OTHER")
@click.option(
    "--nature",
    default="",
    metavar="HOW",
    help="How REF stands to OTHER: same-message, repeat, review, complaint or related; "
    "what their kinds and days say if not given.",
)
def link(invocation: Invocation, reference: str, other: str, nature: str) -> None:
    """Say that a case belongs with another.

    \b
      dpo-console link SAR-2026-0042 SAR-2026-0007 --nature repeat
    """
    desk = invocation.desk()
    print_change(invocation, desk, link_cases(desk, reference, other, nature), _linked)


def _linked(case: CaseView) -> str:
    newest = case.links[-1]
    return f"linked with {newest.row.reference} ({newest.words})."


@case_command()
@click.argument("other", metavar="OTHER")
@click.option("--why", required=True, metavar="TEXT", help="Why they don't belong together.")
def unlink(invocation: Invocation, reference: str, other: str, why: str) -> None:
    """Remove the link between two cases. Both histories keep it.

    \b
      dpo-console unlink SAR-2026-0042 SAR-2026-0007 --why "Another Jane Doe"
    """
    desk = invocation.desk()
    found = unlink_cases(desk, reference, other, why)
    print_change(invocation, desk, found, f"no longer linked with {other}.")


@case_command()
@click.argument("kind")
@click.option("--why", default="", metavar="TEXT", help="Why it is that kind.")
@click.option("--dry-run", is_flag=True, help="Say what the dates would be, and change nothing.")
def reclassify(invocation: Invocation, reference: str, kind: str, why: str, dry_run: bool) -> None:
    """Count a case as another kind. It keeps its reference, its facts and its history.

    \b
      dpo-console reclassify SAR-2026-0042 foi --dry-run
      dpo-console reclassify SAR-2026-0042 foi --why "It asks for policies alone"
    """
    desk = invocation.desk()
    if dry_run:
        _print_dry_run(invocation, desk, reference, kind)
        return
    found = count_as(desk, reference, kind, why)
    print_change(
        invocation, desk, found, lambda case: f"counted as {case.row.title.lower()} from now on."
    )


def _print_dry_run(invocation: Invocation, desk: Desk, reference: str, kind: str) -> None:
    case = case_view(desk, reference)
    clock = outlook(desk, case)(kind)
    if invocation.json:
        before = clock_json(case.clock)
        found = {"reference": case.reference, "saved": False, "before": before}
        document(found | {"clock": clock_json(clock)})
        return
    print_clock(f"{case.reference} as it is now", case.clock, desk.now)
    print_clock(f"\n{case.reference} as {kind}", clock, desk.now)
    narrate("Nothing was changed.")

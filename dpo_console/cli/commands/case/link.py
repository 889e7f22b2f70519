"""The links and the kind of a case: `link`, `unlink`, `reclassify`."""

import click

from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.links import link as link_cases
from dpo_console.casework.links import unlink as unlink_cases
from dpo_console.casework.reclassify import outlook
from dpo_console.casework.reclassify import reclassify as count_as
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.pages.clock_page import print_outlook


@case_command()
@click.argument("other", metavar="OTHER")
@text_option(
    "--nature",
    "HOW",
    (
        "REF is a repeat, review or complaint of OTHER, of the same-message, or related. "
        "Without it, the console works it out from their kinds, people and days."
    ),
)
def link(invocation: Invocation, reference: str, other: str, nature: str) -> None:
    """Link a case to another one.

    \b
      dpo-console link SAR-2026-0042 SAR-2026-0007 --nature repeat
    """
    print_change(invocation, link_cases(invocation.desk(), reference, other, nature), _linked)


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
    found = unlink_cases(invocation.desk(), reference, other, why)
    print_change(invocation, found, f"no longer linked with {other}.")


@case_command()
@click.argument("kind")
@text_option("--why", "TEXT", "Why it is that kind.")
@click.option("--dry-run", is_flag=True, help="Say what the dates would be, and change nothing.")
def reclassify(invocation: Invocation, reference: str, kind: str, why: str, dry_run: bool) -> None:
    """Change the kind of a case. It keeps its reference, its facts and its history.

    \b
      dpo-console reclassify SAR-2026-0042 foi --dry-run
      dpo-console reclassify SAR-2026-0042 foi --why "It asks for policies alone"
    """
    desk = invocation.desk()
    if dry_run:
        case = case_view(desk, reference)
        return print_outlook(invocation, case, outlook(desk, case)(kind), desk.now, kind)
    found = count_as(desk, reference, kind, why)
    return print_change(
        invocation, found, lambda case: f"counted as {case.row.title.lower()} from now on."
    )

"""The controller's ruling: `decide`."""

from datetime import date

import click

from dpo_console.approval.model import Ruling
from dpo_console.cases.sharing.scope_items import words_given
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing.ruling import decide as decide_case
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import VERSION, case_command, day_option, text_option
from dpo_console.cli.pages.changed import print_change
from dpo_console.law.words import listed


@case_command()
@click.argument("ruling", type=click.Choice([r.value for r in Ruling]))
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--by", metavar="PERSON", help="Who decided, if not at this keyboard.")
@day_option("--on", "The day it was decided, if not today.")
@text_option("--evidence", "TEXT", "Where that decision is written down.")
@text_option(
    "--left-out", "TEXT", "What is not approved, if only a part: the items, ; between them."
)
@VERSION
def decide(
    invocation: Invocation,
    reference: str,
    ruling: str,
    reason: str,
    by: str | None,
    on: date | None,
    evidence: str,
    left_out: str,
    version: int | None,
) -> None:
    """Record the controller's decision on sharing.

    An approval in part gives less than was asked: --left-out names the items that are withheld,
    or says it in words where none are listed; scope gives less of one. On paper: write the
    decision-sheet, have it signed, then record who decided, on which day, and where the sheet is.

    \b
      dpo-console decide DSC-2026-0007 approve --reason "In the pupils' interest; terms accepted"
      dpo-console decide DSC-2026-0007 refuse --reason "No lawful basis" --by head \\
          --on "24 Nov" --evidence "Signed sheet of 24 November, file 7"
    """
    desk = invocation.desk()
    found = decide_case(
        desk,
        reference,
        Ruling(ruling),
        reason,
        by=by,
        on=on,
        evidence=evidence,
        left_out=left_out,
        version=version,
    )
    print_change(invocation, desk, found, lambda case: f"decided: {ruling}.{_covers(case)}")


def _covers(case: CaseView) -> str:
    """Return what an approval covers: somebody may have changed it since the approver read it."""
    given = words_given(case.scope.items, case.scope.listed).splitlines()
    ruled = case.decision is not None and case.decision.ruling != Ruling.REFUSE
    return f" It covers: {listed(given)}." if ruled and given else ""

"""The checks of a case and its details: `checklist`, `assess`, `particulars`."""

import click

from dpo_console.approval.model import Verdict
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist import assessing
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.output import document
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.pages.checklist_page import (
    checklist_json,
    particulars_json,
    print_checklist,
    print_particulars,
)
from dpo_console.cli.types import Assignment


@case_command()
def checklist(invocation: Invocation, reference: str) -> None:
    """List the checks to complete before an answer is sent or data are shared.

    = marks a check that the rest of the case answers. You answer the others with `assess`.

    \b
      dpo-console checklist SAR-2026-0042
      dpo-console checklist DSC-2026-0007
    """
    case = case_view(invocation.desk(), reference)
    if invocation.json:
        document(checklist_json(case))
    else:
        print_checklist(case)


@case_command()
@click.argument("given", nargs=-1, type=Assignment(), metavar="[NAME=VALUE]...")
def particulars(invocation: Invocation, reference: str, given: tuple[tuple[str, str], ...]) -> None:
    """Record a case's details: why it is late or refused, what happened in a breach.

    Without NAME=VALUE, show them. An empty VALUE removes one. For a breach, the likelihood and
    the severity of harm say whether to report it and whom to tell.

    \b
      dpo-console particulars SAR-2026-0042 late.reason="The mailbox search took a week longer"
      dpo-console particulars BRC-2026-0003 likelihood=possible severity=high
    """
    desk = invocation.desk()
    if given:
        reference = assessing.say(desk, reference, dict(given))
        invocation.saved = True
    case = case_view(desk, reference)
    if invocation.json:
        document(particulars_json(case))
    else:
        print_particulars(case)


@case_command()
@click.argument("criterion")
@click.argument("verdict", type=click.Choice([v.value for v in Verdict]))
@text_option("--evidence", "TEXT", "What the answer rests on.")
def assess(
    invocation: Invocation, reference: str, criterion: str, verdict: str, evidence: str
) -> None:
    """Answer one check of a case's checklist.

    CRITERION is the name of the check, as `checklist` prints it.

    \b
      dpo-console assess SAR-2026-0042 who.identity met \\
          --evidence "Known to the school: collects Tom every day"
      dpo-console assess DSC-2026-0007 who.organisation met --evidence "Rang its main line"
    """
    found = assessing.assess(invocation.desk(), reference, criterion, Verdict(verdict), evidence)
    print_change(invocation, found, f"{criterion} {verdict}.")

"""An answer to one criterion: `assess`."""

import click

from dpo_console.approval.model import Verdict
from dpo_console.casework.checklist import assessing
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.pages.changed import print_change


@case_command()
@click.argument("criterion")
@click.argument("verdict", type=click.Choice([v.value for v in Verdict]))
@text_option("--evidence", "TEXT", "What the answer rests on.")
def assess(
    invocation: Invocation, reference: str, criterion: str, verdict: str, evidence: str
) -> None:
    """Answer one check of a case's checklist.

    \b
      dpo-console assess SAR-2026-0042 who.identity met \\
          --evidence "Known to the school: collects Tom every day"
      dpo-console assess DSC-2026-0007 who.organisation met --evidence "Rang its main line"
    """
    desk = invocation.desk()
    found = assessing.assess(desk, reference, criterion, Verdict(verdict), evidence)
    print_change(invocation, desk, found, f"{criterion} {verdict}.")

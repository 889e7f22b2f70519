"""Answering an earlier refusal to the same people: `answer-refusal`."""

import click

from dpo_console.casework.sharing.refusals import answer_refusal
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import VERSION, case_command
from dpo_console.cli.pages.changed import print_change


@case_command("answer-refusal")
@click.argument("earlier", metavar="EARLIER")
@click.option("--why", required=True, metavar="TEXT", help="Why this request is different.")
@VERSION
def refusal(
    invocation: Invocation, reference: str, earlier: str, why: str, version: int | None
) -> None:
    """Say why a request may go on although the same people were refused before.

    `show` names such refusals. The DPO, the DSL or the approver answers them.

    \b
      dpo-console answer-refusal DSC-2026-0012 DSC-2026-0007 \\
          --why "They now have the court's order of 3 November"
    """
    desk = invocation.desk()
    found = answer_refusal(desk, reference, earlier, why, version=version)
    print_change(invocation, desk, found, f"the refusal in {earlier} is answered.")

"""Erasing a case for good: `erase`."""

import click

from dpo_console.casework.retention.erasing import ALONE, Disposal
from dpo_console.casework.retention.erasing import erase as erase_case
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command
from dpo_console.cli.output import document, narrate, say
from dpo_console.cli.pages.values import Json
from dpo_console.config import Role


@case_command()
@click.option("--why", default="", metavar="TEXT", help="Why, without a name: it stays for good.")
@click.option("--by", default="", metavar="PERSON", help="The approver who agreed on paper.")
@click.option("--evidence", default="", metavar="TEXT", help="Where the agreement is signed.")
@click.option("--although", default="", metavar="TEXT", help="Why it is lawful all the same.")
def erase(
    invocation: Invocation, reference: str, why: str, by: str, evidence: str, although: str
) -> None:
    """Erase a closed case for good: names, addresses, words, letters, drafts and packs.

    The DPO and an approver must agree. The first one gives the reason, and the second one confirms
    with the same command. Reference, kind, days and outcome stay.

    \b
      dpo-console erase SAR-2026-0042 --why "The retention period has ended"
      dpo-console erase SAR-2026-0042 --why "..." --by head --evidence "Minute 7 of 3 June"
    """
    desk = invocation.desk()
    done = erase_case(desk, reference, why, by=by, evidence=evidence, although=although)
    invocation.saved = True
    if invocation.json:
        document(_json(done))
        return
    if done.waits_for:
        names = " or ".join(done.waits_for)
        say(f"{done.reference}: erasure proposed. Nothing is erased yet.")
        say(f"{names} confirms it: dpo-console erase {done.reference}")
        return
    say(f"{done.reference}: erased. Certificate of disposal: {done.certificate}")
    alone = (ALONE,) if desk.person.role is Role.SOLE else ()
    for sentence in (*alone, *done.besides):
        narrate(sentence)


def _json(done: Disposal) -> Json:
    return {
        "reference": done.reference,
        "erased": done.certificate is not None,
        "waits_for": list(done.waits_for),
        "certificate": str(done.certificate) if done.certificate else None,
        "naming": list(done.naming),
        "elsewhere": list(done.elsewhere),
        "left": list(done.left),
    }

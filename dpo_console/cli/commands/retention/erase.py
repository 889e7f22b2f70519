"""Erasing a case for good: `erase`."""

from dpo_console.casework.retention.erasing import ALONE, Disposal
from dpo_console.casework.retention.erasing import erase as erase_case
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.output import document, narrate, say
from dpo_console.cli.pages.values import Json, picked
from dpo_console.config import Role


@case_command()
@text_option("--why", "TEXT", "Why, without a name: it stays for good.")
@text_option("--by", "PERSON", "The approver who agreed on paper.")
@text_option("--evidence", "TEXT", "Where the agreement is signed.")
@text_option("--although", "TEXT", "Why it is lawful all the same.")
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
        **picked(done, "waits_for certificate naming elsewhere left"),
    }

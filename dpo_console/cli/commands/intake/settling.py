"""What else becomes of a message: kept with a case, set aside, taken up again, deleted."""

import click

from dpo_console.casework.intake import settling
from dpo_console.casework.intake.accepting import keep_with
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import report
from dpo_console.cli.types import NUMBER


@subcommand()
@click.argument("number", type=NUMBER)
@click.argument("reference", metavar="REF")
def keep(invocation: Invocation, number: int, reference: str) -> None:
    """Keep a message as a paper of a case that is there.

    It is no new request: a proof of identity, an answer to our question, a repeat of the same.

    \b
      dpo-console intake keep 4 SAR-2026-0042
    """
    found = keep_with(invocation.desk(), number, reference)
    _told(invocation, number, "case", f"Message {number} is kept with {found}.", found)


@subcommand("set-aside")
@click.argument("number", type=NUMBER)
@click.option("--reason", required=True, metavar="TEXT", help="Why it is no request.")
def set_aside(invocation: Invocation, number: int, reason: str) -> None:
    """Set aside a message that is no request, saying why.

    \b
      dpo-console intake set-aside 5 --reason "An offer of training"
    """
    settling.set_aside(invocation.desk(), number, reason)
    _told(invocation, number, "aside", f"Message {number} is set aside.")


@subcommand("take-up")
@click.argument("number", type=NUMBER)
def take_up(invocation: Invocation, number: int) -> None:
    """Let a message that was set aside wait again."""
    settling.take_up(invocation.desk(), number)
    _told(invocation, number, "waiting", f"Message {number} waits again.")


@subcommand()
@click.argument("number", type=NUMBER)
def delete(invocation: Invocation, number: int) -> None:
    """Delete a message that was set aside, for good.

    Its words and its file go. The log keeps that there was a message of that number.
    """
    settling.delete(invocation.desk(), number)
    _told(invocation, number, "deleted", f"Message {number} is deleted.")


def _told(
    invocation: Invocation, number: int, state: str, sentence: str, reference: str = ""
) -> None:
    invocation.saved = True
    report(invocation, {"number": number, "state": state, "reference": reference or None}, sentence)

"""What becomes of a message: a case, a paper, nothing yet, or nothing at all."""

import click

from dpo_console.cases.intake.tray import request_from, resembles
from dpo_console.cases.office.references import file_meant
from dpo_console.casework.intake import accepting, settling
from dpo_console.casework.intake.accepting import keep_with
from dpo_console.casework.requests import Logged
from dpo_console.casework.restricted import suggestion
from dpo_console.cli.commands.people.changing import KEPT_FROM
from dpo_console.cli.commands.requests.request import logged_json, print_logged
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import document, narrate, report
from dpo_console.cli.types import NUMBER, DayOrMinute
from dpo_console.law.model import Moment


@subcommand()
@click.argument("number", type=NUMBER)
@text_option("--kind", "KIND", "If it isn't the proposed one.")
@click.option("--received", type=DayOrMinute(), metavar="DATE", help="The day it reached us.")
@text_option("--requester", "NAME", "Who asks.")
@text_option("--requester-kind", "SLUG", "pupil, parent, solicitor ...")
@click.option("--subject", "subjects", multiple=True, metavar="NAME", help="Whose data.")
@text_option("--school", "SLUG", "Which school.")
@click.option(
    "--also",
    multiple=True,
    metavar="KIND",
    help="Another kind of request that it is. May be repeated.",
)
@text_option("--about", "REF", "The case that it is about.")
@text_option("--kept-from", "PEOPLE", KEPT_FROM)
@text_option("--restrict-to", "PEOPLE", "The only people who may see the case.")
def accept(
    invocation: Invocation,
    /,
    number: int,
    restrict_to: str,
    received: Moment | None,
    subjects: tuple[str, ...],
    **given: str | tuple[str, ...],
) -> None:
    """Log a message as a request, and keep the message with the case.

    What was recognised counts unless you say otherwise. Give what the message doesn't say.

    \b
      dpo-console intake accept 3
      dpo-console intake accept 4 --kind sar --requester "Jane Doe" --received 2026-11-02
    """
    desk = invocation.desk()
    readers = tuple(filter(None, restrict_to.split(",")))
    said = {name: value for name, value in given.items() if value}
    one = accepting.to_accept(desk, number)
    request = request_from(
        one.proposal, received=received, subjects=subjects, readers=readers, **said
    )
    alike = resembles(desk, one)
    logged = accepting.accept(desk, number, request)
    invocation.saved = True
    _tell(invocation, logged)
    case = file_meant(desk, logged.reference).case
    open_to_all = "" if case.restricted else suggestion(desk, case.requester_kind, case.reference)
    for sentence in filter(None, (*one.proposal.doubts, *alike, open_to_all)):
        narrate(sentence)


def _tell(invocation: Invocation, logged: Logged) -> None:
    """Print the case."""
    if invocation.json:
        document(logged_json(logged, (), ()))
    else:
        print_logged(logged, invocation.desk())
        narrate(f"The message is kept with {logged.reference} as paper 1.")


@subcommand()
@click.argument("number", type=NUMBER)
@click.argument("reference", metavar="REF")
def keep(invocation: Invocation, number: int, reference: str) -> None:
    """Keep a message with an existing case.

    It may be proof of identity, an answer to our question, or the same request again.

    \b
      dpo-console intake keep 4 SAR-2026-0042
    """
    found = keep_with(invocation.desk(), number, reference)
    _told(invocation, number, "case", f"Message {number} is kept with {found}.", found)


@subcommand("set-aside")
@click.argument("number", type=NUMBER)
@click.option("--reason", required=True, metavar="TEXT", help="Why it is no request.")
def set_aside(invocation: Invocation, number: int, reason: str) -> None:
    """Set aside a message that isn't a request, and say why.

    \b
      dpo-console intake set-aside 5 --reason "An offer of training"
    """
    settling.set_aside(invocation.desk(), number, reason)
    _told(invocation, number, "aside", f"Message {number} is set aside.")


@subcommand("take-up")
@click.argument("number", type=NUMBER)
def take_up(invocation: Invocation, number: int) -> None:
    """Put a message that was set aside back among those that wait."""
    settling.take_up(invocation.desk(), number)
    _told(invocation, number, "waiting", f"Message {number} waits again.")


@subcommand()
@click.argument("number", type=NUMBER)
def delete(invocation: Invocation, number: int) -> None:
    """Delete a message that was set aside, for good.

    Its words and file are erased. The log keeps its number.
    """
    settling.delete(invocation.desk(), number)
    _told(invocation, number, "deleted", f"Message {number} is deleted.")


def _told(
    invocation: Invocation, number: int, state: str, sentence: str, reference: str = ""
) -> None:
    invocation.saved = True
    report(invocation, {"number": number, "state": state, "reference": reference or None}, sentence)

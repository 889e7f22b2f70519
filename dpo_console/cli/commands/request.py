"""A new request: `add` field by field, `quick` from one line."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dpo_console.cli import as_json
from dpo_console.cli.explained import print_clock
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Command
from dpo_console.cli.output import document, narrate
from dpo_console.cli.types import Day, DayOrMinute
from dpo_console.config.channels import CHANNELS
from dpo_console.law.model import Moment

if TYPE_CHECKING:
    from dpo_console.casework.desk import Desk
    from dpo_console.casework.requests import NewRequest


@click.command(cls=Command)
@click.argument("kind")
@click.option(
    "--received",
    type=DayOrMinute(),
    required=True,
    metavar="DATE",
    help="The day it reached anyone in the school; a breach: the minute it was noticed.",
)
@click.option("--requester", required=True, metavar="NAME", help="Who asks.")
@click.option(
    "--requester-kind", default="", metavar="SLUG", help="pupil, parent, solicitor, police ..."
)
@click.option(
    "--subject", "subjects", multiple=True, metavar="NAME", help="Whose data; more than once if so."
)
@click.option("--recognised", type=Day(), metavar="DATE", help="The day it was seen as a request.")
@click.option("--channel", type=click.Choice(CHANNELS), default="other", help="How it came.")
@click.option("--organisation", default="", metavar="NAME", help="Whom the requester speaks for.")
@click.option("--school", default="", metavar="SLUG", help="Which school, as in data/dpo.toml.")
@click.option("--summary", default="", metavar="TEXT", help="What is asked for.")
@click.pass_obj
def add(
    invocation: Invocation,
    kind: str,
    received: Moment,
    requester: str,
    requester_kind: str,
    subjects: tuple[str, ...],
    recognised: date | None,
    channel: str,
    organisation: str,
    school: str,
    summary: str,
) -> None:
    """Log a request.

    \b
      dpo-console add sar --received 2026-11-24 --requester "Jane Doe" --requester-kind parent \\
          --subject "Tom Doe" --channel email
      dpo-console add breach --received 2026-11-24T14:20 --requester "Sam Clerk" \\
          --summary "Register sent to the wrong parent"
    """
    from dpo_console.casework.requests import NewRequest

    request = NewRequest(
        kind,
        received,
        requester,
        requester_kind=requester_kind,
        subjects=subjects,
        recognised=recognised,
        channel=channel,
        organisation=organisation,
        school=school,
        summary=summary,
    )
    _log(invocation, invocation.desk(), request)


@click.command(cls=Command)
@click.argument("line", nargs=-1, required=True)
@click.pass_obj
def quick(invocation: Invocation, line: tuple[str, ...]) -> None:
    """Log a request from one line: kind, requester, re whom, channel, day.

    \b
      dpo-console quick sar Jane Doe re Tom Doe, email, yesterday
    """
    from dpo_console.casework.quick import read_line

    desk = invocation.desk()
    _log(invocation, desk, read_line(desk, " ".join(line)))


def _log(invocation: Invocation, desk: "Desk", request: "NewRequest") -> None:
    from dpo_console.casework.requests import likely_duplicates, log_request

    alike = likely_duplicates(desk, (request.requester, *request.subjects))
    logged = log_request(desk, request)
    invocation.saved = True
    if invocation.json:
        document({"reference": logged.reference, "clock": as_json.clock(logged.clock)})
    else:
        print_clock(logged.reference, logged.clock, desk.now)
    if alike:
        references = ", ".join(row.reference for row in alike)
        narrate(f"Is this a repeat? The same names stand in {references}.")

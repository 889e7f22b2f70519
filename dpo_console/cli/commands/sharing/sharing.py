"""Sharing with third parties: `decide`, `release`."""

from datetime import date

import click

from dpo_console.approval.model import Ruling
from dpo_console.casework.sharing.sharing import decide as decide_case
from dpo_console.casework.sharing.sharing import release as release_data
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, VERSION, Subcommand
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import Day, DayOrMinute
from dpo_console.law.model import Moment


@click.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("ruling", type=click.Choice([r.value for r in Ruling]))
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--by", metavar="PERSON", help="Who decided, if not at this keyboard.")
@click.option("--on", type=Day(), metavar="DATE", help="The day it was decided, if not today.")
@click.option("--evidence", default="", metavar="TEXT", help="Where that decision is written down.")
@click.option(
    "--left-out",
    default="",
    metavar="TEXT",
    help="What is not approved, if only a part: the items, ; between them.",
)
@VERSION
@click.pass_obj
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
    print_change(invocation, desk, found, f"decided: {ruling}.")


@click.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.option(
    "--on", type=DayOrMinute(), metavar="DATE", help="The day it was sent, or the minute; today."
)
@click.option("--method", default="", metavar="TEXT", help="How it was sent.")
@click.option("--until", type=Day(), metavar="DATE", help="The day by which it must be destroyed.")
@click.option("--review", type=Day(), metavar="DATE", help="The day to review it.")
@click.option("--urgent", is_flag=True, help="Safeguarding: at once, with the record to follow.")
@click.option("--reason", default="", metavar="TEXT", help="Why it can't wait.")
@OVERRIDE
@VERSION
@click.pass_obj
def release(
    invocation: Invocation,
    reference: str,
    on: Moment | None,
    method: str,
    until: date | None,
    review: date | None,
    urgent: bool,
    reason: str,
    override: str,
    version: int | None,
) -> None:
    """Record that the data were sent. Refused until the request is ready to release.

    \b
      dpo-console release DSC-2026-0007 --method "Encrypted, by Egress" --until 2027-07-31
      dpo-console release DSC-2026-0009 --urgent --on "today 16:40" \\
          --reason "At risk tonight; social worker rang"
    """
    desk = invocation.desk()
    found = release_data(
        desk,
        reference,
        on or desk.today,
        method=method,
        until=until,
        review=review,
        urgent=urgent,
        reason=reason,
        override=override,
        version=version,
    )
    print_change(invocation, desk, found, "released.")

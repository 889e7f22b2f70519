"""The acts on a third party's request: `decide`, `release`, `review`, `answer-refusal`."""

from datetime import date

import click

from dpo_console.approval.model import Ruling
from dpo_console.cases.sharing.scope_items import words_given
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing import refusals
from dpo_console.casework.sharing import release as releases
from dpo_console.casework.sharing import review as reviews
from dpo_console.casework.sharing import ruling as rulings
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, VERSION, case_command, day_option, text_option
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import DayOrMinute
from dpo_console.law.model import Moment
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

    To approve in part, name with --left-out the items that are withheld, or describe them if none
    are listed. `scope` gives less of an item. To decide on paper, write the letter
    decision-sheet and have it signed. Then record who decided, when, and where the sheet is.

    \b
      dpo-console decide DSC-2026-0007 approve --reason "In the pupils' interest; terms accepted"
      dpo-console decide DSC-2026-0007 refuse --reason "No lawful basis" --by head \\
          --on "24 Nov" --evidence "Signed sheet of 24 November, file 7"
    """
    found = rulings.decide(
        invocation.desk(),
        reference,
        Ruling(ruling),
        reason,
        by=by,
        on=on,
        evidence=evidence,
        left_out=left_out,
        version=version,
    )
    print_change(invocation, found, lambda case: f"decided: {ruling}.{_covers(case)}")


def _covers(case: CaseView) -> str:
    """Return what an approval covers: somebody may have changed it since the approver read it."""
    given = words_given(case.scope.items, case.scope.listed).splitlines()
    ruled = case.decision is not None and case.decision.ruling != Ruling.REFUSE
    return f" It covers: {listed(given)}." if ruled and given else ""


@case_command()
@click.option(
    "--on",
    type=DayOrMinute(),
    metavar="DATE",
    help="The day it was sent, or the minute. Default: today.",
)
@text_option("--method", "TEXT", "How it was sent.")
@day_option("--until", "The day by which it must be destroyed.")
@day_option("--review", "The day to review it.")
@click.option("--urgent", is_flag=True, help="Safeguarding: at once, with the record to follow.")
@text_option("--reason", "TEXT", "Why it can't wait.")
@OVERRIDE
@VERSION
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
    found = releases.release(
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
    print_change(invocation, found, "released.")


@case_command()
@click.option("--finding", required=True, metavar="TEXT", help="What was looked at and found.")
@day_option("--on", "The day of the review. Default: today.")
@day_option("--next", "The day of the next review.", "following")
@day_option("--until", "The day use ends, sooner than approved.")
@VERSION
def review(
    invocation: Invocation,
    reference: str,
    finding: str,
    on: date | None,
    following: date | None,
    until: date | None,
    version: int | None,
) -> None:
    """Record the review of a sharing. Without --next, it is the last one.

    It never lengthens one: longer use, or more data, takes a new request and its approval.

    \b
      dpo-console review DSC-2026-0007 --finding "Still in use; access list checked" \\
          --next 2027-06-01
      dpo-console review DSC-2026-0007 --finding "The study is over" --until 2026-12-18
    """
    desk = invocation.desk()
    review_made = reviews.Review(on or desk.today, finding, following, until)
    found = reviews.review(desk, reference, review_made, version=version)
    print_change(invocation, found, "reviewed.")


@case_command("answer-refusal")
@click.argument("earlier", metavar="EARLIER")
@click.option("--why", required=True, metavar="TEXT", help="Why this request is different.")
@VERSION
def refusal(
    invocation: Invocation, reference: str, earlier: str, why: str, version: int | None
) -> None:
    """Say why a request may proceed after the same people were refused.

    `show` names such refusals. The DPO, the DSL or the approver answers them.

    \b
      dpo-console answer-refusal DSC-2026-0012 DSC-2026-0007 \\
          --why "They now have the court's order of 3 November"
    """
    found = refusals.answer_refusal(invocation.desk(), reference, earlier, why, version=version)
    print_change(invocation, found, f"the refusal in {earlier} is answered.")

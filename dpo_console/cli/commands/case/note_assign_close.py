"""Work on one case: `note`, `assign`, `close`, `reopen`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dpo_console.cases.office.permissions import owner_slug
from dpo_console.casework import closing, notes
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, day_option, subcommand, text_option
from dpo_console.cli.output import narrate
from dpo_console.cli.pages.changed import print_change, print_changes
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.cases.checklist import open_criteria
    from dpo_console.cases.view import case as case_views
else:
    open_criteria = later("dpo_console.cases.checklist.open_criteria")
    case_views = later("dpo_console.cases.view.case")


@case_command()
@click.argument("text", nargs=-1, required=True)
def note(invocation: Invocation, reference: str, text: tuple[str, ...]) -> None:
    """Add a note to a case's history.

    \b
      dpo-console note SAR-2026-0042 "IT says the mailbox search is done"
    """
    desk = invocation.desk()
    print_change(invocation, desk, notes.add_note(desk, reference, " ".join(text)), "noted.")


@subcommand()
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.argument("who")
def assign(invocation: Invocation, references: tuple[str, ...], who: str) -> int:
    """Give cases to somebody: a person's slug, me, or nobody.

    \b
      dpo-console assign SAR-2026-0042 me
      dpo-console assign SAR-2026-0042 SAR-2026-0043 FOI-2026-0007 clerk
    """
    desk = invocation.desk()
    owner = owner_slug(desk, "" if who == "nobody" else who)

    def act(reference: str) -> tuple[str, str]:
        given = notes.assign(desk, reference, owner)
        return given, f"given to {desk.settings.names.get(owner, owner) or 'nobody'}."

    return print_changes(invocation, desk, references, act)


@subcommand()
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.option("--outcome", required=True, metavar="SLUG", help="How it ended. `kinds` lists them.")
@day_option("--on", "The day it ended. Default: today.")
@text_option("--note", "TEXT", "Such as who withdrew it, and how.")
def close(
    invocation: Invocation, references: tuple[str, ...], outcome: str, on: date | None, note: str
) -> int:
    """Close cases with their outcome, where the record bears it out.

    \b
      dpo-console close SAR-2026-0042 --outcome disclosed
      dpo-console close SAR-2026-0043 --outcome withdrawn --note "She rang: she has it already"
    """
    desk = invocation.desk()

    def act(reference: str) -> tuple[str, str]:
        closed = closing.close(desk, reference, outcome, on or desk.today, note=note)
        case = case_views.case_view(desk, closed)
        for flag in map(open_criteria.without_ids, case.flags):
            narrate(flag if len(references) == 1 else f"{case.reference}: {flag}")
        return closed, f"closed: {case.row.outcome_words}."

    return print_changes(invocation, desk, references, act)


@case_command()
@click.option("--why", required=True, metavar="TEXT", help="Why it isn't over after all.")
def reopen(invocation: Invocation, reference: str, why: str) -> None:
    """Open a closed case again.

    \b
      dpo-console reopen SAR-2026-0042 --why "The parent says two years are missing"
    """
    desk = invocation.desk()
    print_change(invocation, desk, closing.reopen(desk, reference, why), "open again.")

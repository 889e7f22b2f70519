"""Work on one case or on several: `note`, `assign`, `close`, `reopen`, `undo`, `restrict`."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dpo_console.cases.office.permissions import owner_slug
from dpo_console.casework import closing, notes, restricted
from dpo_console.casework import undo as undoing
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, day_option, subcommand, text_option
from dpo_console.cli.output import document, narrate, picked, say
from dpo_console.cli.pages.changed import print_change, print_changes
from dpo_console.errors import BadInput
from dpo_console.law.words import listed
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.cases.checklist import checklists as open_criteria
    from dpo_console.cases.view import case as case_views
    from dpo_console.cases.view.views import CaseView
else:
    open_criteria = later("dpo_console.cases.checklist.checklists")
    case_views = later("dpo_console.cases.view.case")


@case_command()
@click.argument("text", nargs=-1, required=True)
def note(invocation: Invocation, reference: str, text: tuple[str, ...]) -> None:
    """Add a note to a case's history.

    \b
      dpo-console note SAR-2026-0042 "IT says the mailbox search is done"
    """
    print_change(invocation, notes.add_note(invocation.desk(), reference, " ".join(text)), "noted.")


@subcommand()
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.argument("who")
def assign(invocation: Invocation, references: tuple[str, ...], who: str) -> int:
    """Assign cases to a person, to yourself (me) or to nobody.

    \b
      dpo-console assign SAR-2026-0042 me
      dpo-console assign SAR-2026-0042 SAR-2026-0043 FOI-2026-0007 clerk
    """
    desk = invocation.desk()
    owner = owner_slug(desk, "" if who == "nobody" else who)

    def act(reference: str) -> tuple[str, str]:
        given = notes.assign(desk, reference, owner)
        return given, f"given to {desk.settings.names.get(owner, owner) or 'nobody'}."

    return print_changes(invocation, references, act)


@subcommand()
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.option("--outcome", required=True, metavar="SLUG", help="How it ended. `kinds` lists them.")
@day_option("--on", "The day it ended. Default: today.")
@text_option("--note", "TEXT", "Such as who withdrew it, and how.")
@text_option("--late", "TEXT", "Why it is late, if it is.")
def close(
    invocation: Invocation, references: tuple[str, ...], outcome: str, on: date | None, note: str,
    late: str,
) -> int:  # fmt: skip
    """Close cases with an outcome that their records support.

    \b
      dpo-console close SAR-2026-0042 --outcome disclosed
      dpo-console close SAR-2026-0043 --outcome withdrawn --note "She rang: she has it already"
    """
    desk = invocation.desk()

    def act(reference: str) -> tuple[str, str]:
        day = on or desk.today
        closed = closing.close(desk, reference, outcome, day, note=note, late=late)
        case = case_views.case_view(desk, closed)
        for flag in map(open_criteria.without_ids, case.flags):
            narrate(flag if len(references) == 1 else f"{case.reference}: {flag}")
        return closed, f"closed: {case.row.outcome_words}."

    return print_changes(invocation, references, act)


@case_command()
@click.option("--why", required=True, metavar="TEXT", help="Why it isn't over after all.")
def reopen(invocation: Invocation, reference: str, why: str) -> None:
    """Open a closed case again.

    \b
      dpo-console reopen SAR-2026-0042 --why "The parent says two years are missing"
    """
    print_change(invocation, closing.reopen(invocation.desk(), reference, why), "open again.")


@subcommand()
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
def undo(invocation: Invocation, references: tuple[str, ...], dry_run: bool) -> int:
    """Undo your own last change to each case. The history keeps both.

    A fact, a correction, a note, an owner or a closing can be undone if nothing else
    happened to the case since. A letter that was sent or data that were released can't.

    \b
      dpo-console undo SAR-2026-0042 --dry-run
      dpo-console undo SAR-2026-0042
    """
    desk = invocation.desk()

    def act(reference: str) -> tuple[str, str]:
        planned = undoing.undoing(desk, reference)
        return undoing.undo(desk, planned), f"undone: {planned.did.removesuffix('.')}."

    if not dry_run:
        return print_changes(invocation, references, act)
    plans = [undoing.undoing(desk, reference) for reference in references]
    if invocation.json:
        told = [picked(planned, "reference did does") for planned in plans]
        document(told if len(told) > 1 else told[0])
    else:
        for planned in plans:
            say(f"{planned.reference}: {planned.does} ({planned.beside})")
    return 0


@case_command()
@text_option("--to", "PEOPLE", "Who else may see it, such as dpo,head.")
@text_option("--why", "TEXT", "Why. It is kept in the history.")
def restrict(invocation: Invocation, reference: str, to: str, why: str) -> None:
    """Let only you and these people see a case. Nobody else can find it.

    To change the people, restrict it again. `verify` still checks the case.

    \b
      dpo-console restrict SAR-2026-0042 --to dpo,head --why "A colleague's own request"
    """
    desk = invocation.desk()
    if not to.strip():
        mine = desk.person.slug
        raise BadInput(f"Say who else may see it: --to dpo,head. For you alone: --to {mine}.")
    found = restricted.restrict(desk, reference, to.split(","), why)
    print_change(invocation, found, _seen_by)


def _seen_by(case: "CaseView") -> str:
    return f"now seen only by {listed(case.called(slug) for slug in case.readers)}."


@case_command()
@click.option("--why", required=True, metavar="TEXT", help="Why. It is kept in the history.")
def unrestrict(invocation: Invocation, reference: str, why: str) -> None:
    """Let everyone see a case again.

    \b
      dpo-console unrestrict SAR-2026-0042 --why "Closed, and nothing left to withhold"
    """
    print_change(
        invocation,
        restricted.unrestrict(invocation.desk(), reference, why),
        "seen by everyone again.",
    )

"""`undo`: the officer's own last change of a case, or of several, undone."""

import click

from dpo_console.casework.undo import undo as take_back
from dpo_console.casework.undo import undoing
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, say
from dpo_console.cli.pages.changed import print_changes
from dpo_console.cli.pages.values import picked


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
        planned = undoing(desk, reference)
        return take_back(desk, planned), f"undone: {planned.did.removesuffix('.')}."

    if not dry_run:
        return print_changes(invocation, desk, references, act)
    plans = [undoing(desk, reference) for reference in references]
    if invocation.json:
        told = [picked(planned, "reference did does") for planned in plans]
        document(told if len(told) > 1 else told[0])
    else:
        for planned in plans:
            say(f"{planned.reference}: {planned.does} ({planned.did})")
    return 0

"""Taking back one's own last change of a case: `undo`."""

import click

from dpo_console.cli.changed import print_change
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Command
from dpo_console.cli.output import document, say


@click.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
@click.pass_obj
def undo(invocation: Invocation, reference: str, dry_run: bool) -> None:
    """Take your own last change of a case back, by a further entry in its history.

    A fact, a correction, a note, an owner or a closing can be taken back as long as nothing else
    happened to the case since; a letter that was sent or data that were released can't.

    \b
      dpo-console undo SAR-2026-0042 --dry-run
      dpo-console undo SAR-2026-0042
    """
    from dpo_console.casework.undo import undo as take_back
    from dpo_console.casework.undo import undoing

    desk = invocation.desk()
    planned = undoing(desk, reference)
    if not dry_run:
        print_change(invocation, desk, take_back(desk, planned), f"taken back: {planned.did}.")
    elif invocation.json:
        document({"reference": planned.reference, "did": planned.did, "does": planned.does})
    else:
        say(f"{planned.reference}: {planned.does} ({planned.did})")

"""The records moved from one engine to the other: `records move`."""

import click

from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.kept_head import as_kept, in_short
from dpo_console.casework.home_files.moving import move as move_records
from dpo_console.casework.office.own_files import refuse_move
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, progress, say


@subcommand()
@click.argument("url", metavar="[URL]", default="")
def move(invocation: Invocation, url: str) -> None:
    """Move the records into a PostgreSQL database, or back into a file.

    URL is the address of an empty database. Without it, the records move back into the file.
    data/dpo.toml then names the new place. Make a backup first, and let nobody work meanwhile.
    If the move is cut short, give the same command again.

    \b
      dpo-console records move postgresql://dpo_owner@db.example.org/dpo
      dpo-console records move
    """
    desk = invocation.desk()
    require(desk, "settings")
    refuse_move(desk)
    moved = move_records(desk, url, _told)
    invocation.saved = True
    if invocation.json:
        document({"place": moved.place, "head": as_kept(moved.head),
                  "file": str(moved.aside) if moved.aside else None})  # fmt: skip
        return
    say(f"Moved to {moved.place}. Head of the audit log: {in_short(moved.head)}")
    if moved.aside is None:
        narrate("In the database, the tables stay in schemas whose names begin with records_moved "
                "and seen_moved. Have them dropped: they name people.")  # fmt: skip
    else:
        narrate(f"The file of before is kept as {moved.aside}. Delete it once verify finds the "
                "database sound: it names people.")  # fmt: skip


def _told(table: str, done: int, many: int) -> None:
    """Show the rows of a table that are copied, on one line."""
    progress(f"{table}: {done:,} of {many:,} rows".ljust(60), last=done == many)

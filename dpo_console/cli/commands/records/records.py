"""The records as a whole: `verify`, `head`, `views` and `records`."""

from typing import TYPE_CHECKING

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.looks import Views
from dpo_console.cases.records.looks import views as views_of
from dpo_console.cases.records.witness import as_kept, in_short, read_head
from dpo_console.cases.records.witness import head as head_of
from dpo_console.casework.home_files import moving
from dpo_console.casework.office import own_files
from dpo_console.casework.papers import keeping
from dpo_console.casework.records import mending, witness
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import case_command, subcommand
from dpo_console.cli.output import Json, columns, document, narrate, picked, progress, report, say
from dpo_console.lazy_import import later
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.cases.clock import clocks
    from dpo_console.cases.records import verify as checks
    from dpo_console.store.postgres import roles as server_roles
else:
    clocks = later("dpo_console.cases.clock.clocks")
    checks = later("dpo_console.cases.records.verify")
    server_roles = later("dpo_console.store.postgres.roles")


@subcommand()
@click.option(
    "--head",
    "kept",
    metavar="NUMBER:HASH",
    help="A head that you kept. Exits 1 if it is missing.",
)
def verify(invocation: Invocation, kept: str | None) -> int:
    """Check the database, the audit log, dates, letters and papers. Exits 1 if one is off.

    Keep the head of the log elsewhere. Only a kept head shows that records were rolled back to an
    earlier day.

    \b
      dpo-console verify
      dpo-console verify --head 151:b028ce515adf
    """
    desk = invocation.desk()
    for mended in keeping.mend_papers(desk):
        narrate(mended)
    report = checks.verify(desk, read_head(kept) if kept is not None else None)
    if invocation.json:
        document(
            {
                "sound": report.sound,
                "checks": [picked(check, "name sound text") for check in report.checks],
                "head": picked(report.head, "seq hash"),
            }
        )
    else:
        columns([("ok" if c.sound else "!!", c.name, c.text) for c in report.checks])
        say(f"\nHead of the audit log: {in_short(report.head)}")
    if to_check := clocks.law_to_check(desk.today):
        narrate(to_check)
    if report.sound:
        return 0
    narrate("Something is wrong. Nothing was changed. Restore a backup, or ask who did it.")
    return 1


@case_command()
def views(invocation: Invocation, reference: str) -> None:
    """List who looked at a case, when and how, newest first. It is for the DPO and auditors.

    Asking this is a look as well. [looks] in data/dpo.toml says for how long looks are kept.

    \b
      dpo-console views SAR-2026-0042
    """
    found = views_of(invocation.desk(), reference)
    if invocation.json:
        document(_json(found))
        return
    if not found.views:
        say(f"{found.reference}: nobody has looked yet.")
    columns([(day_words(view.local), view.name, view.did) for view in found.views])
    narrate(found.kept_words)


def _json(found: Views) -> Json:
    return {
        "reference": found.reference,
        "months": found.months,
        "views": [
            picked(view, "person name")
            | {"at": view.at.isoformat(timespec="seconds")}
            | picked(view, "how what?")
            for view in found.views
        ],
    }


@subcommand()
@click.option("--owner", default="dpo_owner", show_default=True, metavar="NAME",
              help="The account that makes the tables.")  # fmt: skip
@click.option("--account", default="dpo", show_default=True, metavar="NAME",
              help="The account of daily work.")  # fmt: skip
@click.option("--database", default="dpo", show_default=True, metavar="NAME",
              help="The database.")  # fmt: skip
def roles(invocation: Invocation, owner: str, account: str, database: str) -> None:
    """Print the SQL that makes the roles, accounts and database on a server of PostgreSQL.

    The server's administrator runs it with psql, as a superuser. It needs no records.

    \b
      dpo-console records roles > roles.sql
      psql -f roles.sql
    """
    sql = server_roles.script(owner, account, database)
    report(invocation, {"sql": sql}, sql.rstrip())


@click.group(cls=LoadingGroup)
def records() -> None:
    """Move the records into a PostgreSQL database, or back into a file."""


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
    own_files.refuse_move(desk)
    moved = moving.move(desk, url, _told)
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


@subcommand()
@click.option("--keep", is_flag=True, help="Add it to the office's witness.")
@click.option(
    "--accept", metavar="NUMBER:HASH", help="Go on from here, although entries were lost since."
)
def head(invocation: Invocation, keep: bool, accept: str | None) -> int:
    """Print the last entry of the audit log as NUMBER:HASH, to keep elsewhere.

    With --keep, the head is added to the witness that [witness] in data/dpo.toml names, as it is by
    the first change of each day. Exits 1 if that fails.

    A database that lacks entries which this home has seen is refused. After a restore on purpose,
    the DPO goes on from its head with --accept. The log tells which head was lost.

    \b
      dpo-console head
      dpo-console head --keep
    """
    desk = _accepted(invocation, accept) if accept else invocation.desk()
    found = head_of(desk)
    kept_there = witness.keep_now(desk) if keep else True
    kept = as_kept(found)
    report(invocation, {"head": kept, "seq": found.seq, "hash": found.hash}, kept)
    return 0 if kept_there else 1


def _accepted(invocation: Invocation, typed: str) -> Desk:
    desk = mending.accept(invocation.place(), invocation.desk, typed)
    invocation.saved = True
    return desk

"""The head of the audit log, for keeping elsewhere: `head`."""

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.kept_head import as_kept
from dpo_console.cases.records.kept_head import head as head_of
from dpo_console.casework.records.accepting import accept as accept_head
from dpo_console.casework.records.witness import keep_now
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import report


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
    kept_there = keep_now(desk) if keep else True
    kept = as_kept(found)
    report(invocation, {"head": kept, "seq": found.seq, "hash": found.hash}, kept)
    return 0 if kept_there else 1


def _accepted(invocation: Invocation, typed: str) -> Desk:
    desk = accept_head(invocation.place(), invocation.desk, typed)
    invocation.saved = True
    return desk

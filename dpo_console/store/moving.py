"""Records moved from one engine to the other: each row, each digest and the log stay the same."""

from collections.abc import Callable
from pathlib import Path

from dpo_console.errors import Refused
from dpo_console.store.asking import Ask, Value
from dpo_console.store.audit import chain
from dpo_console.store.audit.chain import ChainHead
from dpo_console.store.database import Database
from dpo_console.store.reads.all_words import columns

Settle = Callable[[], object]
"""What names the new place of the records in the settings."""


def to_database(file: Database, database: Database, aside: Path, settle: Settle) -> ChainHead:
    """Move records from a file into an empty database. The file goes, and its copy `aside` stays.

    Nothing changes before everything is there. Raises Refused if the database holds records.
    """
    from dpo_console.store.postgres import copies  # it loads the driver

    with file.engine.alone():
        copy = file.snapshot(aside)
        with database.engine.plain_errors(), copy.read() as ask:
            copies.from_file(ask, database.address, database.named)
        head = _same(copy, database)
        settle()
        file.engine.retire()
    return head


def to_file(database: Database, file: Database, settle: Settle) -> ChainHead:
    """Move records from a database into the home's file.

    In the database, they stay under another name, and nobody can go on working on them by mistake.
    """
    unfinished = file.path.with_name(f".tmp-moving-{file.path.name}")
    unfinished.unlink(missing_ok=True)
    with database.engine.alone():
        head = _same(database, database.snapshot(unfinished))
        database.engine.retire()
        unfinished.rename(file.path)
        settle()
    return head


def _same(before: Database, after: Database) -> ChainHead:
    """Return the head of the log. Raises Refused if the two differ in it or in a table."""
    with before.whole.read() as one, after.whole.read() as other:
        if _sums(one) != _sums(other) or chain.first_break(other):
            raise Refused(
                f"What arrived in {after.place} isn't what {before.place} holds. The settings were "
                "left as they were, so work goes on with the records of before."
            )
        return chain.head(one)


def _sums(ask: Ask) -> list[Value]:
    """Return the head of the log, and the number of rows and of cases of each table."""
    head = chain.head(ask)
    sums: list[Value] = [head.seq, head.hash]
    for table in columns():
        case = "id" if table == "cases" else "case_id"
        sums += ask(f"SELECT count(*), count(DISTINCT {case}) FROM {table}", {})[0]
    return sums

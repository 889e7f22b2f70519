"""The lock that lets writers in one by one: an advisory lock, freed as the transaction ends.

It has the meaning of SQLite's immediate transaction, is fair, and needs no retry. Some engines that
speak PostgreSQL's language accept it and do nothing, which two connections prove.
"""

from contextlib import closing

from dpo_console.errors import Refused
from dpo_console.store.postgres.connections import connect

KEY = 0x44504F43
"""The lock's number ("DPOC"). A database holds one office's records."""

HOLD = f"SELECT pg_advisory_xact_lock({KEY})"
TRY = f"SELECT pg_try_advisory_xact_lock({KEY})"


def refuse_without_lock(address: str) -> None:
    """Raise Refused if two connections can hold the writers' lock at once."""
    with closing(connect(address)) as one, closing(connect(address)) as other:
        one.cursor().execute(HOLD)
        if _gets(other):
            raise Refused(
                "This database lets two writers hold one advisory lock, so the audit log could "
                "fork. Nothing was made. Use PostgreSQL itself, without a pool in between that "
                "shares transactions."
            )
        one.rollback()
        other.rollback()
        if not _gets(other):
            raise Refused(
                "This database keeps an advisory lock after its transaction. Nothing was made. Use "
                "PostgreSQL itself."
            )


def _gets(connection: object) -> bool:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # the driver has no types
    cursor.execute(TRY)
    return bool(cursor.fetchone()[0])

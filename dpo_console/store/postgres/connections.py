"""Connections to the server: made to one that is trusted, kept for the next look, and lent.

Writers go in one by one, by an advisory lock that is freed as the transaction ends. It has the
meaning of SQLite's immediate transaction, is fair, and needs no retry. Some engines that speak
PostgreSQL's language accept it and do nothing, which two connections prove.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Literal

import psycopg2
import psycopg2.extensions

from dpo_console.errors import Refused
from dpo_console.lazy_import import later
from dpo_console.store.postgres.connection import Connection

if TYPE_CHECKING:
    import threading
else:
    threading = later("threading")

WAIT_SECONDS = 30
"""Time that a writer waits for another before the officer is asked to try again."""

READER_WAITS_SECONDS = 5
"""Time that a reader, and a writer in a hurry, waits."""

CONNECT_SECONDS = 5
"""Time that each server of an address has to answer before the next is tried."""

KEPT = 1
"""Number of connections that a process keeps to look with. It keeps another to save with."""

_DISTRUST = re.compile(r"certificate|support SSL|requires? SSL")
_ONLY_READS = re.compile(r"session is read-only|hot standby mode")

_WHOLE_NUMBER = psycopg2.extensions.new_type(
    (1700,), "WHOLE_NUMBER", lambda text, _: text and int(text)
)
"""Sums are numeric on the server. All of ours are whole."""


class Untrusted(Exception):
    """A server that doesn't prove who it is."""


class OnlyReads(Exception):
    """An address whose servers answer, but none of which takes changes."""


def connect(address: str) -> Connection:
    """Connect to the server of an address that takes changes. Raises Untrusted, OnlyReads.

    TCP needs TLS, and a certificate that names the server. A socket of this machine has no TLS, and
    the server knows who is at its other end.
    """
    return _connected(address, "read-write")


def connect_to_look(address: str) -> Connection:
    """Connect to the server that takes changes, or to any other while there is none."""
    try:
        return connect(address)
    except OnlyReads:
        return _connected(address, "any")


def _connected(address: str, wanted: Literal["read-write", "any"]) -> Connection:
    try:
        return _made(address, wanted)
    except psycopg2.OperationalError as problem:
        if _DISTRUST.search(str(problem)):
            raise Untrusted(str(problem)) from problem
        if _ONLY_READS.search(str(problem)):
            raise OnlyReads(str(problem)) from problem
        raise


def _made(address: str, wanted: str) -> Connection:
    made: Connection = psycopg2.connect(
        address,
        connection_factory=Connection,
        target_session_attrs=wanted,
        sslmode="verify-full",
        gssencmode="disable",  # it would stand in for TLS without a look at the certificate
        connect_timeout=CONNECT_SECONDS,
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
        tcp_user_timeout=8_000,  # milliseconds until a server that went dark counts as lost
        client_encoding="UTF8",
        application_name="dpo_console",
    )
    psycopg2.extensions.register_type(_WHOLE_NUMBER, made)
    return made


@cache
def _kept(address: str, process: int) -> list[Connection]:
    """Return the connection that rests, if any. A forked process has its own."""
    return []


def let_go() -> None:
    """Say goodbye to every server to which a connection was kept."""
    _kept.cache_clear()  # nobody else holds them


@contextmanager
def lent(address: str) -> Iterator[Connection]:
    """Lend a connection in autocommit mode to look with, and keep one for the next look."""
    rest = _kept(address, os.getpid())
    connection = _at_rest(rest) or _opened(address)
    try:
        yield connection
        rest.append(connection)
    except BaseException:
        connection.close()
        raise
    with suppress(IndexError):  # another thread may take one meanwhile
        while len(rest) > KEPT:
            rest.pop(0).close()


def only_reads(address: str) -> bool:
    """Return True if looks are at a standby, after a look for the server that takes changes.

    The next look is at that server once it is back. No look waits for it.
    """
    rest = _kept(address, os.getpid())
    if not any(connection.only_reads for connection in rest):
        return False
    try:
        found = connect(address)
    except (psycopg2.Error, OnlyReads, Untrusted):
        return True
    found.autocommit = True
    for standby in [connection for connection in rest if connection.only_reads]:
        with suppress(ValueError):  # another thread may take it meanwhile
            rest.remove(standby)
            standby.close()
    rest.append(found)
    return False


def _at_rest(rest: list[Connection]) -> Connection | None:
    """Return a connection that was kept and isn't lost with its server, or None."""
    while rest:
        connection = rest.pop()
        if not connection.is_lost():
            return connection
        connection.close()
    return None


def _opened(address: str) -> Connection:
    """Return the connection that was made ahead, or one made now."""
    ahead = _ahead.pop(address, None)
    return _at_rest([ahead.taken()] if ahead else []) or _made_to_look(address)


def _made_to_look(address: str) -> Connection:
    connection = connect_to_look(address)
    connection.autocommit = True  # transactions begin and end in the words of the caller
    return connection


class _Ahead:
    """A connection that a thread makes. The end of the program doesn't wait for it."""

    def __init__(self, address: str, first: Callable[[Connection], object]) -> None:
        self._address, self._first = address, first
        self._came: list[Connection | Exception] = []
        self._thread = threading.Thread(target=self._make, daemon=True)
        self._thread.start()

    def _make(self) -> None:
        try:
            connection = _made_to_look(self._address)
            with suppress(psycopg2.Error):  # the looks to come will tell
                self._first(connection)
            connection.plans.forget()  # a question that comes once more needs no kept plan
            self._came.append(connection)
        except Exception as problem:
            self._came.append(problem)

    def taken(self) -> Connection:
        """Return the connection once it is made. Raises what connecting raised."""
        self._thread.join()
        (came,) = self._came
        if isinstance(came, Exception):
            raise came
        return came


_ahead: dict[str, _Ahead] = {}


def connect_ahead(address: str, first: Callable[[Connection], object]) -> None:
    """Connect while this process does something else, and ask something first.

    The next look takes the connection, or raises what connecting raised. A new process of the
    server takes longer over what it reads first than over all that follows.
    """
    _ahead[address] = _Ahead(address, first)


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

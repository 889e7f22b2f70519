"""Connections to the server, kept for the next look, and the errors that say one is lost."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg2
import psycopg2.extensions

WAIT_SECONDS = 30
"""Time that a writer waits for another before the officer is asked to try again."""

READER_WAITS_SECONDS = 5
"""Time that a reader, and a writer in a hurry, waits."""

CONNECT_SECONDS = 10

_WHOLE_NUMBER = psycopg2.extensions.new_type(
    (1700,), "WHOLE_NUMBER", lambda text, _: text and int(text)
)
"""Sums are numeric on the server. All of ours are whole."""


class Unconfirmed(Exception):
    """A change that is saved on this server, but that its standby may not have."""


class Counting(psycopg2.extensions.cursor):
    """A cursor that counts the rows that its connection has written."""

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: ANN401 - as the driver
        """Run a statement."""
        super().execute(query, vars)
        if self.statusmessage and self.statusmessage.startswith(("INSERT", "UPDATE", "DELETE")):
            _of(self).written += max(self.rowcount, 0)

    def executemany(self, query: Any, vars_list: Any) -> None:  # noqa: ANN401 - as the driver
        """Run a statement for each of several values."""
        super().executemany(query, vars_list)
        _of(self).written += max(self.rowcount, 1)


def _of(cursor: Counting) -> "Connection":
    connection = cursor.connection
    if not isinstance(connection, Connection):
        raise TypeError("a cursor of another connection")
    return connection


class Connection(psycopg2.extensions.connection):
    """A connection that counts what it writes, and that doubts a commit with a warning."""

    written = 0

    def cursor(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the driver
        """Return a cursor that counts."""
        kwargs.setdefault("cursor_factory", Counting)
        return super().cursor(*args, **kwargs)

    def commit(self) -> None:
        """Commit. Raises Unconfirmed if the server warns.

        A wait for a synchronous standby that was cancelled ends in success and a warning.
        """
        del self.notices[:]
        super().commit()
        if self.notices:
            raise Unconfirmed("".join(self.notices))


def connect(address: str) -> Connection:
    """Connect to a server. TCP needs TLS, and a certificate that names the server.

    A socket of this machine has no TLS, and the server knows who is at its other end.
    """
    made: Connection = psycopg2.connect(
        address,
        connection_factory=Connection,
        sslmode="verify-full",
        gssencmode="disable",  # it would stand in for TLS without a look at the certificate
        connect_timeout=CONNECT_SECONDS,
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
        client_encoding="UTF8",
        application_name="dpo_console",
    )
    psycopg2.extensions.register_type(_WHOLE_NUMBER, made)
    return made


@cache
def _kept(address: str, process: int) -> list[Connection]:
    """Return the connections that rest. A forked process has its own."""
    return []


@contextmanager
def lent(address: str, first: str, values: dict[str, str]) -> Iterator[Connection]:
    """Lend a connection that has run a `first` statement, and keep it for the next look.

    A kept one may have been lost since, with the server. Then a new one takes its place.
    """
    rest = _kept(address, os.getpid())
    connection = _begun(rest, address, first, values)
    try:
        yield connection
        rest.append(connection)
    except BaseException:
        connection.close()
        raise


def _begun(rest: list[Connection], address: str, first: str, values: dict[str, str]) -> Connection:
    while rest:
        connection = rest.pop()
        try:
            connection.cursor().execute(first, values)
        except psycopg2.Error:  # a server that is gone gives errors of several kinds
            connection.close()
        else:
            return connection
    connection = connect(address)
    connection.autocommit = True  # transactions begin and end in the words of the caller
    try:
        connection.cursor().execute(first, values)
    except BaseException:
        connection.close()
        raise
    return connection

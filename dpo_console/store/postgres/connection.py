"""One connection to the server. Each statement is a round to the server.

A transaction therefore begins with its first question, in one round.
"""

import _thread
import os
import select
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg2
import psycopg2.extensions
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from dpo_console.lazy_import import later
from dpo_console.store.postgres.dialect import KEEPS, Plans

if TYPE_CHECKING:
    import socket
    import threading
else:  # a commit needs them, and a look does without
    socket, threading = later("socket"), later("threading")

COMMIT_SECONDS = 10
"""Time that a commit may take: a standby that restarts is back by then, and an officer still waits.

The connection is then closed. A server that is told to cancel calls the change saved, true or not.
"""

ABANDONED_SECONDS = 300
"""Time after which the server ends a transaction whose program stopped, and lets others write."""


class Unconfirmed(Exception):
    """A change that is saved on this server, but that its standby may not have."""


class Counting(psycopg2.extensions.cursor):
    """A cursor that counts the rows that its connection has written.

    `waits` is True once it left a change of one row to the next question.
    """

    waits = False

    @property
    def rowcount(self) -> int:
        """The number of rows of the last statement."""
        return 1 if self.waits else super().rowcount

    def leave(self, statement: str, values: Mapping[str, Any]) -> None:
        """Leave a change of one row to the next question or the commit."""
        self.waits = True
        _of(self).write_ahead(statement, values)

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: ANN401 - as the driver
        """Run a statement, after those that wait for it."""
        first = _of(self).taken()
        query = f"{first if vars is None else first.replace('%', '%%')}{query}"
        try:
            super().execute(query, vars)
        except psycopg2.Error:
            _of(self).plans.forget()
            raise
        if self.statusmessage and self.statusmessage.startswith(("INSERT", "UPDATE", "DELETE")):
            _of(self).written += max(self.rowcount, 0)

    def executemany(self, query: Any, vars_list: Any) -> None:  # noqa: ANN401 - as the driver
        """Run a statement for each of several values."""
        if first := _of(self).taken():
            super().execute(first)
        super().executemany(query, vars_list)
        _of(self).written += max(self.rowcount, 1)


def _of(cursor: Counting) -> "Connection":
    connection = cursor.connection
    if not isinstance(connection, Connection):
        raise TypeError("a cursor of another connection")
    return connection


class Connection(psycopg2.extensions.connection):
    """A connection that counts what it writes, and that doubts a commit with a warning.

    Statements whose answers nobody needs wait for the next question, and go with it in one round:
    `begins` are those that begin a transaction, `locks` waits for its turn, and `ahead` are all
    others. `checked` is True once its records were found to hold the last head that the home saw.
    `layout` is what it found as it was made, for who opens the records then. `plans` are kept on
    the server, where no pool is between that lends another server's process to each transaction.
    """

    written = 0
    begins = ""
    locks = ""
    ahead = ""
    checked = False
    layout: tuple[int, str] | None = None
    _pooled: bool | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the driver
        super().__init__(*args, **kwargs)
        self.plans = Plans()

    @property
    def only_reads(self) -> bool:
        """True on a standby, and where the administrator lets nobody change anything."""
        told = map(self.info.parameter_status, ("in_hot_standby", "default_transaction_read_only"))
        return "on" in told

    def cursor(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the driver
        """Return a cursor that counts."""
        kwargs.setdefault("cursor_factory", Counting)
        return super().cursor(*args, **kwargs)

    def begin(self, first: str, sees: str, values: Mapping[str, str], locks: str = "") -> None:
        """Begin a transaction with the next question. The connection is in autocommit mode.

        `sees` is the question by which it says for whom it asks, with its values.
        """
        self._drop_waiting()
        self.begins = f"{first}{self.planned(sees, values)}; "
        self.locks = locks

    def planned(self, question: str, values: Mapping[str, Any]) -> str:
        """Return a question as it is sent: by its plan, once it was asked often enough.

        One that would wait for a lock is first asked before it, to have its plan made: that takes
        ten times as long as an answer, and others can write meanwhile.
        """
        with_values, keeps = super().cursor().mogrify, ""
        if self.plans.wants(question) and not self.is_pooled:
            keeps = with_values(self.plans.keep(question), {}).decode()
        asked: str = with_values(self.plans.used(question), values).decode()
        if keeps and self.locks and question.startswith(("SELECT", "WITH")):
            self.begins += f"{keeps}{asked}; "
            return asked
        return f"{keeps}{asked}"

    @property
    def is_pooled(self) -> bool:
        """True if a pool lends the server's connections for a transaction alone.

        It gives a number of its own for the server's process. It is asked once.
        """
        if self._pooled is None:
            with super().cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self._pooled = cursor.fetchone() != (self.info.backend_pid,)
        return self._pooled

    def send_ahead(self, statement: str, values: Mapping[str, Any]) -> None:
        """Send a statement with the next question or the commit, in one round."""
        self.ahead += f"{self.planned(statement, values)}; "

    def write_ahead(self, statement: str, values: Mapping[str, Any], rows: int = 1) -> None:
        """Write rows with the next question or the commit.

        A row to change must be there, and in sight: an answer without it is an error.
        """
        if statement.startswith("UPDATE"):
            statement = (
                f"WITH changed AS ({statement} RETURNING 1) SELECT 1 / count(*) FROM changed"
            )
        self.send_ahead(statement, values)
        self.written += rows

    def taken(self) -> str:
        """Return the statements that waited for this moment. They wait no longer."""
        first = self.begins + self.locks + self.ahead
        self.begins = self.locks = self.ahead = ""
        return first

    def _drop_waiting(self) -> None:
        """Drop the statements that wait. A plan among them never came to the server."""
        if KEEPS in self.begins + self.ahead:
            self.plans.forget()
        self.begins = self.locks = self.ahead = ""

    def commit(self) -> None:
        """Commit. Raises Unconfirmed if the server warns, and an error of the driver in doubt.

        A wait for a synchronous standby that was cancelled ends in success and a warning. Without
        a standby, it has no end, so the connection is closed once its time is over.
        """
        del self.notices[:]
        with _closed_in_time(self.fileno(), COMMIT_SECONDS):
            if not self.autocommit:
                super().commit()
            elif self.ahead or not self.begins:
                self._end("COMMIT")
        self._drop_waiting()
        if self.notices:
            raise Unconfirmed("".join(self.notices))

    def rollback(self) -> None:
        """Give the transaction up."""
        self._drop_waiting()
        if not self.autocommit or self.closed:
            super().rollback()
        elif self.get_transaction_status() != TRANSACTION_STATUS_IDLE:
            self._end("ROLLBACK")

    def _end(self, how: str) -> None:
        """End the transaction. After an error, the server answers a COMMIT with a ROLLBACK."""
        with self.cursor() as cursor:
            cursor.execute(how)
            if cursor.statusmessage != how:
                raise psycopg2.InternalError(f"{how} was answered with {cursor.statusmessage}")

    def is_lost(self) -> bool:
        """Return True if the server has hung up. A connection at rest hears nothing else."""
        if self.closed:
            return True
        waits = select.poll()
        waits.register(self.fileno(), select.POLLIN)
        return bool(waits.poll(0))


def ended_when_abandoned() -> str:
    """Return the statement by which the server ends this transaction once its program stopped."""
    return f"SET LOCAL idle_in_transaction_session_timeout = '{ABANDONED_SECONDS}s'; "


@contextmanager
def _closed_in_time(descriptor: int, seconds: float) -> Iterator[None]:
    """Shut a connection down if the block takes longer. The server isn't asked to cancel.

    A timer of `threading` would first wait for its thread to begin, while others wait to write.
    """
    line, runs = socket.socket(fileno=os.dup(descriptor)), threading.Lock()
    runs.acquire()

    def watch() -> None:
        if not runs.acquire(timeout=seconds):
            with suppress(OSError):  # the commit ended at this very moment
                line.shutdown(socket.SHUT_RDWR)

    _thread.start_new_thread(watch, ())
    try:
        yield
    finally:
        runs.release()
        line.close()

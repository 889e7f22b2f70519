"""The door to write: SQLAlchemy over kept connections, each change behind one advisory lock."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import psycopg2
from sqlalchemy import Connection as Connected
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.default import DefaultExecutionContext as ExecutionContext
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.pool import QueuePool

from dpo_console.store.asking import Reader
from dpo_console.store.heads import LastSeen
from dpo_console.store.postgres import connections
from dpo_console.store.postgres.connection import Connection, Counting, ended_when_abandoned
from dpo_console.store.postgres.connections import HOLD, connect
from dpo_console.store.postgres.problems import OURS, in_words
from dpo_console.store.postgres.read_door import ONCE, refuse_older, sight
from dpo_console.store.postgres.roles import FOR, WRITER, seeing

_SEES = seeing(WRITER, "records")
_ANY_CASE = "SET LOCAL plan_cache_mode = force_generic_plan; "
"""A plan that is kept serves each case: all that a change asks, it asks of one."""


def engine(address: str, process: int, seen: LastSeen, *, briefly: bool) -> Engine:
    """Return the engine of these records, for one process, which keeps one connection.

    Its transactions take the writers' lock before anything else, which lets writers in one by one,
    in their order. With `briefly`, they wait no longer than a reader does. Records that lack the
    last head `seen` are refused.
    """
    wait = connections.READER_WAITS_SECONDS if briefly else connections.WAIT_SECONDS
    return _made(address, process).execution_options(wait=wait, seen=seen)


@cache
def _made(address: str, process: int) -> Engine:
    """Make an engine. Each of its transactions begins with its first question, in one round."""
    made = create_engine(
        "postgresql+psycopg2://",
        creator=lambda: _opened(address),
        poolclass=QueuePool,
        pool_size=1,
        isolation_level="AUTOCOMMIT",
        use_native_hstore=False,  # no table has such a type, and each connection would ask
    )
    event.listen(made, "checkout", lambda found, _record, _proxy: _refuse_lost(found))
    event.listen(made, "begin", _begin)
    event.listen(made, "do_execute", _send)
    return made


def _opened(address: str) -> Connection:
    opened = connect(address)
    opened.plans.after = 0  # an act asks the same as the act before it
    return opened


def _refuse_lost(connection: Connection) -> None:
    """Have a connection opened again if the server has hung up. Raises DisconnectionError."""
    if connection.is_lost():
        raise DisconnectionError


def _begin(connected: Connected) -> None:
    options, connection = connected.get_execution_options(), raw(connected)
    if not connection.checked:
        connection.begin(ONCE, _SEES, sight(None))
        refuse_older(connection, options["seen"])
    begin(connection, options["wait"], "BEGIN ISOLATION LEVEL READ COMMITTED; ")


def _send(
    cursor: Counting, statement: str, values: Mapping[str, object], context: ExecutionContext
) -> bool:
    """Send a statement about our tables by its plan. A change of one row waits for the next."""
    if context.compiled is None:  # SQLAlchemy asks the server about itself
        return False
    if context.isupdate:
        cursor.leave(statement, values)
    else:
        cursor.execute(raw(context.root_connection).planned(statement, values))
    return True


def begin(connection: Connection, wait: float, first: str = "") -> None:
    """Begin a change with the next question: it waits for the lock this many seconds.

    Every case is in its sight.
    """
    waits = f"SET LOCAL lock_timeout = {round(wait * 1000)}; {ended_when_abandoned()}"
    connection.begin(f"{first}{waits}{_ANY_CASE}", _SEES, sight(None), locks=f"{HOLD}; ")


def narrow(connected: Connected, reader: Reader | None) -> None:
    """Hold the rest of a change to the cases that a person may see, or to every case with None."""
    raw(connected).send_ahead(FOR, sight(reader))


@contextmanager
def plain_errors(named: str, why_busy: Callable[[], str]) -> Iterator[None]:
    """Turn the errors of SQLAlchemy and of the driver into sentences for the officer."""
    try:
        yield
    except DBAPIError as problem:
        cause = problem.orig or problem
        raise in_words(cause, named, why_busy) from cause
    except (psycopg2.Error, *OURS) as problem:
        raise in_words(problem, named, why_busy) from problem


def raw(connected: Connected) -> Connection:
    """Return the driver's connection."""
    found = connected.connection.driver_connection
    if not isinstance(found, Connection):
        raise TypeError("the records are not in PostgreSQL")
    return found

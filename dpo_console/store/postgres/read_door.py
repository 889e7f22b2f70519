"""The door to read: one consistent look at the database, and the smallest of writes."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar

from psycopg2 import Error

from dpo_console.store.asking import Ask, AtOnce, Question, Reader, Row, Value
from dpo_console.store.heads import LastSeen
from dpo_console.store.postgres import layouts
from dpo_console.store.postgres.connection import Connection, ended_when_abandoned
from dpo_console.store.postgres.connections import OnlyReads, connect_ahead, lent
from dpo_console.store.postgres.dialect import in_postgres
from dpo_console.store.postgres.roles import READER, VERIFIER, WRITER, seeing

EVERYBODY = "*"
"""The setting that stands for everybody, and for every school. No slug has this sign."""

_PLAIN = "SET LOCAL jit = off; "
"""The server compiles no question: for the counts of 100,000 cases that takes ten times as long."""

_BEGIN = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {ended_when_abandoned()}{_PLAIN}"
ONCE = f"SET LOCAL transaction_read_only = on; {_PLAIN}"
"""A question that is sent with this is a transaction by itself, which the server ends."""

_ALONE = "SET LOCAL max_parallel_workers_per_gather = 0; "
"""No worker beside the server's own process: our checks of days and JSON can't run in one."""

_WHOLE = seeing(VERIFIER, "records")
_SEEN = seeing(READER, "seen")
"""A view of the same name stands for each table, and shows what this person may see."""

_UNCONFIRMED = "SET LOCAL synchronous_commit = local; "
"""Nobody waits for a standby while a look is noted: a standby that is gone stops no reader."""

_JOTS = seeing(WRITER, "records")

_held: ContextVar["_Held | None"] = ContextVar("held", default=None)
"""The look inside the change that this thread makes, if it makes one."""


def read_ahead(address: str, seen: LastSeen, first: Callable[[Ask], object]) -> None:
    """Connect in a thread for the next look, and drop what `first` reads there.

    It reads as somebody to whom no restricted case is open. The next look raises Refused if the
    records lack the last head `seen`.
    """

    def read(made: Connection) -> None:
        made.layout = layouts.kept_on(made)
        _see_as(made, None, ONCE)
        refuse_older(made, seen)
        first(Asker(made, reader=Reader(""), alone=True))

    connect_ahead(address, read)


@contextmanager
def look(address: str, reader: Reader | None, seen: LastSeen) -> Iterator[Ask]:
    """Open one consistent look at the records, as `reader` may see them, or whole with None.

    Inside a change, whose lock keeps what is saved as it is, all looks are one. Raises Refused if
    the records lack the last head `seen`.
    """
    if held := _held_at(address):
        yield _Remembering(held, reader, seen)
        return
    with _looking(address, reader, seen) as ask:
        yield ask


@contextmanager
def glance(address: str, reader: Reader | None, seen: LastSeen) -> Iterator[Ask]:
    """Open a look in which each question stands alone: one round to the server, not two."""
    if held := _held_at(address):
        yield _Remembering(held, reader, seen)
        return
    with _checked(address, reader, seen) as connection:
        yield Asker(connection, reader=reader, alone=True)


@contextmanager
def _checked(address: str, reader: Reader | None, seen: LastSeen) -> Iterator[Connection]:
    """Lend a connection whose records hold the last head `seen`."""
    with lent(address) as connection:
        if not connection.checked:
            _see_as(connection, reader, ONCE)
            refuse_older(connection, seen)
        yield connection


@contextmanager
def holding(address: str) -> Iterator[None]:
    """Keep a look at these records open until the change around it ends."""
    held = _Held(address)
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
        with suppress(Error):  # the change itself ended well or not, whatever happens to a look
            held.ends.close()


def is_held(address: str) -> bool:
    """Return True inside a change of these records."""
    return _held_at(address) is not None


def _held_at(address: str) -> "_Held | None":
    held = _held.get()
    return held if held is not None and held.address == address else None


@contextmanager
def _looking(address: str, reader: Reader | None, seen: LastSeen) -> Iterator["Asker"]:
    with lent(address) as connection:

        def begin() -> None:
            connection.rollback()
            _see_as(connection, reader, _BEGIN)

        begin()
        refuse_older(connection, seen)
        yield Asker(connection, begin, reader)
        connection.rollback()


def _see_as(connection: Connection, reader: Reader | None, first: str) -> None:
    """Have the next questions see the records as `reader` may, after a `first` statement."""
    if reader is None:
        connection.begin(f"{first}{_ALONE}", _WHOLE, sight(reader))
    else:
        connection.begin(first, _SEEN, sight(reader))


def sight(reader: Reader | None) -> dict[str, str]:
    """Return the values that say for whom a transaction asks: None for everybody."""
    person, schools = (EVERYBODY, None) if reader is None else reader
    return {"person": person, "schools": EVERYBODY if schools is None else ",".join(schools)}


def refuse_older(connection: Connection, seen: LastSeen) -> None:
    """Raise Refused if a connection's records lack the last head that their home saw.

    Each connection is asked once, and a standby until it takes over.
    """
    if not connection.checked:
        behind = connection.only_reads
        connection.checked = seen.refuse_older(Asker(connection), behind=behind)


def jot(
    address: str, sql: str, values: Mapping[str, Value], reader: Reader | None, seen: LastSeen
) -> None:  # fmt: skip
    """Run one statement in a transaction of its own. It doesn't wait for the writers' lock.

    It reads what `reader` may see. Raises Refused if the records lack the last head `seen`, and
    OnlyReads.
    """
    with lent(address) as connection, connection.cursor() as cursor:
        connection.begin(_UNCONFIRMED, _JOTS, sight(reader))
        refuse_older(connection, seen)
        connection.begin(_UNCONFIRMED, _JOTS, sight(reader))
        if not (only_reads := connection.only_reads):
            cursor.execute(in_postgres(sql), values)
    if only_reads:
        raise OnlyReads


class Asker(AtOnce):
    """The Ask of an open connection, for a reader. After an error, it begins again if it may."""

    def __init__(
        self,
        connection: Connection,
        begin_again: Callable[[], None] | None = None,
        reader: Reader | None = None,
        *,
        alone: bool = False,
    ) -> None:
        """Use it only while the connection is lent.

        Each question that stands `alone` is a transaction by itself.
        """
        self._alone = alone
        self._connection = connection
        self._begin_again = begin_again
        self.reader = reader

    def __call__(self, sql: str, values: Mapping[str, Value]) -> list[Row]:
        """Ask a question."""
        if self._alone:
            _see_as(self._connection, self.reader, ONCE)
        with self._connection.cursor() as cursor:
            try:
                cursor.execute(self._connection.planned(in_postgres(sql), values))
            except Error:
                if self._begin_again and not self._connection.closed:
                    self._begin_again()
                raise
            rows: list[Row] = cursor.fetchall() if cursor.description else []
            return rows

    def at_once(
        self, questions: Sequence[str], values: Mapping[str, Value], *, its: str = ""
    ) -> list[list[Row]]:
        """Ask several questions in one round: each answer arrives as JSON, whose keys we drop."""
        each = (f"(SELECT json_agg(q)::text FROM ({sql}) q)" for sql in questions)
        first = f"WITH its AS MATERIALIZED ({its}) " if its else ""
        (answers,) = self(f"{first}SELECT {', '.join(each)}", values)
        return [_rows(text) if isinstance(text, str) else [] for text in answers]

    def later(self, sql: str, values: Mapping[str, Value], rows: int = 1) -> None:
        """Write rows with the next question. A row to change must be there."""
        self._connection.write_ahead(in_postgres(sql), values, rows)

    def ahead(self, questions: Sequence[Question]) -> None:
        """Ask nothing: outside a change, nothing keeps the answers true."""


class _Held:
    """The looks inside a change, what was answered to whom, and what ends them.

    The writers' lock keeps what is saved as it is, so each question may stand alone.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.ends = ExitStack()
        self.answers: dict[tuple[object, ...], list[Row]] = {}
        self.asks: dict[Reader | None, Asker] = {}
        self.connection: Connection | None = None

    def asked_as(self, reader: Reader | None, seen: LastSeen) -> Asker:
        """Return the Ask of a person."""
        if reader not in self.asks:
            if self.connection is None:
                self.connection = self.ends.enter_context(_checked(self.address, reader, seen))
            self.asks[reader] = Asker(self.connection, reader=reader, alone=True)
        return self.asks[reader]


class _Remembering(AtOnce):
    """The Ask of a person inside a change. It asks no question twice."""

    def __init__(self, held: _Held, reader: Reader | None, seen: LastSeen) -> None:
        self._held, self._reader, self._seen = held, reader, seen

    def __call__(self, sql: str, values: Mapping[str, Value]) -> list[Row]:
        asked, answers = self._key(sql, values), self._held.answers
        if asked not in answers:
            answers[asked] = self._ask()(sql, values)
        return [*answers[asked]]

    def at_once(
        self, questions: Sequence[str], values: Mapping[str, Value], *, its: str = ""
    ) -> list[list[Row]]:
        return self._ask().at_once(questions, values, its=its)

    def ahead(self, questions: Sequence[Question]) -> None:
        answers = self._held.answers
        new = [(sql, values) for sql, values in questions if self._key(sql, values) not in answers]
        together = {name: value for _, values in new for name, value in values.items()}
        found = self.at_once([sql for sql, _ in new], together) if new else []
        for (sql, values), rows in zip(new, found, strict=True):
            answers[self._key(sql, values)] = rows

    def later(self, sql: str, values: Mapping[str, Value], rows: int = 1) -> None:
        self._ask().later(sql, values, rows)

    def _key(self, sql: str, values: Mapping[str, Value]) -> tuple[object, ...]:
        return (self._reader, sql, *values.items())

    def _ask(self) -> Asker:
        return self._held.asked_as(self._reader, self._seen)


_ROWS = json.JSONDecoder(object_pairs_hook=lambda pairs: tuple(value for _, value in pairs))


def _rows(text: str) -> list[Row]:
    rows: list[Row] = _ROWS.decode(text)
    return rows

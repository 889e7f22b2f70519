"""The door to read: one consistent look at the file."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from dpo_console.errors import Refused
from dpo_console.store.asking import Ask, Reader, Row, Value, spelled
from dpo_console.store.sqlite import connections
from dpo_console.store.sqlite.connections import NO_TEXT, is_there, kept, plain_errors

_ONLY_VISIBLE = (
    "CREATE TEMP VIEW cases AS SELECT * FROM main.cases c WHERE (c.restricted = 0 OR EXISTS "
    "(SELECT 1 FROM main.reader r WHERE r.case_id = c.id AND r.person = {person})){of_schools}"
)


def only_for(connection: sqlite3.Connection, reader: Reader) -> None:
    """Let this connection see only the cases that a person may see."""

    def quoted(words: str) -> str:
        """Return a text as a literal, because a view takes no bound value."""
        return str(connection.execute("SELECT quote(:words)", {"words": words}).fetchone()[0])

    of_schools = ""
    if reader.schools is not None:
        of_schools = f" AND c.school IN ({', '.join(map(quoted, reader.schools))})"
    person = quoted(reader.person)
    connection.execute(_ONLY_VISIBLE.format(person=person, of_schools=of_schools))


SPELLINGS = {
    "listed": "SELECT value FROM json_each({0})",
    "among": "IN (SELECT value FROM json_each({0}))",
    "small": "{0}",  # LIKE folds the letters of English itself, in a third of the time
    "joined": "group_concat({0})",
    "folded": "{0} COLLATE NOCASE",
    "is_no_day": "strftime('%Y-%m-%d', {0}) IS NOT substr({0}, 1, 10)",
    "is_no_minute": "strftime('%H:%M', {0}) IS NOT {0}",
    "is_no_json": "NOT json_valid({0})",
    "found": "rowid",
    "audit_link": "audit",
    "answers": "case_search MATCH {0}",
    "has_word": "instr(' ' || replace(words, '_', ' '), {0})",
}


@lru_cache(maxsize=2_000)
def in_sqlite(sql: str) -> str:
    """Return a question as SQLite reads it."""
    return spelled(sql, SPELLINGS)


Answers = dict[tuple[object, ...], list[Row]]

_change: ContextVar[tuple[Path, Answers] | None] = ContextVar("change", default=None)
"""The file that this thread changes, if it changes one, and what looks at it were answered."""


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Remember what looks at a file are answered in this block. Nobody else may write there."""
    token = _change.set((path, {}))
    try:
        yield
    finally:
        _change.reset(token)


def _answers_at(path: Path) -> Answers | None:
    change = _change.get()
    return change[1] if change and change[0] == path else None


@contextmanager
def look(path: Path, reader: Reader | None) -> Iterator[Ask]:
    """Open one consistent look at the records, as `reader` may see them, or whole with None.

    Inside a change, whose lock keeps what is saved as it is, each question may stand alone.
    """
    begins = _answers_at(path) is None
    with glance(path, reader) as ask:
        if begins:
            ask("BEGIN", {})
        yield ask
        if begins:
            ask("COMMIT", {})


@contextmanager
def glance(path: Path, reader: Reader | None) -> Iterator[Ask]:
    """Open a look in which each question stands alone. Inside a change, none is asked twice."""
    with plain_errors(path), lent(path, reader) as connection:
        ask, answers = asker(connection), _answers_at(path)
        yield ask if answers is None else _remembering(ask, answers, reader)


def _remembering(ask: Ask, answers: Answers, reader: Reader | None) -> Ask:
    def remembering(sql: str, values: Mapping[str, Value]) -> list[Row]:
        asked = (reader, sql, *values.items())
        if asked not in answers:
            answers[asked] = ask(sql, values)
        return [*answers[asked]]

    return remembering


def lent(path: Path, reader: Reader | None) -> AbstractContextManager[sqlite3.Connection]:
    """Lend a connection through which `reader` sees the records. It is in no transaction."""

    def open_it() -> sqlite3.Connection:
        connection = opened(path, to_read=True)
        if reader is not None:
            only_for(connection, reader)
        return connection

    return kept(path, (reader, connections.patience(briefly=True)), open_it)


def opened(path: Path, *, to_read: bool = False) -> sqlite3.Connection:
    """Open the records, which must exist. Raises Refused if they are missing."""
    if not is_there(path):
        raise Refused(
            f"The records {path} are missing. If they were moved, put them back; "
            "otherwise restore them from a backup. Nothing was made in their place."
        )
    return connections.connect(path, to_read=to_read)


def asker(connection: sqlite3.Connection) -> Ask:
    """Return the Ask of an open connection."""

    def ask(sql: str, values: Mapping[str, Value]) -> list[Row]:
        asked = in_sqlite(sql)
        try:
            return connection.execute(asked, values).fetchall()
        except sqlite3.OperationalError as problem:
            if NO_TEXT not in str(problem):
                raise
        connection.text_factory = _legible
        try:
            return connection.execute(asked, values).fetchall()
        finally:
            connection.text_factory = str

    return ask


def _legible(text: bytes) -> str:
    """Decode text in an unknown encoding, with marks for the bytes that are not UTF-8."""
    return text.decode(errors="replace")

"""The door to write the records: SQLModel over one private connection of the engine.

SQLModel is imported at the first change: a command's help and completion do without.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dpo_console.errors import NoSuchCase, TryAgain
from dpo_console.lazy_import import later
from dpo_console.store import doubts
from dpo_console.store import looks as kept
from dpo_console.store.asking import Ask, Reader, Row, Value, tell
from dpo_console.store.audit import chain
from dpo_console.store.cases.case_file import row_for
from dpo_console.store.cases.case_parts import questions, row_of_case, with_the_case
from dpo_console.store.database import Database

if TYPE_CHECKING:
    import sqlalchemy
    from sqlmodel import Session, SQLModel

    from dpo_console.store import tables
    from dpo_console.store.engine import Engine
    from dpo_console.store.tables import CaseTable
else:
    sqlalchemy = later("sqlalchemy")
    tables = later("dpo_console.store.tables")

__all__ = [
    "RowsWritten",
    "Session",
    "add",
    "amend",
    "ask_in",
    "case_for",
    "every_case",
    "known_of",
    "last_link",
    "linked",
    "narrow",
    "new_case",
    "next_number",
    "once_saved",
    "put",
    "write",
    "written",
]  # fmt: skip


@contextmanager
def write(
    database: Database, *, briefly: bool = False, of_case: bool = False
) -> Iterator["Session"]:
    """Open one change: it begins as a writer and is committed whole or not at all.

    With `briefly`, it waits for other writers no longer than a reader does. A change `of_case`
    begins with `case_for`, which asks for the writers' lock, the log's head and the case at once.

    The looks that wait beside the records are kept with it. Those of a change that isn't saved
    wait on.

    A disk or a server can fail after a change was saved. Such a change counts as saved, because the
    log holds its entry. Raises Unsure if that can't be told. It is then told before this person's
    next change, which is refused once if the one in doubt was saved.
    """
    if not briefly:
        doubts.refuse_repeat(database)
    engine = database.engine
    opened = _opened(engine, briefly=briefly)
    due: chain.ChainHead | None = None
    looks: tuple[Path, ...] = ()
    try:
        with engine.turn(briefly=briefly), engine.plain_errors(), opened as session:
            if not of_case:
                last_link(session)
            looks = _take_looks(database, ask_in(session))
            with database.watching(ask_in(session)):
                yield session
                session.flush()
            due = session.info.get("head")
            session.commit()
    except TryAgain as failed:
        if due in (None, opened.info.get("before")) or not doubts.is_saved(database, due, failed):
            raise
    if due is not None and due != opened.info.get("before"):
        engine.saw(due)
    kept.remove(looks)


def _opened(engine: "Engine", *, briefly: bool) -> "Session":
    """Return a session that counts what it writes."""
    from sqlalchemy import event
    from sqlmodel import Session

    opened = Session(
        engine.bind(briefly=briefly),
        expire_on_commit=False,
        autoflush=False,
        info={"engine": engine, "tables": Counter()},
    )
    event.listen(opened, "after_flush", _count_tables)
    return opened


def _take_looks(database: Database, ask: Ask) -> tuple[Path, ...]:
    """Keep the looks that wait, and return the files to remove once they are saved."""
    with suppress(OSError):  # they wait for a change that can read them
        files = kept.take(database.path)
        kept.keep(ask, kept.read(files))
        return files
    return ()


def ask_in(session: "Session") -> Ask:
    """Return an Ask inside the session's own transaction, after its flushed changes."""
    session.flush()
    return _engine_of(session).ask_on(session.connection())


def case_for(
    session: "Session", reference: str, reader: Reader | None, also: Sequence[str] = ()
) -> "CaseTable":
    """Return the row of the case with this reference, to change it, if `reader` may see it.

    With None as the person, every case is in sight. The rest of the change is narrowed to theirs.
    A far server answers what will be asked `also` in the same round. Raises BadInput.
    """
    narrow(session, reader)
    ask, columns = ask_in(session), sqlalchemy.inspect(tables.CaseTable).columns.keys()
    own, values = row_for(columns, reference, reader)
    others = [own] if "head" in session.info else [own, chain.HEAD]
    (rows, *head), known = with_the_case(ask, reference, others, values, also)
    for link in head:
        _found(session, chain.head_of(ask, link))
    if not rows:
        raise NoSuchCase(reference)
    found = dict(zip(columns, rows[0], strict=True))
    session.info["known"] = {questions()["cases"].sql: [row_of_case(found)], **known}
    return _kept_row(session, found)


def _kept_row(session: "Session", values: dict[str, Any]) -> "CaseTable":
    """Return the row of a case that was read, as the session would have read it."""
    from sqlalchemy.orm import make_transient_to_detached

    key = sqlalchemy.inspect(tables.CaseTable).identity_key_from_primary_key((values["id"],))
    if (found := session.identity_map.get(key)) is None:
        make_transient_to_detached(found := tables.CaseTable(**values))
        session.add(found)
    row: CaseTable = found
    return row


def known_of(session: "Session") -> Mapping[str, list[Row]]:
    """Return, once, what was read of the case together with its row."""
    known: Mapping[str, list[Row]] = session.info.pop("known", {})
    return known


def put(session: "Session", table: "type[SQLModel]", *rows: Mapping[str, Value]) -> None:
    """Write new rows whose numbers nobody needs. A server hears of them with the next question.

    A statement writes few of them: the time that SQLite takes to read one grows with the square.
    """
    for first in range(0, len(rows), AT_ONCE):
        batch = rows[first : first + AT_ONCE]
        tell(ask_in(session), *_new(session, table, batch), len(batch))


AT_ONCE = 25
"""The number of rows that a statement writes."""


def add(session: "Session", table: "type[SQLModel]", row: Mapping[str, Value]) -> int:
    """Write a new row and return its number, with less work than an object of its own takes."""
    sql, values = _new(session, table, [row])
    ((number,),) = ask_in(session)(f"{sql} RETURNING id", values)
    return int(number or 0)


def new_case(session: "Session", case: "CaseTable") -> None:
    """Write the row of a new case, which gets its number, and go on with it as with one read."""
    from sqlalchemy.orm import make_transient_to_detached

    case.id = add(session, tables.CaseTable, case.model_dump(exclude={"id"}))
    make_transient_to_detached(case)
    session.add(case)


def _new(
    session: "Session", table: "type[SQLModel]", rows: Sequence[Mapping[str, Value]]
) -> tuple[str, Mapping[str, Value]]:
    """Return the statement that writes new rows of the same columns, with its values."""
    name, columns = str(table.__tablename__), {**_defaults(table), **rows[0]}
    session.info["tables"][name] += len(rows)
    values: dict[str, Value] = {}
    for number, row in enumerate(rows):
        values |= {f"{column}_{number}": row.get(column, columns[column]) for column in columns}
    marks = ", ".join(
        f"({', '.join(f':{column}_{number}' for column in columns)})" for number in range(len(rows))
    )
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES {marks}", values


@cache
def _defaults(table: "type[SQLModel]") -> dict[str, Value]:
    """Return the values that columns of a new row have, unless it says otherwise."""
    fields = table.model_fields.items()
    return {name: its.default for name, its in fields if isinstance(its.default, int | str)}


def next_number(session: "Session", prefix: str, year: int) -> int:
    """Return the next number for references of a prefix in a year, from 1 on."""
    counted = (
        "INSERT INTO counter (prefix, year, last) VALUES (:prefix, :year, 1) "
        "ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 RETURNING last"
    )
    ((last,),) = ask_in(session)(counted, {"prefix": prefix, "year": year})
    session.info["tables"]["counter"] += 1
    return int(last or 0)


def amend(session: "Session", table: "type[SQLModel]", number: int, **values: Value) -> None:
    """Change columns of one row that the session hasn't read. A server hears of it as of `put`."""
    name, columns = (
        str(table.__tablename__),
        ", ".join(f"{column} = :{column}" for column in values),
    )
    tell(ask_in(session), f"UPDATE {name} SET {columns} WHERE id = :id", values | {"id": number})
    session.info["tables"][name] += 1


def last_link(session: "Session") -> chain.ChainHead:
    """Return the log's last link inside the change. Nobody else adds one meanwhile."""
    if "head" not in session.info:
        _found(session, chain.head(ask_in(session)))
    head: chain.ChainHead = session.info["head"]
    return head


def linked(session: "Session", head: chain.ChainHead) -> None:
    """Note the link that the change added to the log."""
    session.info["head"] = head


def _found(session: "Session", head: chain.ChainHead) -> None:
    session.info["head"] = session.info["before"] = head


def narrow(session: "Session", reader: Reader | None) -> None:
    """Hold the rest of the change to the cases that a person may see, where the engine can.

    It is a net under questions that must ask by themselves.
    """
    session.info["reader"] = reader
    _engine_of(session).narrow(session.connection(), reader)


@contextmanager
def every_case(session: "Session") -> Iterator[Ask]:
    """Ask inside the change about every case, for what those out of sight protect or refused."""
    ask, reader = ask_in(session), session.info.get("reader")
    narrow(session, None)
    try:
        yield ask
    finally:
        narrow(session, reader)


class RowsWritten(NamedTuple):
    """The rows that a session has written in all, and those of our tables' own rows by table."""

    rows: int
    tables: Counter[str]

    def since(self, earlier: "RowsWritten") -> frozenset[str] | None:
        """Return the tables written to since, or None if SQL of another kind wrote too."""
        tables = self.tables - earlier.tables
        return frozenset(tables) if tables.total() == self.rows - earlier.rows else None


def written(session: "Session") -> RowsWritten:
    """Return what this session has written up to now. The same again: nothing new."""
    session.flush()
    rows = _engine_of(session).rows_written(session.connection())
    return RowsWritten(rows, session.info["tables"].copy())


def _count_tables(session: "Session", _context: object) -> None:
    """Count the rows that a flush wrote, by their table."""
    changed = filter(session.is_modified, session.dirty)
    for row in (*session.new, *changed, *session.deleted):
        session.info["tables"][row.__tablename__] += 1


def _engine_of(session: "Session") -> "Engine":
    engine: Engine = session.info["engine"]
    return engine


def once_saved(session: "Session", act: Callable[[], object]) -> None:
    """Call `act` as soon as this change is on the disk, and never if it isn't saved."""
    from sqlalchemy import event

    event.listen(session, "after_commit", lambda _: act(), once=True)

"""The statements that daily acts send to the records, on either engine, in their order."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from tests.store import server

INNER = ("--", "case_search_")
"""Marks of what SQLite runs by itself: for its triggers, and for its index of words."""

DAY = date(2026, 11, 25)
LETTER = "acknowledgement"

Act = Callable[[Desk, str], object]

ACTS: dict[str, Act] = {
    "note": lambda desk, case: add_note(desk, case, "Rang the parent."),
    "fact": lambda desk, case: record_fact(desk, case, "acknowledged", DAY),
    "assess": lambda desk, case: assess(desk, case, "who.identity", "met", "Saw the passport."),
    "letter written": lambda desk, case: write_letter(desk, case, LETTER, {}),
    "letter sent": lambda desk, case: mark_sent(desk, case, LETTER, DAY, "email"),
    "quick": lambda desk, _: log_request(desk, a_request("Ann Other")),
}
LOOKS: dict[str, Act] = {
    "a case shown": case_view,
    "a page of the queue": lambda desk, _: page(desk, Query()),
}


def a_request(name: str) -> NewRequest:
    """Return a request with a requester and a subject."""
    return NewRequest("sar", date(2026, 11, 2), name, subjects=("Tom Doe",))


def counts(desk: Desk, acts: Mapping[str, Act]) -> dict[str, int]:
    """Return the number of statements of each act on a case, once all doors are open."""
    case, warm = (log_request(desk, a_request("Jane Doe")).reference for _ in range(2))
    with counted() as sent:
        for act in (*ACTS.values(), *LOOKS.values()):
            act(desk, warm)
        found = {}
        for name, act in acts.items():
            sent.clear()
            act(desk, case)
            found[name] = len(sent)
    return found


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect what is sent while the block runs. On PostgreSQL, each is a round to the server."""
    sent: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        _of_sqlite(patch, sent)
        if not server.why_none():
            _of_postgres(patch, sent)
        yield sent


def _of_sqlite(patch: pytest.MonkeyPatch, sent: list[str]) -> None:
    """Watch new connections, and have none that were kept from before."""
    from dpo_console.store.sqlite import connections, write_door

    def told(sql: str) -> None:
        if not (sql.startswith(INNER[0]) or INNER[1] in sql):
            sent.append(sql)

    opened = sqlite3.connect

    def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:  # noqa: ANN401 - as sqlite3
        connection: sqlite3.Connection = opened(*args, **kwargs)
        connection.set_trace_callback(told)
        return connection

    connections._close_all_but(0)
    write_door._close_all_but(0)
    patch.setattr(sqlite3, "connect", connect)


def _of_postgres(patch: pytest.MonkeyPatch, sent: list[str]) -> None:
    from dpo_console.store.postgres.connection import Counting

    execute, many = Counting.execute, Counting.executemany

    def one(self: Counting, query: Any, vars: Any = None) -> None:  # noqa: ANN401 - as the driver
        sent.append(str(query))
        execute(self, query, vars)

    def several(self: Counting, query: Any, values: Any) -> None:  # noqa: ANN401 - as the driver
        sent.extend([str(query)] * len(values))
        many(self, query, values)

    patch.setattr(Counting, "execute", one)
    patch.setattr(Counting, "executemany", several)

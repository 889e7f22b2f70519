"""Programs that die or stop in the middle of an act on PostgreSQL: nothing is lost or doubled."""

import os
import signal

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from dpo_console.errors import TryAgain
from dpo_console.store.session import ask_in, write
from tests.conftest import desks
from tests.store import server
from tests.store.postgres_office import ask, logged

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from dpo_console.store.postgres import connection  # after the test for the driver

pytestmark = [
    pytest.mark.usefixtures("noon"),
    pytest.mark.of_the_file,  # its own settings name the database
]
MOST = 100
"""More statements than an act has."""


def killed_at(number: int, desk: Desk, reference: str) -> bool:
    """Add a note in a process of its own, which dies before a statement. Return True if it did.

    The number of the statement is also the note. Past the last one, the process dies once the
    server has answered that the change is saved.
    """
    if not (child := os.fork()):
        begun, run = 0, connection.Counting.execute

        def execute(cursor: connection.Counting, query: str, values: object = None) -> None:
            nonlocal begun
            begun += 1
            if begun == number:
                os.kill(os.getpid(), signal.SIGKILL)
            run(cursor, query, values)
            if query == "COMMIT":
                os._exit(0)

        try:
            setattr(connection.Counting, "execute", execute)  # noqa: B010 - a stand-in for it
            add_note(desk, reference, f"killed at {number}")
        finally:
            os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


def test_a_writer_killed_at_any_statement_loses_and_doubles_nothing(
    office: Desk, there: str
) -> None:
    reference = logged(office)
    add_note(office, reference, "before")
    statements = next(n for n in range(1, MOST) if not killed_at(n, office, reference))
    assert statements > 5
    add_note(office, reference, "after")  # at once: the lock was freed with each process
    kept = ask(there, "SELECT body FROM note ORDER BY id")
    assert kept == [("before",), (f"killed at {statements}",), ("after",)]
    assert verify(office).sound


def test_a_writer_that_stops_is_ended_and_holds_nobody_up(office: Desk, there: str) -> None:
    reference = logged(office)
    other = desks(office.home.root)("clerk")
    limit = "'idle_in_transaction_session_timeout'"

    def stop() -> None:
        with write(office.database) as session:
            own = ask_in(session)
            assert own(f"SELECT current_setting({limit})", {}) == [("5min",)]
            own(f"SELECT set_config({limit}, '50ms', true)", {})  # from here on, it stands still
            others_work()
            own("SELECT 1", {})

    def others_work() -> None:
        while ask(there, "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction' "
                         "AND datname = current_database()"):  # fmt: skip
            pass
        add_note(other, reference, "meanwhile")

    with pytest.raises(TryAgain, match="Nothing was changed"):
        stop()
    assert len(case_view(office, reference).timeline) == 2
    assert verify(office).sound


def test_a_process_keeps_two_connections_and_no_transaction(office: Desk, there: str) -> None:
    reference = logged(office)
    for number in range(3):
        add_note(office, reference, f"note {number}")
        case_view(office, reference)
    assert ask(
        there,
        "SELECT state, count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = 'dpo_console' GROUP BY state",
    ) == [("idle", 2)]

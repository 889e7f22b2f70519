"""Who looked at the made-up cases: those who worked on them, and now and then an auditor."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How
from dpo_console.store.cases import case_file
from dpo_console.store.looks import spool
from dpo_console.store.looks.spool import Look
from dpo_console.store.session import write

EACH = 3
"""The auditor looks at every third case."""


def look_around(desk: Desk, references: Iterable[str]) -> None:
    """Keep that people looked at the cases as they worked on them, and the auditor after that."""
    with desk.database.whole.read() as ask:
        for reference in references:
            number = case_file.find(ask, reference)
            history = case_file.history(ask, reference)
            for entry in history:
                _look(desk, number, entry.actor, entry.at)
            if number % EACH == 0:
                last = datetime.fromisoformat(history[-1].at) + timedelta(minutes=20)
                _look(desk, number, "auditor", last.isoformat(timespec="seconds"))
    with write(desk.database):
        pass  # what waits is taken in


def _look(desk: Desk, case: int, person: str, at: str) -> None:
    look = Look(case, person, at, How.CASE, "", False, spool.new_token())
    spool.add(desk.database.path, look)

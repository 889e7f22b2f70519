"""Whoever changes the file behind the console's back is seen."""

import sqlite3
from datetime import date

import pytest

from dpo_console.casework.desk import Desk
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.verify import Check, verify


@pytest.fixture
def busy(desk: Desk) -> Desk:
    for name in ("Jane Doe", "Ravi Shah", "Zoë Ågren"):
        reference = log_request(desk, NewRequest("sar", date(2026, 11, 2), name)).reference
        record_fact(desk, reference, "acknowledged", date(2026, 11, 3))
        add_note(desk, reference, f"{name} rang.")
    return desk


def tamper(desk: Desk, *statements: str) -> dict[str, Check]:
    """Change the file with the triggers out of the way, as somebody with sqlite3 would."""
    connection = sqlite3.connect(desk.home.database, isolation_level=None)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount != 0
    connection.close()
    return {check.name: check for check in verify(desk).checks}


def test_nothing_is_off_at_first(busy: Desk) -> None:
    assert verify(busy).sound


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit SET actor = 'clerk' WHERE seq = 4", "entry 4: it was changed"),
        (
            "UPDATE audit SET at = '2026-11-24T00:00:00+00:00' WHERE seq = 2",
            "entry 2: it was changed",
        ),
        ("UPDATE audit_detail SET detail = '{}' WHERE seq = 5", "entry 5: its words were changed"),
        ("UPDATE audit SET hash = 'x' WHERE seq = 3", "entry 3: it was changed"),
    ],
)
def test_first_bad_entry_is_named(busy: Desk, statement: str, says: str) -> None:
    assert says in tamper(busy, statement)["audit"].text


def test_missing_entry_is_named(busy: Desk) -> None:
    found = tamper(
        busy, "DELETE FROM audit_detail WHERE seq = 4", "DELETE FROM audit WHERE seq = 4"
    )
    assert "entry 4: this entry is missing" in found["audit"].text


def test_erasing_words_lawfully_does_not_break_the_chain(busy: Desk) -> None:
    found = tamper(
        busy,
        "DELETE FROM audit_detail WHERE seq IN "
        "(SELECT seq FROM audit WHERE reference = 'SAR-2026-0002')",
        "DELETE FROM note WHERE case_id = 2",
        "UPDATE party SET name = '(erased)' WHERE case_id = 2",
    )
    assert found["audit"].sound
    assert found["records"].sound


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE fact SET on_day = '2026-11-20' WHERE id = 1", "SAR-2026-0001: its record changed"),
        ("DELETE FROM note WHERE id = 1", "SAR-2026-0001: its words changed"),
        ("UPDATE party SET name = 'Jane Roe' WHERE id = 1", "SAR-2026-0001: its words changed"),
        ("UPDATE cases SET owner = 'x' WHERE id = 3", "SAR-2026-0003: its record changed"),
    ],
)
def test_changed_records_are_named(busy: Desk, statement: str, says: str) -> None:
    assert says in tamper(busy, statement)["records"].text


def test_a_changed_date_in_the_lists_is_named(busy: Desk) -> None:
    found = tamper(
        busy, "UPDATE cases SET due = '2027-12-31', due_at = '2027-12-31T23:59' WHERE id = 2"
    )
    assert "SAR-2026-0002" in found["dates"].text

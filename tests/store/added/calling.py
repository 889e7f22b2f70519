"""The fifth file: the act that changes it."""

from datetime import date
from typing import Any

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.casework.change import change
from tests.store.added.call_table import CallTable


def call(desk: Desk, reference: str, whom: str, on: date, said: str) -> str:
    """Record a call that was answered."""
    require(desk, "note")
    with change(desk, resolve(desk, reference), "note") as this:
        file: Any = this.file()
        row = CallTable(
            case_id=this.case_id, number=len(file.calls) + 1, whom=whom,
            on_day=on.isoformat(), answered=1,
        )  # fmt: skip
        this.session.add(row)
        this.session.flush()
        this.note("call", row.id or 0, said)
        this.detail["note"] = f"called {whom}"
    return this.case.reference

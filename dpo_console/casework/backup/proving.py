"""The proof of a restored home: its settings are read, and every check of `verify` is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.casework.backup.about import About
from dpo_console.casework.office.opening import administrator_desk
from dpo_console.store.audit import chain


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found in a restored home. `desk` is None if it can't be opened at all."""

    desk: Desk | None
    faults: tuple[str, ...]


def prove(root: Path, about: About, clock: Callable[[], datetime]) -> Proof:
    """Open a restored home, bring it to this release's layout, and check everything in it."""
    try:
        desk = administrator_desk(root, clock=clock)
        with desk.database.whole.read() as ask:
            name = chain.installation(ask)
        report = verify(desk, about.head)
    except Exception as error:  # records that can't be opened are a finding, whatever the reason
        return Proof(None, (f"it can't be opened: {str(error) or type(error).__name__}",))
    faults = [f"{check.name}: {check.text}" for check in report.checks if not check.sound]
    if name != about.chain:
        faults.append("the records are others than its list says")
    return Proof(desk, tuple(faults))

"""The proof of a restored home: its settings are read, and every check of `verify` is made."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.settings_told import settings_now, what_changed
from dpo_console.cases.records.verify import verify
from dpo_console.casework.backup.about import About
from dpo_console.casework.office.opening import administrator_desk
from dpo_console.config import Settings, load_settings
from dpo_console.store.audit import chain
from dpo_console.store.audit.told import last_told
from dpo_console.text import show_line


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
            told = last_told(ask)
        report = verify(desk, about.head)
    except Exception as error:  # records that can't be opened are a finding, whatever the reason
        return Proof(None, (f"it can't be opened: {str(error) or type(error).__name__}",))
    faults = [f"{check.name}: {check.text}" for check in report.checks if not check.sound]
    if name != about.chain:
        faults.append("the records are others than its list says")
    return Proof(desk, (*faults, *_other_settings(told, load_settings(desk.home))))


def _other_settings(told: str, settings: Settings) -> Iterator[str]:
    """Yield each setting that isn't as the log told it last.

    The backup of a database leaves out its address, and a restored home has a file.
    """
    for path, (before, now) in (what_changed(told, settings_now(settings)) or {}).items():
        if now or not path.startswith("settings.records."):
            name = path.removeprefix("settings.")
            yield f"settings: {name} is {_shown(now)}, and the log says {_shown(before)}"


def _shown(value: object) -> str:
    return show_line(json.dumps(value, ensure_ascii=False), 200) if value else "nothing"

"""What the server adds to an office's settings whose records are in PostgreSQL."""

import os
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.settings.findings import Level, SettingsFinding
from dpo_console.casework.settings.standbys import GUIDE, Found, of_limits, of_standbys
from dpo_console.config import Home, Settings
from dpo_console.config.files.toml_lines import line_of
from dpo_console.errors import DpoConsoleError
from dpo_console.store.database import Database
from dpo_console.toml_file import lines_of

if TYPE_CHECKING:
    from dpo_console.store.postgres.server_state import ServerState

APART = timedelta(minutes=1)
"""The most by which two clocks may differ."""


def of_database(home: Home, settings: Settings, now: datetime) -> Iterator[SettingsFinding]:
    """Yield what is unsafe about the database of the records, or about its password."""
    if not settings.records:
        return
    line = line_of(lines_of(home.settings), "records") or None
    for level, what, why, remedy in (*_of_server(settings, now), *_of_passwords()):
        yield SettingsFinding(
            level=level, file=home.settings, line=line, what=what, why=why, remedy=remedy
        )


def _of_server(settings: Settings, now: datetime) -> Iterator[Found]:
    kept = settings.records
    try:
        state = Database(Path(), Path(), address=kept.address, named=kept.named).server()
    except DpoConsoleError as refused:
        yield Level.WRONG, str(refused), "No case can be read or saved.", GUIDE
        return
    yield from _unsafe(state)
    yield from _advised(state, now)


def _unsafe(state: "ServerState") -> Iterator[Found]:
    yield from of_standbys(state)
    if not state.is_safe:
        yield (Level.WRONG, "The server runs with fsync or synchronous_commit off.",
               "Work that was saved can be lost.", "Switch both on.")  # fmt: skip
    if state.encoding != "UTF8":
        yield (Level.WRONG, f"The database keeps its text as {state.encoding}.",
               "Some names can't be saved.", "Make a database with the encoding UTF8.")  # fmt: skip


def _advised(state: "ServerState", now: datetime) -> Iterator[Found]:
    if state.rewrites:
        yield (Level.ADVICE, "The account of the database may change the audit log.",
               "Only the chain then tells of a change.",
               f"Work with an account that may only add to it. {GUIDE}")  # fmt: skip
    if not state.has_roles:
        yield (Level.ADVICE, "The account of the database reads every case.",
               "Only the console then keeps a restricted case from those who may not see it.",
               "Have the server's administrator run: dpo-console records roles")  # fmt: skip
    if state.version < state.oldest:
        yield (Level.ADVICE, f"The server is PostgreSQL {state.version}.",
               f"The console was tried with {state.oldest} and newer.", "Upgrade it.")  # fmt: skip
    yield from of_limits(state.limits)
    if abs(state.now - now) > APART:
        yield (Level.ADVICE, "The clocks of this machine and of the server differ.",
               "The log's times are the server's.", "Set both by one time server.")  # fmt: skip


def _of_passwords() -> Iterator[Found]:
    path = Path(os.environ.get("PGPASSFILE") or Path.home() / ".pgpass")
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield (Level.WRONG, f"Other accounts can read {path}.",
               "The driver ignores it, so the password is missing.",
               f"Close it: chmod 600 {path}")  # fmt: skip

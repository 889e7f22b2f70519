"""What the server adds to an office's settings: its safety, its standbys and its limits."""

import os
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.settings import Level, SettingsFinding
from dpo_console.config import Home, Settings
from dpo_console.config.files.toml_lines import line_of
from dpo_console.errors import DpoConsoleError
from dpo_console.store.database import Database
from dpo_console.text import size_words
from dpo_console.toml_file import lines_of

if TYPE_CHECKING:
    from dpo_console.store.postgres.server_state import Limits, Replication, ServerState


Found = tuple[Level, str, str, str]
"""How much it matters, what was found, what follows, and the remedy."""

GUIDE = "Read: dpo-console guide postgresql"
BEHIND = 10.0
"""Seconds by which a standby may be behind."""

FULL = 0.8
"""The part of the connections that may be in use."""

SHORTEST = 60.0
"""Seconds that a check of large records may take for one question."""

APART = timedelta(minutes=1)
"""The most by which two clocks may differ."""


def server_of(settings: Settings) -> "ServerState | DpoConsoleError | None":
    """Return the state of the server that keeps the records, or why it can't be asked."""
    if not (kept := settings.records):
        return None
    try:
        return Database(Path(), Path(), address=kept.address, named=kept.named).server()
    except DpoConsoleError as refused:
        return refused


def of_database(
    home: Home, server: "ServerState | DpoConsoleError | None", now: datetime
) -> Iterator[SettingsFinding]:
    """Yield what is unsafe about the database of the records, or about its password."""
    if server is None:
        return
    line = line_of(lines_of(home.settings), "records") or None
    for level, what, why, remedy in (*_of_server(server, now), *_of_passwords()):
        yield SettingsFinding(
            level=level, file=home.settings, line=line, what=what, why=why, remedy=remedy
        )


def database_words(server: "ServerState | DpoConsoleError | None") -> str:
    """Return which server keeps the records, their size and the connections in use, or ''."""
    if server is None or isinstance(server, DpoConsoleError):
        return ""
    return (
        f"PostgreSQL {server.version} keeps the records: {size_words(server.size)}, and "
        f"{server.limits.used} of {server.limits.most} connections are in use."
    )


def _of_server(server: "ServerState | DpoConsoleError", now: datetime) -> Iterator[Found]:
    if isinstance(server, DpoConsoleError):
        yield Level.WRONG, str(server), "No case can be read or saved.", GUIDE
        return
    yield from _unsafe(server)
    yield from _advised(server, now)


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


def of_standbys(state: "ServerState") -> Iterator[Found]:
    """Yield what a failure of the server would cost, and what holds changes up."""
    found = state.replication
    if state.standing_by:
        yield (Level.WRONG,
               f"Only a standby answers. Its last change is {found.behind:.0f} seconds old.",
               "Nothing can be saved.", "Name the server that it follows.")  # fmt: skip
        return
    yield from _waiting(found)
    for one in found.standbys:
        if one.behind > BEHIND:
            yield (Level.ADVICE, f"The standby {one.name} is {one.behind:.0f} seconds behind.",
                   "After a failover, it takes that long to answer, or lacks the last changes.",
                   "Look at its disk, its load and the network to it.")  # fmt: skip
    if found.standbys and not found.told:
        yield (Level.ADVICE,
               f"Standbys of the server: {len(found.standbys)}. Their delay can't be told.",
               "This account may only count them.",
               "Grant it pg_read_all_stats, or ask the administrator.")  # fmt: skip


def _waiting(found: "Replication") -> Iterator[Found]:
    """Yield what is wrong about what commits wait for."""
    waited_for = [one for one in found.standbys if one.waited_for or not found.told]
    if found.names and found.commit == "local":
        yield (Level.WRONG,
               f"Changes don't wait for the standby: synchronous_commit is {found.commit}.",
               "After a failover, the last changes can be missing.",
               "Set synchronous_commit to on.")  # fmt: skip
    elif found.names and not waited_for:
        yield (Level.WRONG, f"The server waits for a standby ({found.names}), and none answers.",
               "Nothing can be saved.",
               "Start the standby, or empty synchronous_standby_names.")  # fmt: skip
    elif found.standbys and not found.names:
        yield (Level.ADVICE, "A standby follows the server, and no change waits for it.",
               "After a failover, the last changes can be missing. This home then refuses it.",
               f"Name it in synchronous_standby_names. {GUIDE}")  # fmt: skip
    elif not found.standbys:
        yield (Level.ADVICE, "No standby follows the server.",
               "If its disk fails, the work since the last backup is lost.",
               f"Set up a standby, or an archive of its log. {GUIDE}")  # fmt: skip


def of_limits(limits: "Limits") -> Iterator[Found]:
    """Yield the limits of the server that people would meet."""
    if limits.used > FULL * limits.most:
        yield (Level.ADVICE, f"{limits.used} of {limits.most} connections are in use.",
               "A console without one can't open or save. Each takes up to two.",
               "Raise max_connections, or end what holds them.")  # fmt: skip
    if 0 < limits.cut_off < SHORTEST:
        yield (Level.ADVICE, f"The server cuts questions off after {limits.cut_off:.0f} seconds.",
               "Statistics, a check or a backup of large records can fail.",
               "Set statement_timeout to 0 for this account.")  # fmt: skip
    if limits.pooled:
        yield (Level.ADVICE, "A pool stands between the console and the server.",
               "Work goes through it, but erased words can't be overwritten.",
               "Open the records without it for an erasure.")  # fmt: skip

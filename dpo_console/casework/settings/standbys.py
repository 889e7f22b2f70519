"""What an administrator should know of a database's standbys and limits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpo_console.cases.settings.findings import Level

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

"""The state of a server as its administrator needs to know it."""

from contextlib import closing
from datetime import datetime
from typing import NamedTuple

from dpo_console.store.postgres.connections import connect_to_look
from dpo_console.store.postgres.roles import READER, taking

OLDEST = 15
"""The oldest version of PostgreSQL that the tests have run on."""


class Standby(NamedTuple):
    """A server that follows. `behind` is its delay in seconds, as far as it was ever measured."""

    name: str
    waited_for: bool
    behind: float


class Replication(NamedTuple):
    """The servers that follow, and what a commit waits for.

    `names` and `commit` are the settings synchronous_standby_names and synchronous_commit. Without
    `told`, our account may only count the standbys. `behind` is the delay in seconds of a server
    that is a standby itself.
    """

    names: str
    commit: str
    told: bool
    behind: float
    standbys: tuple[Standby, ...]


class Limits(NamedTuple):
    """The connections in use, the most that there may be, and the seconds of a question, or 0.

    `pooled` is True if a pool lends the server's connections for a transaction.
    """

    used: int
    most: int
    cut_off: float
    pooled: bool = False


class ServerState(NamedTuple):
    """A server, and what our account may do there.

    `rewrites` is True for an account that can change the audit log: the owner of its table, or a
    superuser. `has_roles` is True if looks and changes take the roles of the records. `is_safe` is
    False if the server itself can forget work that it reported as saved. `now` is its clock.
    `size` is that of the database, in bytes. `oldest` is the oldest version that was tried.
    """

    version: int
    encrypted: bool
    local: bool
    encoding: str
    rewrites: bool
    has_roles: bool
    standing_by: bool
    is_safe: bool
    now: datetime
    replication: Replication
    limits: Limits
    size: int
    oldest: int = OLDEST


_AS_OBSERVER = """
SELECT set_config('role', 'pg_read_all_stats', true) FROM pg_roles
WHERE rolname = session_user AND NOT rolsuper
AND pg_has_role(session_user, 'pg_read_all_stats', 'MEMBER')
"""
_REPLICATION = """
SELECT current_setting('synchronous_standby_names'), current_setting('synchronous_commit'),
  pg_has_role('pg_read_all_stats', 'USAGE'),
  coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)::float
"""
_STANDBYS = """
SELECT coalesce(application_name, ''), coalesce(sync_state, '') IN ('sync', 'quorum'),
  coalesce(extract(epoch FROM replay_lag), 0)::float FROM pg_stat_replication ORDER BY 1
"""
_LIMITS = """
SELECT (SELECT sum(numbackends) FROM pg_stat_database)::int,
  current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
  (SELECT setting::float / 1000 FROM pg_settings WHERE name = 'statement_timeout'),
  pg_database_size(current_database())
"""
_ASKED = """
SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding'),
  EXISTS (SELECT 1 FROM pg_roles r, pg_class c WHERE pg_has_role(session_user, r.oid, 'MEMBER')
    AND c.relname = 'audit' AND c.relnamespace = to_regnamespace('records')
    AND has_table_privilege(r.oid, c.oid, 'UPDATE, DELETE, TRUNCATE')),
  pg_is_in_recovery(),
  current_setting('fsync')::bool AND current_setting('synchronous_commit') <> 'off',
  clock_timestamp(), current_setting('role')
"""


def server_state(address: str) -> ServerState:
    """Ask a server for its state."""
    with closing(connect_to_look(address)) as connection:
        cursor = connection.cursor()
        cursor.execute(_AS_OBSERVER)
        cursor.execute(_REPLICATION)
        names, commit, told, behind = cursor.fetchone()
        cursor.execute(_STANDBYS)
        standbys = tuple(Standby(*row) for row in cursor.fetchall())
        cursor.execute(_LIMITS)
        used, most, cut_off, size = cursor.fetchone()
        limits = Limits(used, most, cut_off, connection.is_pooled)
        cursor.execute(taking(READER) + _ASKED)
        version, encoding, rewrites, standing_by, is_safe, now, role = cursor.fetchone()
        encrypted, host = connection.info.ssl_in_use, connection.info.host
    return ServerState(
        version, encrypted, host.startswith("/"), encoding, rewrites, role != "none", standing_by,
        is_safe, now, Replication(names, commit, told, behind, standbys), limits, size,
    )  # fmt: skip

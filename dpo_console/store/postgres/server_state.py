"""The state of a server as its administrator needs to know it."""

from contextlib import closing
from datetime import datetime
from typing import NamedTuple

from dpo_console.store.postgres.connections import connect
from dpo_console.store.postgres.roles import READER, taking

OLDEST = 15
"""The oldest version of PostgreSQL that the tests have run on."""


class ServerState(NamedTuple):
    """A server, and what our account may do there.

    `rewrites` is True for an account that can change the audit log: the owner of its table, or a
    superuser. `has_roles` is True if looks and changes take the roles of the records. `is_safe` is
    False if the server itself can forget work that it reported as saved. `now` is its clock.
    `oldest` is the oldest version that was tried.
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
    oldest: int = OLDEST


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
    with closing(connect(address)) as connection:
        cursor = connection.cursor()
        cursor.execute(taking(READER) + _ASKED)
        version, encoding, rewrites, standing_by, is_safe, now, role = cursor.fetchone()
        encrypted, host = connection.info.ssl_in_use, connection.info.host
    return ServerState(
        version, encrypted, host.startswith("/"), encoding, rewrites, role != "none", standing_by,
        is_safe, now,
    )  # fmt: skip

"""Roles of the server that hold what the console holds, for its script, its grants and the tests.

The owner makes the tables. A reader has the views of `seen` alone, a writer can't change the log,
and who verifies reads everything and changes nothing. One account is a member of these three and
has no right of its own. Each transaction takes one role, so no wrong question shows too much.
"""

import re
from typing import Literal

from dpo_console.errors import BadInput

READER, WRITER, VERIFIER = "dpo_reader", "dpo_writer", "dpo_verify"
ROLES = (READER, WRITER, VERIFIER)

ONLY_ADDED_TO = ("audit", "fact", "assessment", "decision")
"""The tables of events. A writer adds to them, and changes and deletes nothing there."""

_HELD = (
    "CASE WHEN pg_has_role(session_user, to_regrole('{role}'), 'MEMBER') "
    "AND has_schema_privilege(to_regrole('{role}'), to_regnamespace('seen'), 'USAGE') "
    "THEN '{role}' ELSE 'none' END"
)
"""The role to take. Every question asks for it, and a look into `pg_roles` took a tenth of each."""

GRANTS = f"""
REVOKE ALL ON ALL TABLES IN SCHEMA records, seen FROM {", ".join(ROLES)};
GRANT USAGE ON SCHEMA records, seen TO {", ".join(ROLES)};
GRANT SELECT ON ALL TABLES IN SCHEMA seen TO {", ".join(ROLES)};
GRANT SELECT ON ALL TABLES IN SCHEMA records TO {WRITER}, {VERIFIER};
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA records TO {WRITER};
REVOKE UPDATE, DELETE ON {", ".join(f"records.{table}" for table in ONLY_ADDED_TO)} FROM {WRITER};
REVOKE INSERT, UPDATE, DELETE ON records.layout FROM {WRITER};
IF current_setting('server_version_num')::int >= 170000 THEN
  EXECUTE 'GRANT MAINTAIN ON ALL TABLES IN SCHEMA records TO {WRITER}';
END IF;
"""
"""What the roles may do, for the owner to grant. From 17 on, a writer may wipe erased words."""

GIVE = f"""
DO $grants$ BEGIN
IF to_regclass('records.layout') IS NOT NULL
AND (SELECT count(*) FROM pg_roles WHERE rolname IN {ROLES}) = {len(ROLES)} THEN
{GRANTS.strip()}
END IF;
END $grants$
""".strip()
"""The statement that grants it, where the roles and the tables exist."""

FOR = (
    "SELECT set_config('dpo_console.person', %(person)s, true), "
    "set_config('dpo_console.schools', %(schools)s, true)"
)
"""The question by which a transaction says for whom it asks."""

CONNECT = "\\connect "
"""The word of psql before the database in which the rest is run."""

_NAME = re.compile(r"[a-z_][a-z0-9_-]{0,62}")


def taking(role: str, until: Literal["commit", "session"] = "commit") -> str:
    """Return the statement that goes on with the rights of a role alone.

    Where the administrator made no roles, the account keeps its own.
    """
    ends = "true" if until == "commit" else "false"
    return f"SELECT set_config('role', {_HELD.format(role=role)}, {ends}); "


def seeing(role: str, schema: str) -> str:
    """Return the question by which a transaction takes a role, and says what it sees for whom.

    Its values are a `person` and their `schools`.
    """
    return (
        f"{FOR}, set_config('search_path', '{schema}', true), "
        f"set_config('role', {_HELD.format(role=role)}, true)"
    )


def script(owner: str, account: str, database: str) -> str:
    """Return the SQL by which a server's administrator makes the roles, accounts and database.

    It is for psql, and can be run again. Raises BadInput for a name that SQL would misread.
    """
    for name in (owner, account, database):
        if not _NAME.fullmatch(name):
            raise BadInput(f"{name!r} can't be a name here: use a-z, 0-9, - and _.")
    if owner == account:
        raise BadInput("The owner and the account of daily work must be two accounts.")
    return f"""\
-- For psql, as a superuser of the server. It may be run again.
{made(READER)}
{made(WRITER)}
{made(VERIFIER)}
{made(owner, "LOGIN")}
-- The account of daily work has no right of its own. Each transaction takes one role.
{made_member(account)}
-- An error that the database exists does no harm.
CREATE DATABASE "{database}" OWNER "{owner}" ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE "{database}" FROM PUBLIC;
GRANT CONNECT ON DATABASE "{database}" TO "{account}";
{CONNECT}"{database}"
-- For records that exist. The owner's account grants the same as it makes records.
{GIVE};
-- Rights that the account got before there were roles.
DO $$ BEGIN IF to_regnamespace('records') IS NOT NULL THEN
REVOKE ALL ON ALL TABLES IN SCHEMA records, seen FROM "{account}"; END IF; END $$;
"""


def made_member(account: str) -> str:
    """Return the statements that make the account of daily work."""
    made_alone = f'{made(account, "LOGIN NOINHERIT")}\nALTER ROLE "{account}" NOINHERIT;'
    return f'{made_alone}\nGRANT {", ".join(ROLES)} TO "{account}";'


def made(role: str, attributes: str = "NOLOGIN") -> str:
    """Return the statement that makes a role if there is none."""
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN "
        f'CREATE ROLE "{role}" {attributes}; END IF; END $$;'
    )

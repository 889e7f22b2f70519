"""The rule on who may see which cases, in one place for every question.

Each reader's connection has its own view in front of the table of cases. The view leaves out the
restricted cases that this person may not see. No list, count, search or sum can forget the rule.
Only a restricted case costs the extra look.
"""

import sqlite3

_ONLY_VISIBLE = (
    "CREATE TEMP VIEW cases AS SELECT * FROM main.cases c WHERE c.restricted = 0 OR EXISTS "
    "(SELECT 1 FROM main.reader r WHERE r.case_id = c.id AND r.person = {person})"
)


def only_for(connection: sqlite3.Connection, person: str) -> None:
    """Let this connection see only the cases that a person may see, by slug."""
    # A view takes no bound value, so SQLite's own quote() makes a literal of any text.
    quoted = connection.execute("SELECT quote(:person)", {"person": person}).fetchone()[0]
    connection.execute(_ONLY_VISIBLE.format(person=quoted))

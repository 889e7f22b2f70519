"""Whose eyes see which cases: decided here once, for every question that is ever asked.

A reader's connection has a view of its own in front of the table of cases, which leaves out the
restricted ones that this person may not see. So no list, count, search or sum can forget to. Only
a restricted case costs the second look.
"""

import sqlite3

_ONLY_VISIBLE = (
    "CREATE TEMP VIEW cases AS SELECT * FROM main.cases c WHERE c.restricted = 0 OR EXISTS "
    "(SELECT 1 FROM main.reader r WHERE r.case_id = c.id AND r.person = {person})"
)


def only_for(connection: sqlite3.Connection, person: str) -> None:
    """Let this connection see the cases that a person may see, by slug, and no others."""
    # A view takes no bound value; SQLite's own quote() makes one of any text.
    quoted = connection.execute("SELECT quote(:person)", {"person": person}).fetchone()[0]
    connection.execute(_ONLY_VISIBLE.format(person=quoted))

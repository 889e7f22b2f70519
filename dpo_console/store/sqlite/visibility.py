"""The rule on who may see which cases, in one place for every question.

Each reader's connection has its own view in front of the table of cases. The view leaves out the
restricted cases that this person may not see, and those of schools that aren't a lead's. No list,
count, search or sum can forget the rule. Only a restricted case costs the extra look.
"""

import sqlite3

from dpo_console.store.asking import Reader

_ONLY_VISIBLE = (
    "CREATE TEMP VIEW cases AS SELECT * FROM main.cases c WHERE (c.restricted = 0 OR EXISTS "
    "(SELECT 1 FROM main.reader r WHERE r.case_id = c.id AND r.person = {person})){of_schools}"
)


def only_for(connection: sqlite3.Connection, reader: Reader) -> None:
    """Let this connection see only the cases that a person may see."""

    def quoted(words: str) -> str:
        """Return a text as a literal, because a view takes no bound value."""
        return str(connection.execute("SELECT quote(:words)", {"words": words}).fetchone()[0])

    of_schools = ""
    if reader.schools is not None:
        of_schools = f" AND c.school IN ({', '.join(map(quoted, reader.schools))})"
    person = quoted(reader.person)
    connection.execute(_ONLY_VISIBLE.format(person=person, of_schools=of_schools))

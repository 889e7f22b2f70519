"""Questions as PostgreSQL and its driver read them, and those that the server plans once.

Planning takes the server as long as reading a page. The driver prepares nothing by itself, so the
words of SQL do. A plan belongs to one connection, and the server makes it again after a change of
the layout.
"""

import re
from collections import Counter
from functools import lru_cache
from itertools import count

from dpo_console.store.asking import spelled

SPELLINGS = {
    "listed": "SELECT value::bigint FROM json_array_elements_text({0}::json)",
    "among": "= ANY (ARRAY(SELECT json_array_elements_text({0}::json)))",
    "joined": "string_agg({0}, ',')",
    "folded": 'lower({0} COLLATE "C")',
    "is_no_day": "NOT records.is_day(substr({0}, 1, 10))",
    "is_no_minute": "{0} !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'",
    "is_no_json": "NOT records.is_json({0})",
    "found": "case_id",
    "audit_link": "seen.audit_link",
    "small": "lower({0})",
    # words have no statistics, and of a question that it can't read the planner expects few answers
    "answers": "found @@ (SELECT records.asked({0}))",
    "has_word": "strpos(' ' || replace(words, '_', ' '), {0}) > 0",
}
"""The collation "C" folds the letters of English alone. All text is kept in it."""

_VALUE = re.compile(r"('(?:[^']|'')*')|(?<![:\w]):([A-Za-z_]\w*)")
_LIKE = re.compile(r"\bLIKE (%\(\w+\)s|'[^']*')")


@lru_cache(maxsize=2_000)
def in_postgres(sql: str) -> str:
    """Return a question as the driver reads it: its values are `%(name)s`.

    A backslash in a pattern of LIKE means itself, as in SQLite.
    """
    text = spelled(sql, SPELLINGS).replace("%", "%%")
    text = _VALUE.sub(lambda found: found[1] or f"%({found[2]})s", text)
    return _LIKE.sub(r"LIKE \1 ESCAPE ''", text)


AFTER = 5
"""Times that a question is asked before its plan is kept: a command asks few things so often."""

MOST = 200
"""Number of plans that a connection keeps, for the sake of the server's memory."""

KEEPS = "PREPARE "
"""The words that begin a statement by which the server keeps a plan."""

NEVER = ("@@",)
"""Marks of questions whose best plan depends on their words."""

_BOUND = re.compile(r"%%|%\((\w+)\)s")


class Plans:
    """The plans that a connection keeps, by question, once it was asked `after` times."""

    def __init__(self) -> None:
        self.after = AFTER
        self._asked: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._numbers = count(1)

    def wants(self, question: str) -> bool:
        """Return True if a question comes for the time from which its plan is kept."""
        if question in self._names or len(self._asked) > MOST:
            return False
        self._asked[question] += 1
        return self._asked[question] > self.after and not any(mark in question for mark in NEVER)

    def keep(self, question: str) -> str:
        """Return the statement that has the server keep a plan."""
        name = self._names[question] = f"dpo_{next(self._numbers)}"
        return f"{KEEPS}{name} AS {_numbered(question)[0]}; "

    def used(self, question: str) -> str:
        """Return the statement that uses the plan of a question, or the question without one."""
        if name := self._names.get(question):
            values = _numbered(question)[1]
            return f"EXECUTE {name}({', '.join(values)})" if values else f"EXECUTE {name}"
        return question

    def forget(self) -> None:
        """Forget all plans, as after an error nobody knows which the server keeps."""
        self._names.clear()
        self._asked.clear()


@lru_cache(maxsize=MOST)
def _numbered(question: str) -> tuple[str, tuple[str, ...]]:
    """Return a question with numbers for its values, and the values in their order."""
    values: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        values.append(found[0])
        return f"${len(values)}"

    return _BOUND.sub(number, question), tuple(values)

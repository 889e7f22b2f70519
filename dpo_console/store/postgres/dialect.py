"""Fragments of SQL as PostgreSQL spells them, and questions as its driver reads them."""

import re
from functools import lru_cache

from dpo_console.store.dialect import spelled

SPELLINGS = {
    "listed": "SELECT value::bigint FROM json_array_elements_text({0}::json)",
    "joined": "string_agg({0}, ',')",
    "folded": 'lower({0} COLLATE "C")',
    "is_no_day": "NOT records.is_day(substr({0}, 1, 10))",
    "is_no_minute": "{0} !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'",
    "is_no_json": "NOT records.is_json({0})",
    "found": "case_id",
    "audit_link": "seen.audit_link",
    "answers": "found @@ records.asked({0})",
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

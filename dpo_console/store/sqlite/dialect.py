"""Fragments of SQL as SQLite spells them."""

from functools import lru_cache

from dpo_console.store.dialect import spelled

SPELLINGS = {
    "listed": "SELECT value FROM json_each({0})",
    "among": "IN (SELECT value FROM json_each({0}))",
    "small": "{0}",  # LIKE folds the letters of English itself, in a third of the time
    "joined": "group_concat({0})",
    "folded": "{0} COLLATE NOCASE",
    "is_no_day": "strftime('%Y-%m-%d', {0}) IS NOT substr({0}, 1, 10)",
    "is_no_minute": "strftime('%H:%M', {0}) IS NOT {0}",
    "is_no_json": "NOT json_valid({0})",
    "found": "rowid",
    "audit_link": "audit",
    "answers": "case_search MATCH {0}",
    "has_word": "instr(' ' || replace(words, '_', ' '), {0})",
}


@lru_cache(maxsize=2_000)
def in_sqlite(sql: str) -> str:
    """Return a question as SQLite reads it."""
    return spelled(sql, SPELLINGS)

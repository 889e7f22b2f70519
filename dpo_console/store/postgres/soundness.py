"""Checks that PostgreSQL's own catalogue answers, of links and of the layout."""

import hashlib
import json
import re
from pathlib import Path

from dpo_console.store.asking import Ask, Value

LAYOUT = Path(__file__).with_name("layout.json")
"""The digest of each definition of the newest layout, as `layout` returns them."""

_LOOSE = re.compile(r"[\s()\"]|::\w+|\b\w+\.")
"""Whatever versions of the server spell differently in one definition."""

_DEFINED = """
SELECT 'table ' || c.relname, string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
  || CASE WHEN a.attnotnull THEN ' needed' ELSE '' END || ' '
  || CASE WHEN a.attstattarget = 0 THEN 'unsampled ' ELSE '' END
  || coalesce((SELECT o.collname FROM pg_collation o WHERE o.oid = a.attcollation), ''), ', '
  ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'records'::regnamespace AND c.relkind = 'r' GROUP BY c.relname
UNION ALL SELECT 'check ' || c.conname, pg_get_constraintdef(c.oid) || c.convalidated::text
FROM pg_constraint c WHERE c.connamespace = 'records'::regnamespace AND c.contype IN ('c', 'f')
UNION ALL SELECT 'index ' || c.relname, pg_get_indexdef(c.oid) || i.indisvalid::text
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = 'records'::regnamespace
UNION ALL SELECT 'trigger ' || t.tgname, pg_get_triggerdef(t.oid) || t.tgenabled::text
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'records'::regnamespace AND NOT t.tgisinternal
UNION ALL SELECT 'function ' || p.proname, p.prosrc || p.provolatile::text
FROM pg_proc p WHERE p.pronamespace = 'records'::regnamespace
UNION ALL SELECT 'policy ' || p.polname || ' on ' || c.relname,
  coalesce(pg_get_expr(p.polqual, p.polrelid), '')
  || c.relrowsecurity::text
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = 'records'::regnamespace
UNION ALL SELECT 'view ' || c.relname,
  coalesce(pg_get_viewdef(c.oid), '') || coalesce(array_to_string(c.reloptions, ' '), '')
FROM pg_class c WHERE c.relnamespace IN ('seen'::regnamespace, 'records'::regnamespace)
AND c.relkind IN ('v', 'm', 'f', 'p')
"""


def faults(ask: Ask) -> list[str]:
    """Return the triggers of links that were switched off: rows may then point to nothing."""
    off = ask(
        "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relnamespace = 'records'::regnamespace AND t.tgisinternal AND t.tgenabled <> 'O' "
        "ORDER BY c.relname",
        {},
    )
    return [f"the links of {table} aren't held" for (table,) in off]


def layout(ask: Ask) -> dict[str, Value]:
    """Return the digest of each definition in the catalogue, by kind and name."""
    return {
        str(what): hashlib.sha256(_LOOSE.sub("", str(how)).encode()).hexdigest()
        for what, how in ask(_DEFINED, {})
    }


def newest_layout() -> dict[str, Value]:
    """Return the same of the newest layout."""
    due: dict[str, Value] = json.loads(LAYOUT.read_text("utf-8"))
    return due

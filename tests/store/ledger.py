"""The audit log's format, read from golden/digests.json without the program.

This alone must prove the records of every release.
"""

import hashlib
import hmac
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FORMAT: Mapping[str, Any] = json.loads(
    (Path(__file__).parent / "golden" / "digests.json").read_text("utf-8")
)

Rows = list[tuple[str | int | None, ...]]


def opened(path: Path) -> sqlite3.Connection:
    """Open records to read. Nothing is changed in them, nor beside them."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def canonical(value: object) -> bytes:
    """Spell a value as hashes take it."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def digest(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def parts(records: sqlite3.Connection, case: int, kind: str) -> dict[str, Rows]:
    """Read the parts of a case that its `record` or its `words` are digested from."""
    found = {}
    for name, part in FORMAT[kind].items():
        rows = _rows(records, case, part)
        if rows or not name.startswith("later."):
            found[name] = rows
    return found


def _rows(records: sqlite3.Connection, case: int, part: Mapping[str, str]) -> Rows:
    """Read one part. A table or column that an older layout lacks holds nothing."""
    key = "id" if part["table"] == "cases" else "case_id"
    where, order = part.get("where", "1"), part.get("order", "id")
    if not columns_of(part) <= set(columns(records, part["table"])):
        return []
    return records.execute(
        f"SELECT {part['columns']} FROM {part['table']} WHERE {key} = ? AND ({where}) "
        f"ORDER BY {order}",
        (case,),
    ).fetchall()


def columns_of(part: Mapping[str, str]) -> set[str]:
    """Name the columns that a part is taken from, and those that say which rows count.

    A column of another table, which a question in brackets asks for, isn't one of them.
    """
    where = re.sub(r"\(SELECT [^)]*\)", "", part.get("where", ""))
    return set(re.findall(r"[a-z_][a-z_0-9]*", f"{part['columns']} {where}"))


def columns(records: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in records.execute(f"PRAGMA table_info({table})")]


def columns_of_cases(records: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Name every table and column that is part of a case. A look or message is none."""
    for (table,) in records.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%) STRICT'"):
        names = columns(records, table)
        if table not in ("look", "message") and (table == "cases" or "case_id" in names):
            yield from ((table, name) for name in names if name != "case_id")


def cases(records: sqlite3.Connection) -> dict[str, int]:
    """Map each reference to the number of its case."""
    return dict(records.execute("SELECT reference, id FROM cases ORDER BY id"))


def problems(records: sqlite3.Connection) -> list[str]:
    """Say where the log, or the last state of a case, isn't as the format has it."""
    return [*_chain_problems(records), *_case_problems(records)]


def entries(records: sqlite3.Connection) -> list[dict[str, Any]]:
    """Read the whole log with its words, oldest entry first."""
    names = [*FORMAT["entry"], "prev", "hash"]
    rows = records.execute(
        f"SELECT {', '.join(f'a.{name}' for name in names)}, d.nonce, d.detail FROM audit a "
        "LEFT JOIN audit_detail d ON d.seq = a.seq ORDER BY a.seq"
    )
    return [dict(zip([*names, "nonce", "detail"], row, strict=True)) for row in rows]


def first_link(records: sqlite3.Connection) -> str:
    names = ", ".join(FORMAT["first_link"])
    row = records.execute(f"SELECT {names} FROM installation").fetchone()
    return _tagged(row)


def _tagged(value: object) -> str:
    return hashlib.sha256(FORMAT["tag"].encode() + canonical(value)).hexdigest()


def _chain_problems(records: sqlite3.Connection) -> Iterator[str]:
    prev = first_link(records)
    erased = _erased(records)
    for seq, entry in enumerate(entries(records), 1):
        linked = _tagged([prev, *(entry[name] for name in FORMAT["entry"])])
        told = {"seq": seq, "prev": prev, "hash": linked}
        if entry["nonce"] is not None or seq > erased.get(entry["reference"], 0):
            key, words = bytes.fromhex(entry["nonce"]), entry["detail"].encode()
            told["detail_commit"] = hmac.new(key, words, hashlib.sha256).hexdigest()
        yield from (f"entry {seq}: {name}" for name, due in told.items() if entry[name] != due)
        prev = linked


def _erased(records: sqlite3.Connection) -> dict[str, int]:
    """Map each erased case to the entry of its erasure: the words before it may be gone."""
    return dict(
        records.execute(
            "SELECT reference, max(seq) FROM audit WHERE action = 'erase' GROUP BY reference"
        )
    )


def _case_problems(records: sqlite3.Connection) -> Iterator[str]:
    last = {entry["reference"]: entry for entry in entries(records)}
    for reference, case in cases(records).items():
        if last[reference]["record"] != digest(parts(records, case, "record")):
            yield f"{reference}: record"
        if json.loads(last[reference]["detail"])["words"] != digest(parts(records, case, "words")):
            yield f"{reference}: words"

"""The files of an office in its records, where those are in a database.

Beside a file of records, they lie in the home alone. The home of an office with a database is a
copy of them, and its paths are the same.
"""

from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from sys import version_info
from typing import NamedTuple

from dpo_console.errors import Refused
from dpo_console.store.asking import Ask, Row, Value, ask_all
from dpo_console.store.reads.all_cases import INTAKE

SETTINGS, NOTICE, LETTERHEAD = "data/dpo.toml", "data/notice.toml", "data/letterhead.docx"
COLUMNS, WORDINGS = "data/import-columns.json", "data/letters/"
"""What the office itself writes: it counts on every machine. WORDINGS is a folder."""

PAPERS, LETTERS, DRAFTS = "data/papers/", "exports/", "data/drafts/"
"""The folders of papers kept with cases, of letters, and of unsaved forms of earlier releases."""

_OFFICE = (
    f"(path IN ('{SETTINGS}', '{NOTICE}', '{LETTERHEAD}', '{COLUMNS}') OR path LIKE '{WORDINGS}%')"
)
try:  # hashlib has the same, and loads OpenSSL, which takes 3 ms
    sha256 = import_module("_sha2" if version_info >= (3, 12) else "_sha256").sha256
except ImportError:
    from hashlib import sha256

_HEAD = "path, version, sha256, size, recorded_by, recorded_at"
_LATEST = f"SELECT DISTINCT ON (path) {_HEAD} FROM kept_file WHERE"
_OFFICE_FILES = f"{_LATEST} {_OFFICE} ORDER BY path, version DESC"
_NOW = "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS now"


class KeptFile(NamedTuple):
    """A version of a file, without its content. `sha256` is '' for a file that was removed."""

    path: str
    version: int
    sha256: str
    size: int
    by: str
    at: str


class SavedBy(NamedTuple):
    """Who saves a file, and when (UTC, as ISO text)."""

    by: str
    at: str


def is_office_file(path: str) -> bool:
    """Return True for a file that the office itself writes."""
    return path in (SETTINGS, NOTICE, LETTERHEAD, COLUMNS) or path.startswith(WORDINGS)


def office_files(ask: Ask) -> dict[str, KeptFile]:
    """Return the latest version of each file that the office itself writes, by its path."""
    return _latest(ask(_OFFICE_FILES, {}))


def office_files_now(
    ask: Ask, *also: str
) -> tuple[dict[str, KeptFile], datetime, Sequence[list[Row]]]:
    """Return the same, the moment on the server's clock (UTC), and the answers to other questions.

    They are asked in one round.
    """
    rows, ((now,),), *answers = ask_all(ask, (_OFFICE_FILES, _NOW, *also), {})
    return _latest(rows), datetime.fromisoformat(str(now)).replace(tzinfo=UTC), answers


def files_below(ask: Ask, folder: str) -> dict[str, KeptFile]:
    """Return the latest version of each file below a folder, by its path. '' is the home."""
    below = f"{_LATEST} path LIKE :folder ORDER BY path, version DESC"
    return _latest(ask(below, {"folder": f"{folder}%"}))


def _latest(rows: Iterable[Row]) -> dict[str, KeptFile]:
    return {str(row[0]): _file(row) for row in rows}


def latest(ask: Ask, path: str) -> KeptFile | None:
    """Return the latest version of a file, or None if there never was one."""
    return next(iter(versions(ask, path)), None)


def versions(ask: Ask, path: str) -> tuple[KeptFile, ...]:
    """Return each version of a file, the latest first."""
    asked = f"SELECT {_HEAD} FROM kept_file WHERE path = :path ORDER BY version DESC"
    return tuple(map(_file, ask(asked, {"path": path})))


def _file(row: Iterable[Value]) -> KeptFile:
    path, version, sha256, size, by, at = row
    return KeptFile(str(path), int(version or 0), str(sha256), int(size or 0), str(by), str(at))


def content(ask: Ask, path: str, version: int = 0) -> bytes | None:
    """Return the content of a file, of the latest version or another. None: it isn't there."""
    rows = ask(
        "SELECT encode(content, 'base64') FROM kept_file WHERE path = :path "
        "AND (version = :version OR :version = 0) ORDER BY version DESC LIMIT 1",
        {"path": path, "version": version},
    )
    return a2b_base64(str(rows[0][0])) if rows and rows[0][0] is not None else None


def hash_of(data: bytes | None) -> str:
    """Return the SHA-256 of a content, as it is kept. That of no file is ''."""
    return "" if data is None else sha256(data).hexdigest()


def keep(
    ask: Ask, path: str, data: bytes | None, saving: SavedBy, case: int | None = None
) -> int:  # fmt: skip
    """Keep a further version of a file, and return its number. None as data: it was removed."""
    before = latest(ask, path)
    version = before.version + 1 if before else 1
    ask(
        "INSERT INTO kept_file (path, version, case_id, sha256, size, content, recorded_by, "
        "recorded_at) VALUES (:path, :version, :case, :sha256, :size, decode(:content, 'base64'), "
        ":by, :at)",
        {
            "path": path,
            "version": version,
            "case": case,
            "sha256": hash_of(data),
            "size": len(data or b""),
            "content": None if data is None else b2a_base64(data, newline=False).decode("ascii"),
            **saving._asdict(),
        },
    )
    return version


def refuse_changed(ask: Ask, path: str, seen: bytes | None) -> None:
    """Raise Refused if a file isn't the one that the officer saw. Call it inside a change."""
    now = latest(ask, path)
    if (now.sha256 if now else "") != hash_of(seen):
        raise changed(path, now.by if now else "")


def changed(path: str, by: str = "") -> Refused:
    """Return the error for a file that was changed since the officer saw it."""
    who = f"by {by} " if by else ""
    return Refused(
        f"{path} was changed {who}in the meantime. Nothing was saved. Look at it as it is now, and "
        "do it again."
    )


def forget(ask: Ask, path: str) -> None:
    """Delete every version of a file."""
    ask("DELETE FROM kept_file WHERE path = :path", {"path": path})


def blank(ask: Ask, path: str, version: int) -> None:
    """Erase the content of an earlier version, and keep its hash."""
    ask(
        "UPDATE kept_file SET content = NULL WHERE path = :path AND version = :version",
        {"path": path, "version": version},
    )


def forget_all(ask: Ask) -> None:
    """Delete every file, before those of a home are carried in."""
    ask("DELETE FROM kept_file", {})


def forget_of(ask: Ask, case: int) -> None:
    """Delete every file of a case that is erased, and unsaved forms of earlier releases."""
    ask(
        f"DELETE FROM kept_file WHERE case_id = :case OR path LIKE '{DRAFTS}%'",
        {"case": case},
    )


def due(ask: Ask) -> dict[str, int | None]:
    """Return each file that the records know, by its path, with the number of its case.

    A message that is no case yet has None. It can be asked of records in a file too.
    """
    rows = ask(
        f"SELECT '{LETTERS}' || path, case_id FROM letter WHERE sha256 <> '' UNION ALL "
        f"SELECT '{PAPERS}' || c.reference || '/' || p.sha256, c.id FROM paper p "
        f"JOIN cases c ON c.id = p.case_id UNION ALL SELECT '{PAPERS}{INTAKE}/' || sha256, NULL "
        "FROM message WHERE sha256 <> '' AND state IN ('waiting', 'aside') ORDER BY 1",
        {},
    )
    return {str(path): int(case) if case else None for path, case in rows}


def of_erased(ask: Ask) -> tuple[str, ...]:
    """Return the cases that were erased, and of which a file is there all the same."""
    rows = ask(
        "SELECT DISTINCT c.reference FROM kept_file k JOIN cases c ON c.id = k.case_id "
        "JOIN fact f ON f.case_id = c.id WHERE f.name = 'erased' ORDER BY 1",
        {},
    )
    return tuple(str(reference) for (reference,) in rows)


def damaged(ask: Ask, folder: str) -> tuple[str, ...]:
    """Return the files below a folder whose content isn't what its hash says."""
    rows = ask(
        "SELECT path FROM kept_file WHERE path LIKE :folder AND content IS NOT NULL "
        "AND encode(sha256(content), 'hex') <> sha256 ORDER BY path",
        {"folder": f"{folder}%"},
    )
    return tuple(str(path) for (path,) in rows)

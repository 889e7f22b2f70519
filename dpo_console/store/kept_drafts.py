"""Unsaved forms in records in a database: their author goes on with one on any machine.

They are written without a turn, because typing must not wait. The log doesn't tell them.
"""

from base64 import b64encode
from collections.abc import Iterator

from dpo_console.store import kept_files
from dpo_console.store.asking import Ask
from dpo_console.store.database import Database
from dpo_console.store.kept_files import DRAFTS, SavedBy


def draft(ask: Ask, name: str) -> bytes:
    """Return the content of an unsaved form, or none."""
    return kept_files.content(ask, f"{DRAFTS}{name}") or b""


def drafts(ask: Ask) -> Iterator[bytes]:
    """Yield the content of each unsaved form that this look shows."""
    for name in sorted(kept_files.files_below(ask, DRAFTS)):
        yield kept_files.content(ask, name) or b""


def keep_draft(
    database: Database, name: str, data: bytes, reference: str, saving: SavedBy
) -> None:  # fmt: skip
    """Keep an unsaved form in place of its earlier state. One of an erased case isn't kept.

    Raises TryAgain, Refused.
    """
    database.jot(
        "INSERT INTO kept_file (path, version, case_id, sha256, size, content, recorded_by, "
        "recorded_at) SELECT :path, 1, (SELECT id FROM cases WHERE reference = :reference), "
        ":sha256, :size, decode(:content, 'base64'), :by, :at WHERE NOT EXISTS (SELECT 1 FROM "
        "fact f JOIN cases c ON c.id = f.case_id WHERE f.name = 'erased' AND c.reference = "
        ":reference) ON CONFLICT (path, version) DO UPDATE SET sha256 = excluded.sha256, "
        "size = excluded.size, content = excluded.content, recorded_at = excluded.recorded_at",
        {
            "path": f"{DRAFTS}{name}",
            "reference": reference,
            "sha256": kept_files.hash_of(data),
            "size": len(data),
            "content": b64encode(data).decode("ascii"),
            **saving._asdict(),
        },
    )


def drop_draft(database: Database, name: str) -> None:
    """Delete an unsaved form. Raises TryAgain, Refused."""
    database.jot("DELETE FROM kept_file WHERE path = :path", {"path": f"{DRAFTS}{name}"})


def drop_drafts(database: Database, by: str, reference: str) -> None:
    """Delete every unsaved form that a person left on a case. Raises TryAgain, Refused."""
    database.jot(
        f"DELETE FROM kept_file WHERE path LIKE '{DRAFTS}%' AND recorded_by = :by "
        "AND case_id = (SELECT id FROM cases WHERE reference = :reference)",
        {"by": by, "reference": reference},
    )

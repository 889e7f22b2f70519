"""Write the digests of the layout in PostgreSQL: python -m tests.store.postgres_layout."""

import json
import os
import tempfile
from datetime import UTC, datetime

from dpo_console.store.asking import Value
from dpo_console.store.postgres.engine import LAYOUT, PostgresRecords
from tests.store import server


def found() -> dict[str, Value]:
    """Return the digest of each definition in new records."""
    name = server.make()
    records = PostgresRecords(server.address(name), name)
    records.create(datetime(2026, 11, 25, tzinfo=UTC))
    with records.look(None) as ask:
        defined = records.layout_found(ask)
    server.drop(name)
    return defined


if __name__ == "__main__":
    os.environ[server.FOLDER] = tempfile.mkdtemp(prefix="dpo-pg-")
    try:
        LAYOUT.write_text(json.dumps(found(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    finally:
        server.stop()

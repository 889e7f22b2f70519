"""Storage: the tables, the database, the audit chain, migrations and search."""

from typing import TYPE_CHECKING

from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.store import tables
else:
    tables = later("dpo_console.store.tables")

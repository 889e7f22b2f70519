"""PostgreSQL: everything that knows this engine, behind the methods of `store.engine.Engine`.

Nothing outside this package imports the driver. It is an optional extra, imported once records in
PostgreSQL are opened.
"""

import sys
from contextlib import suppress


def _load_driver() -> None:
    """Load the driver without Python's own module for TLS, where no thread can miss it.

    The driver's library has TLS of its own. It loads the module to share locks with an OpenSSL that
    needed some, as none does today, and a login banner would wait for it.
    """
    alone = "threading" not in sys.modules or sys.modules["threading"].active_count() == 1
    kept_out = alone and "ssl" not in sys.modules
    if kept_out:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # an import then fails at once
    try:
        with suppress(ImportError):  # whoever needs it says that it isn't installed
            import psycopg2  # noqa: F401 - its extension is loaded once
    finally:
        if kept_out:
            del sys.modules["ssl"]


_load_driver()

"""PostgreSQL: everything that knows this engine, behind the methods of `store.engine.Engine`.

Nothing outside this package imports the driver. It is an optional extra, imported once records in
PostgreSQL are opened.
"""

import os
import sys
from contextlib import nullcontext, suppress

from dpo_console.lazy_import import kept_out


def _load_driver() -> None:
    """Load the driver without Python's own module for TLS, where no thread can miss it.

    The driver's library has TLS of its own. It loads the module to share locks with an OpenSSL that
    needed some, as none does today, and a login banner would wait for it.
    """
    alone = "threading" not in sys.modules or sys.modules["threading"].active_count() == 1
    without, flags = kept_out("ssl") if alone else nullcontext(), sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_LAZY)  # of 20 libraries, few functions are ever called
    with without, suppress(ImportError):  # whoever needs it says that it isn't installed
        import psycopg2  # noqa: F401 - its extension is loaded once
    sys.setdlopenflags(flags)


_load_driver()

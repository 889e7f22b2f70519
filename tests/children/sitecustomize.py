"""What every Python that a test starts runs first: this folder is on its PYTHONPATH."""

import os

from tests.clock_guard import guard_doors

guard_doors()
if os.environ.get("DPO_CONSOLE_TESTS_ON_POSTGRES"):
    from tests.store import on_postgres

    on_postgres.everywhere()

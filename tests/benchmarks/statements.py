"""Print the statements of daily acts on both engines: python -m tests.benchmarks.statements."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import desks, make_home
from tests.store import server
from tests.store.statements import ACTS, LOOKS, counts
from tests.store.test_statements import named_database


def main() -> None:
    """Count on a home of each engine."""
    with TemporaryDirectory() as folder:
        file, database = (make_home(Path(folder, name)) for name in ("file", "database"))
        in_file = counts(desks(file)(), ACTS | LOOKS)
        os.environ[server.FOLDER] = f"{folder}/server"
        Path(folder).chmod(0o755)
        named_database(database)
        try:
            in_database = counts(desks(database)(), ACTS | LOOKS)
        finally:
            server.stop()
    lines = [f"{name:22}{number:8}{in_database[name]:12}" for name, number in in_file.items()]
    sys.stdout.write("\n".join([f"{'Statements':22}{'SQLite':>8}{'PostgreSQL':>12}", *lines, ""]))


if __name__ == "__main__":
    main()

"""The prepared office: made once by commands, shared by all workers, and copied for each of them.

Its cases are in cases.toml.
"""

import fcntl
import json
import os
from pathlib import Path

import pytest

from tests.clock_guard import CLOCK
from tests.conftest import NOON, add_elm, make_home
from tests.leaving.office import Office
from tests.leaving.table import FOLDER, read


@pytest.fixture(autouse=True)
def _noon(noon: None) -> None:
    """Stand the clock still: nothing is typed with --today, because it only looks."""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return the office with every case of cases.toml, made by the first worker that asks."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    with (folder / "leaving.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        names = folder / "leaving.json"
        if not names.exists():
            made = make_office(folder / "leaving")
            names.write_text(json.dumps(made.cases))
        return Office(folder / "leaving", json.loads(names.read_text()))


def make_office(home: Path) -> Office:
    """Make a home of two schools with the cases of cases.toml."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, NOON)
        add_elm(make_home(home))
        office = Office(home, {})
        for name, case in read(FOLDER / "cases.toml").items():
            office.cases[name] = str(office.do(f"{case['add']} --json").json["reference"])
            for line in case.get("do", ()):
                office.do(line)
    return office


@pytest.fixture(scope="session")
def shared(prepared: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return this worker's office, in which nothing may change."""
    return prepared.copy(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def own(prepared: Office, tmp_path: Path) -> Office:
    """Return an office of the test's own."""
    return prepared.copy(tmp_path / "office")

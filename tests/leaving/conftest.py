"""The prepared office: made once by commands, shared by all workers, and copied for each of them.

Its cases are in cases.toml.
"""

import json
from pathlib import Path

import pytest

from tests.clock_guard import CLOCK
from tests.conftest import NOON, Once, add_elm, make_home
from tests.leaving.office import Office
from tests.leaving.table import FOLDER, read


@pytest.fixture(autouse=True)
def _noon(noon: None) -> None:
    """Stand the clock still: nothing is typed with --today, because it only looks."""


@pytest.fixture(scope="session")
def prepared(once: Once) -> Office:
    """Return the office with every case of cases.toml, made by the first worker that asks."""
    folder = once("leaving", make_office)
    return Office(folder / "home", json.loads((folder / "cases.json").read_text()))


def make_office(folder: Path) -> None:
    """Make a home of two schools with the cases of cases.toml, and keep their references."""
    home = folder / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CLOCK, NOON)
        add_elm(make_home(home))
        office = Office(home, {})
        for name, case in read(FOLDER / "cases.toml").items():
            office.cases[name] = str(office.do(f"{case['add']} --json").json["reference"])
            for line in case.get("do", ()):
                office.do(line)
    (folder / "cases.json").write_text(json.dumps(office.cases))


@pytest.fixture(scope="session")
def shared(prepared: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return this worker's office, in which nothing may change."""
    return prepared.copy(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def own(prepared: Office, tmp_path: Path) -> Office:
    """Return an office of the test's own."""
    return prepared.copy(tmp_path / "office")

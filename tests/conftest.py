"""A desk in a fresh home, with real records, on a day that never changes."""

import fcntl
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dpo_console.bundle import apart
from dpo_console.cases.office.desk import Desk, account_name
from dpo_console.casework.office.opening import open_desk
from dpo_console.config import Home
from dpo_console.config.notice import notice
from dpo_console.mail import apart as mail
from dpo_console.mail.reading import read
from dpo_console.tui.terminal.abilities import DEFAULTS, FIXED
from tests import clock_guard
from tests.store import engines, server

os.environ.update(DEFAULTS | FIXED)  # before any test imports textual, as prepare() does
gc.disable()  # until all is collected, which makes much that stays

TODAY = date(2026, 11, 25)
HALF_PAST_SEVEN = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)
NOON = "2026-11-25T12:00:00+00:00"

SLOW = (HealthCheck.too_slow,)
settings.register_profile(
    "steady", deadline=None, suppress_health_check=SLOW, derandomize=True, database=None
)
settings.load_profile("steady")  # no test fails because the machine is busy, or by chance

MEMORY = Path("/dev/shm")
"""Folder that Linux keeps in memory: writing through to it costs nothing."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the engine in which tests keep their records."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the homes of tests in memory if there is room: the disk takes most of their time."""
    with suppress(OSError):
        room = os.statvfs(MEMORY)
        if room.f_bavail * room.f_frsize > 2**30 and os.access(MEMORY, os.W_OK):
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if server.FOLDER not in os.environ:  # the workers share the server of the whole run
        room_for_it = os.environ.get("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
        os.environ[server.FOLDER] = f"{room_for_it}/dpo-pg-{os.urandom(8).hex()}"
        config.add_cleanup(server.stop)
    if config.getoption("--database") == "postgresql":
        if why := server.why_none():
            raise pytest.UsageError(why)
        from tests.store import on_postgres  # it loads the driver

        os.environ[server.ASKED] = "1"
        on_postgres.everywhere()
    folder = tempfile.TemporaryDirectory(prefix="dpo-console-clock-")
    config.add_cleanup(folder.cleanup)
    os.environ |= {clock_guard.CLOCK: "", clock_guard.READS: f"{folder.name}/reads"}
    clock_guard.guard_doors()
    clock_guard.guard_children()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the benchmarks unread where none is to run."""
    unasked = "not benchmark" in config.option.markexpr
    return (unasked and collection_path == Path(__file__).with_name("benchmarks")) or None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Guard the tests' own modules, and keep what is collected out of garbage collection."""
    modules = {item.module for item in session.items if isinstance(item, pytest.Function)}
    helpers = {m for name, m in sys.modules.items() if name.startswith("tests.")}
    clock_guard.guard_all((modules | helpers) - {clock_guard})
    engines.share_dialect()
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(200_000, 20, 20)  # a screen makes thousands of objects, which soon go together


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a test read the real clock if it says why."""
    if os.environ.get(server.ASKED):
        if item.get_closest_marker("of_the_file"):
            pytest.skip("this is about the file of SQLite")
        if not {"tmp_path", "tmp_path_factory"} & {*getattr(item, "fixturenames", ())}:
            pytest.skip("this keeps no records: it has no folder for a home")
    marker = item.get_closest_marker("real_clock")
    assert marker is None or marker.kwargs["reason"]
    clock_guard.recorded()
    os.environ[clock_guard.CLOCK] = clock_guard.REAL if marker else ""


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Drop the databases of a test's own home."""
    own: Path | None = getattr(item, "funcargs", {}).get("tmp_path")
    if own and os.environ.get(server.ASKED):
        from tests.store import on_postgres

        on_postgres.drop_below(own)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """Fail a test that read the real clock, here or in a program that it started."""
    try:
        yield
    finally:
        if read := clock_guard.recorded():
            pytest.fail(read, pytrace=False)


@pytest.fixture
def noon() -> None:
    """Have the product read noon of TODAY for the real clock, also in programs of this test."""
    if os.environ[clock_guard.CLOCK] != clock_guard.REAL:
        os.environ[clock_guard.CLOCK] = NOON


SETTINGS = """
name = "Brookfield Learning Trust"
label = "TEST"
made_up = true
host = "dpo.example.org"

[dpo]
name = "Amara Okafor"
email = "dpo@example.org"
phone = "01632 960123"

[[school]]
slug = "oak"
name = "Oak Lane Primary School"
type = "maintained"
address = "Oak Lane, Brookfield, BR1 0AA"
terms = [
  [2026-04-13, 2026-05-22], [2026-06-01, 2026-07-21], [2026-09-02, 2026-10-23],
  [2026-11-03, 2026-12-18], [2027-01-05, 2027-02-12], [2027-02-22, 2027-03-25],
  [2027-04-12, 2027-05-28], [2027-06-07, 2027-07-21],
]
"""

ELM = """
[[school]]
slug = "elm"
name = "Elm Park Academy"
type = "academy"
"""
"""A second school. A case logged without a school is then about a school not known."""

PEOPLE = """
[service]
account = "{account}"
person = "dpo"
makes_homes = true
reads_files = true
writes_files = true

[[people]]
slug = "dpo"
name = "Amara Okafor"
role = "dpo"

[[people]]
slug = "clerk"
name = "Ben Hale"
role = "clerk"

[[people]]
slug = "head"
name = "Ruth Castle"
role = "approver"

[[people]]
slug = "dsl"
name = "Samir Nath"
role = "dsl"

[[people]]
slug = "auditor"
name = "Ida Frost"
role = "auditor"
"""


class Ticking:
    """A clock that moves on one second with each look, from nine in the morning of TODAY."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def on_day(desk: Desk, day: date) -> Desk:
    """Return the desk at nine in the morning of another day."""
    nine = datetime.combine(day, time(9), UTC)
    return replace(desk, today=day, clock=lambda: nine)


def make_home(root: Path, *, people: bool = True) -> Path:
    """Make a new home with one school and, by default, five people."""
    (root / "data").mkdir(mode=0o700, parents=True)
    (root / "exports").mkdir(mode=0o700)
    text = SETTINGS + (PEOPLE.format(account=account_name()) if people else "")
    (root / "data" / "dpo.toml").write_text(text)
    (root / "data" / "notice.toml").write_text(notice.example("primary"))
    return root


def add_elm(home: Path) -> None:
    """Add a second school to a home's settings."""
    file = home / "data" / "dpo.toml"
    file.write_text(file.read_text() + ELM)


DeskOf = Callable[..., Desk]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home")


@pytest.fixture
def two_schools(home: Path) -> None:
    """Give the home a second school, before its desk is opened."""
    add_elm(home)


def desks(home: Path) -> DeskOf:
    """Return a function that opens a home's desk as a person, on a day."""
    clock = Ticking()

    def sit(person: str | None = None, today: date = TODAY) -> Desk:
        return open_desk(home, as_person=person, today=today, clock=clock)

    return sit


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session", autouse=True)
def files_are_read_here() -> Iterator[None]:
    """Read papers and messages in this process. The tests of `apart` read them in another."""

    def told(data: bytes, name: str, _longest: float) -> Iterator[object]:
        from dpo_console.bundle.reading import inspect

        for one in inspect(data, name):
            yield one if isinstance(one, int) else one.as_json()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "told_apart", told)
        patch.setattr(mail, "read_apart", lambda messages: map(read, messages))
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a function that has a folder made by one worker, under a name, for all workers.

    It returns the folder. Copy it to change it.
    """
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, half = base / name, base / f"{name}.half"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(half, ignore_errors=True)
                make(half)
                half.rename(folder)
        return folder

    return made


Begin = Callable[[Path, Callable[[Path], object]], None]


@pytest.fixture(scope="session")
def begin(once: Once) -> Begin:
    """Return a function that puts shared first records into a home.

    They are made once and copied. The home's settings stay.
    """

    def put(home: Path, fill: Callable[[Path], object]) -> None:
        made = once(f"{fill.__module__}.{fill.__qualname__}", lambda half: fill(make_home(half)))
        ignored = shutil.ignore_patterns("dpo.toml")
        shutil.copytree(made, home, ignore=ignored, dirs_exist_ok=True)

    return put


@pytest.fixture(scope="session")
def demo(once: Once) -> Path:
    """Return the demo's home on TODAY, as it opens at half past seven. Copy it to change it."""
    from dpo_console.demo import build  # it loads the ORM, and few tests need that

    return once(
        "demo", lambda half: build(half, cases=60, today=TODAY, clock=lambda: HALF_PAST_SEVEN)
    )


@pytest.fixture
def desk_of(home: Path, begin: Begin) -> DeskOf:
    """Return a function that opens the home's desk as a person, on a day."""
    if not Home(home).database.exists():
        begin(home, no_case)
    return desks(home)


def no_case(home: Path) -> None:
    """Make new records with tables alone."""
    desks(home)()


@pytest.fixture
def desk(desk_of: DeskOf) -> Desk:
    """Open the DPO's desk."""
    return desk_of()

"""Run all figures and print what was aimed at, what was measured, and if it was met.

--cases takes fewer than 100,000. --home takes a home that is there, instead of making one.
"""

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.refresh import refresh
from tests.benchmarks.side_by_side import figures
from tests.benchmarks.side_by_side.cluster import ACCOUNT, OWNER, cluster
from tests.benchmarks.side_by_side.figures import a_desk
from tests.conftest import add_elm, make_home
from tests.many_cases import made_cases, named_apart, write_cases

ON_DISK = "/var/tmp"
EACH_WAY = 0.005
"""Seconds of the network each way."""


class Table:
    """The lines of figures, printed as they come."""

    def __init__(self) -> None:
        self.line("Figure", "SQLite", "PostgreSQL", "aimed at", "met")

    def line(self, what: str, file: str, server: str, aim: str = "", met: str = "") -> None:
        sys.stdout.write(f"{what:46}{file:>14}{server:>14}{aim:>14}{met:>6}\n")
        sys.stdout.flush()

    def times(self, what: str, file: float | None, server: float, most: float) -> None:
        """Print milliseconds, and if the server's were at most so many."""
        in_file = "" if file is None else f"{file * 1000:.1f} ms"
        met = "yes" if server <= most else "NO"
        self.line(what, in_file, f"{server * 1000:.1f} ms", f"{most * 1000:.0f} ms", met)

    def ratios(self, what: str, floor: float, file: float, server: float, most: float) -> None:
        """Print multiples of a floor, and if the server's was at most so many."""
        met = "yes" if server / floor <= most else "NO"
        self.line(what, f"{file / floor:.2f} x", f"{server / floor:.2f} x", f"{most:g} x", met)


def main() -> None:
    """Measure in a folder on a disk."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--home", type=Path)
    given = options.parse_args()
    with TemporaryDirectory(dir=ON_DISK) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with cluster(folder) as address:
            _measure(folder, address, given.home, given.cases)


def _measure(folder: Path, address: str, home: Path | None, cases: int) -> None:
    seconds = _timed(lambda: _made(folder / "file", home, cases))
    sys.stdout.write(f"A home of {cases:,} cases, made in {seconds:.0f} s; ")
    seconds = _timed(lambda: _moved(folder, address.format(OWNER)))
    sys.stdout.write(f"copied into PostgreSQL in {seconds:.0f} s.\n\n")
    address = address.format(ACCOUNT)
    _name(folder / "server-home", folder / "file", address)
    roots, table = (folder / "file", folder / "server-home"), Table()
    desks = [a_desk(root) for root in roots]
    _near(table, roots, desks)
    _far(table, folder, address)


def _near(table: Table, roots: tuple[Path, Path], desks: list[Desk]) -> None:
    file, server = figures.queue_page(desks)
    table.line("A page of the queue", f"{file * 1000:.2f} ms", f"{server * 1000:.2f} ms")
    table.ratios("  beside SQLite", file, file, server, 2)
    floor, file, server = figures.due(roots)
    table.ratios("due, beside python -c pass", floor, file, server, 5)
    floor, file, server = figures.start(roots)
    table.ratios("Start, beside an empty Textual app", floor, file, server, 1.5)
    file, server = figures.commit(desks)
    table.times("A request logged, the median", file, server, 0.010)
    (file, file_rate), (server, rate) = (figures.many_writers(root) for root in roots)
    table.times(f"{figures.WRITERS} writers at once, 99 of 100 acts", file, server, 0.300)
    table.line("  acts a second", f"{file_rate:.0f}", f"{rate:.0f}")


def _far(table: Table, folder: Path, address: str) -> None:
    near = Path(address.partition("host=")[2])
    with figures.far(near, folder / "far", EACH_WAY) as socket:
        _name(folder / "far-home", folder / "server-home", address.replace(str(near), str(socket)))
        way = f"{EACH_WAY * 1000:.0f} ms each way"
        table.times(f"{way}: a key, 95 of 100", None, figures.keys(folder / "far-home"), 0.012)
        for what, seconds in figures.acts(a_desk(folder / "far-home")).items():
            table.times(f"{way}: {what}", None, seconds, 0.250)


def _made(root: Path, home: Path | None, cases: int) -> None:
    if home:
        shutil.copytree(home, root)
        return
    add_elm(make_home(root))  # the cases are of two schools
    desk = a_desk(root)
    write_cases(desk.home.database, named_apart(made_cases(cases, seed=1), seed=2))
    refresh(desk)


def _moved(folder: Path, address: str) -> None:
    """Copy the records into the database."""
    from dpo_console.store.postgres import copies  # it loads the driver

    with a_desk(folder / "file").database.whole.read() as ask:
        copies.from_file(ask, address, "the server")


def _name(root: Path, like: Path, address: str) -> None:
    """Make a home with the settings of another, whose records are in a database."""
    shutil.copytree(like, root, ignore=shutil.ignore_patterns("records*", "backups"))
    settings = root / "data" / "dpo.toml"
    text = settings.read_text().partition("\n[records]\n")[0]
    settings.write_text(f'{text}\n[records]\ndatabase = "{address}"\n')


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


if __name__ == "__main__":
    main()

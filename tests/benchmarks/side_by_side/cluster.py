"""A server of PostgreSQL as an office would run it: on a disk, through to the disk."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.store.server import NOBODY

INSTALLED = Path("/usr/lib/postgresql")
SETTINGS = (
    "listen_addresses=", "max_connections=100", "shared_buffers=256MB", "fsync=on",
    "synchronous_commit=on",
)  # fmt: skip
DATABASE = "dpo"


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Run a server in a new folder, and yield the address of an empty database."""
    programs = max(INSTALLED.glob("[0-9]*/bin"), key=lambda path: int(path.parent.name))
    data = folder / "server"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, NOBODY, NOBODY)
    settings = [*SETTINGS, f"unix_socket_directories={data}"]

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        account = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        root = account if os.geteuid() == 0 else {}
        subprocess.run(command, check=True, cwd=data, stdout=subprocess.DEVNULL, **root)  # type: ignore[call-overload]

    run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--locale", "C.UTF-8")  # fmt: skip
    run("pg_ctl", "-D", str(data), "start", "-w", "-l", str(data / "log"), "-o",
        " ".join(f"-c {one}" for one in settings))  # fmt: skip
    try:
        run("createdb", "-h", str(data), "-U", "postgres", DATABASE)
        yield f"postgresql://postgres@/{DATABASE}?host={data}"
    finally:
        run("pg_ctl", "-D", str(data), "stop", "-m", "fast")

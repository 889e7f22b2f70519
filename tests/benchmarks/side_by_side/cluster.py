"""A server of PostgreSQL as an office would run it: on a disk, through to it, and with roles."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dpo_console.store.postgres.roles import script
from tests.store.server import NOBODY

INSTALLED = Path("/usr/lib/postgresql")
SETTINGS = (
    "listen_addresses=", "max_connections=100", "shared_buffers=256MB", "fsync=on",
    "synchronous_commit=on",
)  # fmt: skip
OWNER, ACCOUNT = "dpo_owner", "dpo"
"""Who makes the tables, and the account of daily work, whose rights are those of its roles."""


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Run a server in a new folder whose administrator ran the script of the guide.

    Yield the address of the empty database, for an account that is put in place of `{}`.
    """
    programs = max(INSTALLED.glob("[0-9]*/bin"), key=lambda path: int(path.parent.name))
    data = folder / "server"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(data, NOBODY, NOBODY)
    settings = [*SETTINGS, f"unix_socket_directories={data}"]

    def run(program: str, *arguments: str, told: str = "") -> None:
        command = [str(programs / program), *arguments]
        account = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        root = account if os.geteuid() == 0 else {}
        subprocess.run(  # type: ignore[call-overload]
            command, check=True, cwd=data, stdout=subprocess.DEVNULL, input=told, text=True, **root
        )

    run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--locale", "C.UTF-8")  # fmt: skip
    run("pg_ctl", "-D", str(data), "start", "-w", "-l", str(data / "log"), "-o",
        " ".join(f"-c {one}" for one in settings))  # fmt: skip
    try:
        run("psql", "-q", "-h", str(data), "-U", "postgres", told=script(OWNER, ACCOUNT, "dpo"))
        yield f"postgresql://{{}}@/dpo?host={data}"
    finally:
        run("pg_ctl", "-D", str(data), "stop", "-m", "fast")

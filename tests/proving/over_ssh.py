"""The guide's forced command, attacked through a real SSH server by the holder of a clerk's key."""

import atexit
import getpass
import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.proving.kills import SAR
from tests.proving.offices import begin
from tests.proving.row import WRONG, Row
from tests.proving.traced import Unavailable
from tests.store import spoiling

GUIDE = Path(__file__).parents[2] / "dpo_console" / "guide" / "ssh.md"
SECRET = "zqcanary"
"""A word in a file of the host, which no answer may hold."""

RECORDS = "home/data/records.sqlite3"
WHO = "SELECT DISTINCT actor FROM audit WHERE seq"
CRASHED = 70
"""The exit code of a crash."""

SERVER = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
AcceptEnv LANG LC_*
X11Forwarding yes
Subsystem sftp internal-sftp
"""
"""A server that allows what the key's own line must forbid."""


class Host(NamedTuple):
    """A host that runs: its folder with the home, its port, the last entry made before, and marks.

    A mark is a number for a file that an intruder tries to make.
    """

    folder: Path
    port: int
    last: int
    marks: Iterator[int]

    def ssh(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        """Connect with the clerk's key."""
        options = ["-i", f"{self.folder}/key", "-p", str(self.port), "-F", "none"]
        for option in (
            "BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes", "ConnectTimeout=20", "ExitOnForwardFailure=yes",
        ):  # fmt: skip
            options += ["-o", option]
        return subprocess.run(
            ["ssh", *options, *words],
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
        )  # fmt: skip


def start(root: Path) -> Host:
    """Make an office on a host with an SSH server of its own. Raises Unavailable."""
    root.mkdir(parents=True)
    settings = begin(root / "home") / "data" / "dpo.toml"
    settings.write_text(re.sub(r"(makes_homes|\w+_files) = true\n", "", settings.read_text()))
    (root / "secret").write_text(SECRET)
    for name in ("key", "host_key"):
        _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{root}/{name}")
    found = re.search(r'command="(set -f.+?)" ssh-', GUIDE.read_text())
    assert found
    program = str(Path(sys.executable).with_name("dpo-console"))
    line = found[1].replace("/opt/dpo/.venv/bin/dpo-console", program)
    line = line.replace("/srv/dpo", f"{root}/home")
    public = (root / "key.pub").read_text()
    (root / "authorized_keys").write_text(f'restrict,pty,command="{line}" {public}')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (root / "sshd_config").write_text(SERVER.format(port=port, folder=root))
    if os.getuid() == 0:
        with suppress(OSError):
            Path("/run/sshd").mkdir(mode=0o755)
    command = ["/usr/sbin/sshd", "-D", "-E", f"{root}/log", "-f", f"{root}/sshd_config"]
    try:
        atexit.register(subprocess.Popen(command).terminate)
    except FileNotFoundError:
        raise Unavailable("there is no SSH server here") from None
    last = spoiling.ask(root / RECORDS, "SELECT max(seq) FROM audit")[0][0]
    host = Host(root, port, int(str(last)), count(1))
    ran = host.ssh("-o", "ConnectionAttempts=20", _at(), f"dpo-console show {SAR}")
    if ran.returncode:
        raise Unavailable(ran.stderr.decode())
    return host


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _at() -> str:
    return f"{getpass.getuser()}@127.0.0.1"


BREAKS = (
    "; ", " && ", " || ", " | ", "\n", " & ", " $(", " `", ' "$(', " ${IFS}", " > ", " < ", "'",
)  # fmt: skip
BEFORE = (
    "", "dpo-console ", f"dpo-console show {SAR}", "dpo-console list", "dpo-console guide ",
    "dpo-consoledpo-console ", "DPO-CONSOLE ", f"dpo-console note {SAR} ",
)  # fmt: skip
AFTER = ("", ")", "`", '"', "'")


def _typed(host: Host, mark: Path, random: Random) -> list[str]:
    do = random.choice((f"touch {mark}", f"cat {host.folder}/secret", f"sh -c 'touch {mark}'"))
    return [_at(), "".join(map(random.choice, (BEFORE, BREAKS, (do,), AFTER)))]


def _another(host: Host, mark: Path, random: Random) -> list[str]:
    who, file = random.choice(("dpo", "head", "auditor")), f"{host.folder}/secret"
    return [_at(), random.choice((
        f"dpo-console --as {who} note {SAR} x", f"--as={who} note {SAR} x",
        f"--as {who} --as clerk show {SAR}", f"--home {mark} init", f"--home={host.folder} list",
        f"letter fetch {SAR} -o {mark}", f"pack {SAR} --to {mark}", f"terms import {file}",
        f"import cases {file}", f"letter adopt {SAR} acknowledgement {file}",
        f"backup {mark} --plain", f"papers {SAR} add {file}", f"restore {file} --to {mark}",
        f"about Lane -o {mark}", f"statistics --report {mark}",
    ))]  # fmt: skip


def _forwarded(host: Host, mark: Path, random: Random) -> list[str]:
    port = random.randrange(20_000, 60_000)
    way = random.choice((
        ["-N", "-R", f"{port}:127.0.0.1:{host.port}"], ["-W", f"127.0.0.1:{host.port}"],
        ["-N", "-R", f"{mark}:127.0.0.1:{host.port}"], ["-s"],
    ))  # fmt: skip
    return [*way, _at(), *(["sftp"] if way == ["-s"] else [])]


def _environment(host: Host, mark: Path, random: Random) -> list[str]:
    value = random.choice((f"$(touch {mark})", f"{host.folder}/secret", f"() {{ touch {mark}; }}"))
    name = random.choice((
        "LC_ALL", "LANG", "LC_DPO", "LD_PRELOAD", "PYTHONPATH", "PYTHONSTARTUP", "BASH_ENV", "ENV",
        "DPO_CONSOLE_HOME", "PATH", "SSH_ORIGINAL_COMMAND", "PAGER", "EDITOR",
    ))  # fmt: skip
    return ["-o", f"SetEnv={name}={shlex.quote(value)}", _at(), f"show {SAR}"]


WAYS: tuple[tuple[str, Callable[[Host, Path, Random], list[str]]], ...] = (
    ("commands", _typed), ("people and files", _another), ("forwarding", _forwarded),
    ("variables", _environment),
)  # fmt: skip


def attack(host: object, _: Path, random: Random) -> str:
    """Try something that the key must not allow."""
    assert isinstance(host, Host)
    mark = host.folder / f"mark-{next(host.marks)}"
    name, way = random.choice(WAYS)
    words = way(host, mark, random)
    try:
        ran = host.ssh(*words)
    except subprocess.TimeoutExpired:
        return f"{WRONG}: {name}: {words} went on for a minute"
    said = ran.stdout + ran.stderr
    entered = spoiling.ask(host.folder / RECORDS, f"{WHO} > {host.last}")
    if mark.exists() or SECRET.encode() in said:
        return f"{WRONG}: {name}: {words}: {said.decode(errors='replace')}"
    if {str(actor) for (actor,) in entered} - {"clerk"}:
        return f"{WRONG}: {name}: {words}: entries of {entered}"
    if b"Traceback" in said or ran.returncode == CRASHED:
        return f"{WRONG}: {name}: {words}: it crashed"
    return f"{name}: in vain" if ran.returncode else f"{name}: only words for dpo-console"


SSH = Row(
    "ssh",
    "The holder of a clerk's key attacks the guide's line for a key through a real SSH server, "
    "with commands, other people, files, forwarding and variables. Nothing else runs.",
    300, start, attack,
)  # fmt: skip

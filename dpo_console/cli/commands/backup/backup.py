"""Backups: `backup`, a group of commands. A folder after it is short for `backup make`."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from dpo_console.cases.backup import of_these_records
from dpo_console.cases.office.desk import Desk, utc_now
from dpo_console.casework.backup.backing_up import PLAIN, Backup, back_up, keys_for, stream_backup
from dpo_console.casework.backup.sealing import identities, new_key
from dpo_console.casework.backup.unpacking import Source
from dpo_console.casework.office.own_files import STREAM, path_to_write, refuse_files
from dpo_console.cli import streams
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, progress, refuse_terminal, say
from dpo_console.config.files.folders import whole_path
from dpo_console.config.files.incoming import open_file, read_file
from dpo_console.errors import BadInput
from dpo_console.london import in_london
from dpo_console.store.audit import chain
from dpo_console.text import counted, day_words


@subcommand()
def key(invocation: Invocation) -> None:
    """Make a private key that opens backups, on a machine that isn't the host.

    Keep it, and a second copy on paper in the safe: without it, no backup can be read. It goes to
    stdout, and the public key for [backup] recipients to stderr. `age-keygen` makes the same.

    \b
      (umask 077; dpo-console backup key > key.txt)
    """
    secret, public = new_key()
    if invocation.json:
        document({"secret": secret, "public": public})
        return
    say(f"# public key: {public}\n{secret}")
    narrate(f"Public key: {public}")


class Progress:
    """A teller of progress, which prints only when the percentage changes."""

    def __init__(self, what: str) -> None:
        """Begin at nothing."""
        self.what = what
        self.shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done, of how much."""
        percent = done * 100 // max(total, 1)
        if percent != self.shown:
            self.shown = percent
            progress(f"{self.what}: {percent} %", last=percent == 100)


LARGEST_KEY = 1_000_000


def as_hash(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> str:
    """Return a hash as typed, in small letters, or ''. Raises BadInput."""
    found = (typed or "").strip().lower()
    if typed is not None and not re.fullmatch("[0-9a-f]{64}", found):
        raise BadInput("--sha256 takes the 64 letters and digits that backup printed.")
    return found


HASH = click.option(
    "--sha256", callback=as_hash, metavar="HASH", help="The hash that backup printed for it."
)


@contextmanager
def stream(
    invocation: Invocation, file: str, *, own: bool = False
) -> Iterator[tuple[BinaryIO, str]]:
    """Yield a file, or stdin for -, and its name for messages.

    `own` says that the settings name it, and not the officer. Raises NotAllowed, BadFile.
    """
    if file == STREAM:
        if os.isatty(streams.STDIN):
            raise BadInput("- stands for a file on stdin. Add < FILE to the line.")
        yield sys.stdin.buffer, "stdin"
        return
    if not own:
        refuse_files(invocation.place(), invocation.person)
    path = whole_path(file)
    with open_file(path) as opened:
        yield opened, str(path)


@contextmanager
def source(
    invocation: Invocation,
    file: str,
    key: str | None,
    what: str,
    sha256: str,
    *,
    own: bool = False,
) -> Iterator[Source]:
    """Yield a backup to read, with the private keys in the file `key`."""
    held = []
    if key:
        refuse_files(invocation.place(), invocation.person)
        path = whole_path(key)
        held = identities(read_file(path, LARGEST_KEY), str(path))
    with stream(invocation, file, own=own) as (opened, name):
        yield Source(opened, name, held, utc_now, Progress(what), sha256)


def when(moment: str) -> str:
    """Return the moment of a backup by the clocks of London, in words."""
    return day_words(in_london(moment))


def newest(invocation: Invocation) -> str:
    """Return the path of the newest backup in the office's own folder. Raises BadInput."""
    desk = invocation.desk()
    folder = desk.settings.backup.to
    if not folder:
        raise BadInput("Name a backup, or set where they are: [backup] to in data/dpo.toml.")
    with desk.database.read() as ask:
        installation = chain.installation(ask)
    try:
        found = of_these_records((p.name for p in Path(folder).iterdir()), installation)
    except OSError as problem:
        raise BadInput(f"{folder} can't be read: {os.strerror(problem.errno or 0)}.") from None
    if not found:
        raise BadInput(f"There is no backup of these records in {folder}.")
    return str(Path(folder) / found[0])


class BackupGroup(LoadingGroup):
    """The group, which takes anything but a subcommand's name for a folder."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, with `make` before those that name no subcommand."""
        named = any(word in self.entries for word in args)
        return super().parse_args(ctx, args if named or "--help" in args else ["make", *args])


@click.group(cls=BackupGroup)
def backup() -> None:
    """Copy everything into one encrypted file, and check such backups.

    `backup DIR` is short for `backup make DIR`. See: dpo-console guide backup

    \b
      dpo-console backup /mnt/backup
      ssh host dpo-console backup - > office.tar.gz.age
      dpo-console backup check office.tar.gz.age --identity key.txt
    """


@subcommand()
@click.argument("folder", metavar="[DIR|-]", required=False, type=click.Path(allow_dash=True))
@click.option("--recipient", "keys", multiple=True, metavar="KEY", help="Encrypt to this key.")
@click.option("--plain", is_flag=True, help="Don't encrypt: anybody with the file can read it.")
def make(invocation: Invocation, folder: str | None, keys: tuple[str, ...], plain: bool) -> None:
    """Copy everything into one encrypted file, in a folder or on stdout (-).

    It holds records, settings, wordings, letterheads, letters and papers as they are at one moment,
    while others work. Without DIR, it goes to the folder under [backup] in data/dpo.toml. It is
    encrypted to the public keys there. Once decrypted, it is a tar.gz file.

    \b
      dpo-console backup make /mnt/backup
      ssh host dpo-console backup - > office.tar.gz.age
    """
    desk = invocation.desk()
    keys = keys_for(desk, keys, plain=plain)
    tell = Progress("Backing up")
    if folder == STREAM:
        if invocation.json:
            raise BadInput("--json can't be printed beside a backup on stdout. Leave it out.")
        refuse_terminal("A backup", "backup - > office.tar.gz.age")
        made = stream_backup(desk, sys.stdout.buffer, keys, tell)
    else:
        made = back_up(desk, _folder(desk, folder), keys, tell)
    invocation.saved = True
    _print(invocation, made, keys)


def _folder(desk: Desk, typed: str | None) -> Path:
    """Return the folder. The office's own folder takes no right to write files elsewhere."""
    own = desk.settings.backup.to
    if typed is None and own:
        return Path(own)
    if typed is None:
        raise BadInput("Name a folder, or set one: [backup] to in data/dpo.toml.")
    return path_to_write(desk, typed)


def _print(invocation: Invocation, made: Backup, keys: tuple[str, ...]) -> None:
    about = made.archive.about
    if invocation.json:
        document(
            {
                "path": str(made.path),
                "sha256": made.sha256,
                "bytes": made.size,
                "head": f"{about.head.seq}:{about.head.hash}",
                "made_at": about.made_at,
                "files": len(made.archive.files),
                "keys": len(keys),
                "left_out": list(made.archive.left_out),
                "removed": list(made.removed),
            }
        )
    elif made.path:
        say(str(made.path))
    for left in made.archive.left_out:
        narrate(f"Left out: {left}")
    if made.removed:
        narrate(f"Removed {counted(len(made.removed), 'backup')} no longer kept.")
    narrate(f"{counted(len(made.archive.files), 'file')}, SHA-256 {made.sha256}")
    if not keys:
        narrate(PLAIN)

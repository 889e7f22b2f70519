"""A new backup: `backup make`, or `backup DIR` in short."""

import sys
from pathlib import Path

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.backup.backing_up import PLAIN, Backup, back_up, keys_for, stream_backup
from dpo_console.casework.office.own_files import STREAM, path_to_write
from dpo_console.cli.commands.backup.progress import Progress
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, refuse_terminal, say
from dpo_console.errors import BadInput
from dpo_console.text import counted


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

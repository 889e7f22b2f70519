"""A check of a backup: `backup check`."""

import tempfile
from pathlib import Path

import click

from dpo_console.cases.records.witness import as_kept, read_head
from dpo_console.casework.backup.checking import (
    Checked,
    check_backup,
    keep_result,
    made_here,
    take_in,
)
from dpo_console.casework.backup.unpacking import Hashed, is_sealed
from dpo_console.cli.commands.backup.backup import HASH, newest, source, stream, when
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, report, say
from dpo_console.config.files.incoming import open_file, within
from dpo_console.errors import Refused
from dpo_console.text import counted

LARGEST_RESULT = 100_000


@subcommand()
@click.argument("file", metavar="[FILE|-]", required=False, type=click.Path(allow_dash=True))
@click.option("--identity", metavar="KEYFILE", help="The file with the private key that opens it.")
@click.option("--result", metavar="FILE", help="Record the result of a check made elsewhere.")
@click.option("--head", metavar="NUMBER:HASH", help="A head that it must hold. Exits 1 if not.")
@HASH
def check(
    invocation: Invocation,
    file: str | None,
    identity: str | None,
    head: str | None,
    result: str | None,
    sha256: str,
) -> int:
    """Restore a backup into a throwaway place, and check everything in it. Exits 1 if one is off.

    Without its private key, only the encrypted file is compared with its hash in the audit log.
    That doesn't count as a check. Without FILE, the newest one in the office's folder is taken. On
    the records' own host, the log keeps the result. Elsewhere, --json prints it for --result there.

    \b
      dpo-console backup check office.tar.gz.age --identity key.txt
      dpo-console backup check
      dpo-console backup check office.tar.gz.age --identity key.txt --json > result
      ssh host dpo-console backup check --result - < result
    """
    if result is not None:
        return _take_in(invocation, result)
    kept = read_head(head) if head is not None else None
    own = file is None
    name = newest(invocation) if file is None else file
    if identity is None and name != "-" and _only_hash(invocation, name, own=own):
        return _compare(invocation, name, sha256)
    with source(invocation, name, identity, "Checking", sha256, own=own) as backup:
        checked = check_backup(backup, _room(invocation), kept)
    _keep(invocation, Path(name).name, checked)
    _print(invocation, checked)
    return 0 if checked.sound else 1


def _take_in(invocation: Invocation, file: str) -> int:
    desk = invocation.desk()
    with stream(invocation, file) as (opened, name):
        sound = take_in(desk, within(opened.read(LARGEST_RESULT + 1), LARGEST_RESULT, name))
    invocation.saved = True
    said = "The check is kept: the backup was sound." if sound else "The backup wasn't sound."
    report(invocation, {"sound": sound, "checked": True}, said)
    return 0 if sound else 1


def _only_hash(invocation: Invocation, name: str, *, own: bool) -> bool:
    """Return True if a file is encrypted: without a key, only its hash can be compared."""
    with stream(invocation, name, own=own) as (opened, _):
        return is_sealed(opened)


def _compare(invocation: Invocation, name: str, due: str) -> int:
    """Compare an encrypted file with its hash in the audit log."""
    desk = invocation.desk()
    with open_file(Path(name)) as opened:
        sha256 = Hashed(opened).whole()
    told = made_here(desk, sha256)
    if due not in ("", sha256):
        raise Refused(f"{name}: its SHA-256 is {sha256}, and isn't the one that you gave.")
    if told is None:
        raise Refused(
            f"{name}: the audit log knows no backup with the SHA-256 {sha256}. It was changed, or "
            "it is of other records. To look into it, add --identity KEYFILE."
        )
    found = {"sha256": sha256, "made_at": told.made_at, "unchanged": True, "checked": False}
    made = when(told.made_at)
    said = f"{name} is as it was made on {made}. It wasn't opened: that takes its key."
    report(invocation, found, said)
    return 0


def _room(invocation: Invocation) -> Path:
    """Return where to restore it: within the home if there is one, else the temporary folder."""
    home = invocation.place()
    return home.data if home.settings.is_file() else Path(tempfile.gettempdir())


def _keep(invocation: Invocation, name: str, checked: Checked) -> None:
    if not invocation.place().settings.is_file():
        return
    if keep_result(invocation.desk(), name, checked):
        invocation.saved = True
    else:
        narrate("It is of other records than those here, so the result isn't kept.")


def _print(invocation: Invocation, checked: Checked) -> None:
    about = checked.about
    if invocation.json:
        document(
            {
                "sound": checked.sound,
                "checked": True,
                "sha256": checked.sha256,
                "made_at": about.made_at,
                "chain": about.chain,
                "head": as_kept(about.head),
                "release": about.release,
                "files": len(about.files),
                "seconds": round(checked.seconds, 1),
                "faults": list(checked.faults),
            }
        )
        return
    for fault in checked.faults:
        say(f"!!  {fault}")
    say(
        f"{'Sound' if checked.sound else 'Not sound'}: {counted(len(about.files), 'file')} as of "
        f"{when(about.made_at)}, restored and checked in {checked.seconds:.1f} seconds."
    )
    say(f"Head of the audit log: {as_kept(about.head)}, of the records {about.chain}")
    say(f"SHA-256: {checked.sha256}")

"""The head of the audit log, for keeping elsewhere: `head`."""

import subprocess
from pathlib import Path

import click

from dpo_console.cases.records.kept_head import as_kept
from dpo_console.cases.records.kept_head import head as head_of
from dpo_console.casework.office.own_files import path_to_read
from dpo_console.casework.records.witness import keep_now
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import document, say
from dpo_console.errors import Refused

NAMESPACE = "dpo-console"
"""The purpose that the signature is bound to: no other signature of the key passes for it."""


@click.command(cls=Subcommand)
@click.option(
    "--sign", "key", type=click.Path(), metavar="KEYFILE", help="An SSH key to sign it with."
)
@click.option("--keep", is_flag=True, help="Add it to the office's witness.")
@click.pass_obj
def head(invocation: Invocation, key: str | None, keep: bool) -> int:
    """Print the head of the audit log as SEQ:HASH, to keep elsewhere.

    With --sign, an SSH signature of that line follows it. Check it with ssh-keygen -Y verify
    -n dpo-console. With --keep, the head is added to the witness that [witness] in data/dpo.toml
    names, as it is by the first change of each day. Exits 1 if that fails.

    \b
      dpo-console head
      dpo-console head --keep
      dpo-console head --sign ~/.ssh/id_ed25519
    """
    desk = invocation.desk()
    found = head_of(desk)
    kept_there = keep_now(desk) if keep else True
    kept = as_kept(found)
    signature = _signed(kept, path_to_read(desk, key)) if key else ""
    if invocation.json:
        document({"head": kept, "seq": found.seq, "hash": found.hash, "signature": signature})
    else:
        say(f"{kept}\n{signature}".rstrip())
    return 0 if kept_there else 1


def _signed(kept: str, key: Path) -> str:
    """Return the SSH signature of the line with the head. Raises Refused."""
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)]
    try:
        ran = subprocess.run(  # noqa: S603 - a fixed program; the key is a whole path
            command, input=f"{kept}\n", capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise Refused("ssh-keygen isn't on this machine, so the head can't be signed.") from None
    if ran.returncode:
        raise Refused(f"The head can't be signed with {key}: {ran.stderr.strip()}")
    return ran.stdout

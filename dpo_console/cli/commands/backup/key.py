"""A private key for backups: `backup key`."""

from dpo_console.casework.backup.sealing import new_key
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import document, narrate, say


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

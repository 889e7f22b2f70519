"""SSH signatures of a line, as ssh-keygen makes and checks them."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from dpo_console.config.files.folders import private_folder
from dpo_console.errors import Refused

SIGNER = "dpo-console"
"""The name under which ssh-keygen looks up the keys that may sign."""


def signed(line: str, key: Path, purpose: str) -> str:
    """Return the signature of a line. No other signature of the key passes for this purpose.

    Raises Refused.
    """
    ran = _run(["sign", "-q", "-n", purpose, "-f", str(key)], line)
    if ran.returncode:
        raise Refused(f"It can't be signed with {key}: {ran.stderr.strip()}")
    return ran.stdout


def is_signed(line: str, signature: str, keys: Sequence[str], purpose: str, within: Path) -> bool:
    """Return True if one of these public keys signed a line. `within` has room for two files."""
    with private_folder(within, ".tmp-signature-") as place:
        (place / "signers").write_text("".join(f"{SIGNER} {key}\n" for key in keys))
        (place / "signature").write_text(signature)
        files = ["-f", str(place / "signers"), "-s", str(place / "signature")]
        return _run(["verify", "-I", SIGNER, "-n", purpose, *files], line).returncode == 0


def _run(arguments: Sequence[str], line: str) -> "subprocess.CompletedProcess[str]":
    command = ["ssh-keygen", "-Y", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - a fixed program; paths are whole
            command, input=f"{line}\n", capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise Refused("ssh-keygen isn't on this machine, so nothing can be signed.") from None

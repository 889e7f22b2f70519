"""Encryption of backups to public keys, as age does it (age-encryption.org), as a stream.

The host has no private key, so that somebody who breaks into it can't read its old backups.
"""

import hashlib
import io
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from dpo_console.casework.backup.tar_stream import PIECE, Unsound
from dpo_console.errors import BadFile, BadInput
from dpo_console.lazy_import import later
from dpo_console.text import show_line

if TYPE_CHECKING:
    import pyrage
    from pyrage import ssh, x25519

    Recipient = x25519.Recipient | ssh.Recipient
    Identity = x25519.Identity | ssh.Identity
else:  # only a backup needs it
    pyrage = later("pyrage")

SEALED = b"age-encryption.org/v1"
"""The first bytes of an encrypted file."""

SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - the beginning of any private key, and no key itself

WRONG_KEY = "this key doesn't open it: it was encrypted to other keys"
DAMAGED = "it is damaged or was cut short: what is left can't be decrypted"


class Pulled(io.RawIOBase):
    """A file that is made piece by piece while it is read. `failed` is the error that ended it."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")
        self.failed: BaseException | None = None

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # any buffer will do
        """Read into a buffer, and keep an error for whoever reads through a library."""
        try:
            while not self._rest and (piece := next(self._pieces, None)) is not None:
                self._rest = memoryview(piece)
        except BaseException as error:
            self.failed = error
            raise
        number = min(len(buffer), len(self._rest))
        buffer[:number] = self._rest[:number]
        self._rest = self._rest[number:]
        return number


def recipients(typed: Sequence[str]) -> list["Recipient"]:
    """Return public keys as age takes them. Raises BadInput."""
    return [_recipient(key.strip()) for key in typed]


def _recipient(key: str) -> "Recipient":
    read = pyrage.ssh.Recipient.from_str if key.startswith("ssh-") else _age_key
    try:
        return read(key)
    except pyrage.RecipientError:
        shown = show_line(key, 30)
        if key.upper().startswith(SECRET):
            shown = "This"
        raise BadInput(f"{shown} is no public key. It begins with age1 or ssh-ed25519.") from None


def _age_key(key: str) -> "x25519.Recipient":
    return pyrage.x25519.Recipient.from_str(key)


def new_key() -> tuple[str, str]:
    """Return a new private key, and the public key that belongs to it."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def seal(pieces: Iterable[bytes], to: "HashedFile", keys: Sequence["Recipient"]) -> None:
    """Encrypt pieces to public keys, and write them to a file. Raises the errors of both."""
    source = Pulled(pieces)
    try:
        pyrage.encrypt_io(io.BufferedReader(source, PIECE), to, keys)
    except Exception as error:  # the library wraps what its files raise
        raise source.failed or to.failed or error from None


class HashedFile(io.BufferedIOBase):
    """A file that is written, with its hash. `failed` is the error of the last try."""

    def __init__(self, to: BinaryIO) -> None:
        self._to = to
        self._sum = hashlib.sha256()
        self.size = 0
        self.failed: BaseException | None = None

    @property
    def sha256(self) -> str:
        """The hash of everything that was written, in hex."""
        return self._sum.hexdigest()

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # any buffer will do
        """Write data, and keep an error for whoever writes through a library."""
        try:
            self._to.write(data)
        except BaseException as error:
            self.failed = error
            raise
        self._sum.update(data)
        self.size += len(data)
        return len(data)


def identities(content: bytes, name: str) -> list["Identity"]:
    """Return the private keys in a key file, age's own or one of SSH. Raises BadFile."""
    try:
        if b"PRIVATE KEY-----" in content:
            return [pyrage.ssh.Identity.from_buffer(content)]
        lines = [line.strip() for line in content.decode().splitlines()]
        found = [line for line in lines if line.upper().startswith(SECRET)]
        if found:
            return [pyrage.x25519.Identity.from_str(line) for line in found]
    except (pyrage.IdentityError, ValueError):
        pass
    raise BadFile(
        name,
        "",
        f"holds no private key that opens backups. It must be a key file with a line {SECRET}…, or "
        "an SSH key without a passphrase.",
    )


@contextmanager
def unsealed(sealed: BinaryIO, keys: Sequence["Identity"]) -> Iterator[BinaryIO]:
    """Yield the decrypted content of a file, to be read to its end.

    The library writes where we read, so it works in a thread at the other end of a pipe. Raises
    Unsound if the keys don't fit, or the file is damaged.
    """
    reading, writing = os.pipe()
    problems: list[BaseException] = []
    worker = threading.Thread(target=_decrypt, args=(sealed, writing, keys, problems), daemon=True)
    worker.start()
    try:
        with os.fdopen(reading, "rb", buffering=1024 * 1024) as pipe:
            yield pipe
    except Unsound as fault:
        worker.join()
        raise _why(problems) or fault from None
    finally:
        worker.join()
    if why := _why(problems):
        raise why


def _decrypt(
    sealed: BinaryIO, writing: int, keys: Sequence["Identity"], problems: list[BaseException]
) -> None:
    try:
        with os.fdopen(writing, "wb", buffering=1024 * 1024) as pipe:
            pyrage.decrypt_io(cast(io.BufferedIOBase, sealed), cast(io.BufferedIOBase, pipe), keys)
    except BrokenPipeError:
        pass  # the reader has seen enough, and says why
    except Exception as error:
        problems.append(error)


def _why(problems: Sequence[BaseException]) -> Unsound | None:
    """Return the fault that the library found, or None."""
    if not problems:
        return None
    return Unsound(WRONG_KEY if "No matching keys" in str(problems[0]) else DAMAGED)

"""New files for the owner's eyes only, whole or not at all."""

import os
from pathlib import Path


def write_new(path: Path, content: bytes, owner: tuple[int, int] | None = None) -> None:
    """Write a file that must not be there yet, mode 0600, through to the disk.

    `owner` is the user and group it is given to, where that isn't us. Raises OSError, and leaves
    nothing then.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if owner and owner != (os.geteuid(), os.getegid()):
                os.fchown(descriptor, *owner)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise

"""Folders for the owner's eyes only, and paths as people type them."""

import os
from pathlib import Path
from unicodedata import category

from dpo_console.errors import BadInput
from dpo_console.text import name_of


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing, each 0700; one that is there is left so.

    Raises OSError: FileExistsError where a file, or a link that leads nowhere, has its place.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileNotFoundError:
        make_private(folder.parent)
        make_private(folder)
    except FileExistsError:
        if not folder.is_dir():
            raise


def whole_path(typed: str | Path) -> Path:
    """Return a path from the root of the disk, as typed from the current folder or with ~.

    Raises BadInput if `~` names an unknown account, or the current folder is gone. It also refuses
    a control character in the path. Nobody could find such a path, because it can't be shown as it
    is.
    """
    if odd := next((c for c in str(typed) if category(c) == "Cc"), ""):
        raise BadInput(f"{typed}: {name_of(odd)} can't stand in a path. Write it without.")
    try:
        return Path(typed).expanduser().absolute()
    except RuntimeError:
        raise BadInput(f"{typed}: there is no such account. Write the whole path.") from None
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise BadInput(
            f"{typed}: the folder that you are in can't be told ({why}). Write the whole path."
        ) from None

"""Makes a home for an office's records."""

import os
from importlib.resources import files
from pathlib import Path

from dpo_console.config.home import Home
from dpo_console.errors import Refused

EXAMPLE = "dpo.example.toml"
"""What a new dpo.toml says, in this package: every setting, commented."""


def make_home(root: Path) -> Home:
    """Make data/dpo.toml and exports/ under `root`: folders 0700, the file 0600.

    Raises Refused where there is a home already, or where the folder can't be written.
    """
    home = Home(root)
    if home.settings.exists() or home.database.exists():
        raise Refused(f"There is a home at {root} already; nothing was changed.")
    try:
        for folder in (home.data, home.exports):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        _write(home.settings, example())
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"No home can be made at {root}: {why}. Choose another folder.") from None
    return home


def example() -> str:
    """The text of a new dpo.toml."""
    return files(__package__).joinpath(EXAMPLE).read_text("utf-8")


def _write(path: Path, text: str) -> None:
    """Write a new file for the owner's eyes only."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)

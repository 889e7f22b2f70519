"""Files outside the home that an officer names, to be read or written by the account's rights."""

from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.config.folders import whole_path
from dpo_console.config.incoming import read_file

STDIN = "-"
"""The name of a file that comes on stdin."""


def read_own_file(desk: Desk, name: str | Path, largest: int) -> bytes:
    """Return the content of a file that the officer named.

    Raises BadFile if it can't be read or is too large.
    """
    return read_file(own_path(desk, name), largest)


def own_path(desk: Desk, name: str | Path) -> Path:
    """Return the path of a file to read that the officer named."""
    return whole_path(name)

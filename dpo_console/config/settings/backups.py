"""Backups, under [backup] in data/dpo.toml: where, for whom they are encrypted, how long kept."""

import re
from pathlib import Path
from typing import Annotated, NamedTuple

from dpo_console.config.texts import text
from dpo_console.text import show_line
from dpo_console.toml_file import Table
from dpo_console.toml_marks import whole

RECIPIENT = r"age1[02-9ac-hj-np-z]{58}|ssh-(ed25519|rsa) [0-9A-Za-z+/=]{60,}( \S.*)?"
"""A public key as age reads it: its own, or one of SSH."""


class Keep(NamedTuple):
    """The time for which backups are kept: the last of each day, of each week, of each month."""

    daily: Annotated[int, whole(1, 366)] = 14
    weekly: Annotated[int, whole(0, 520)] = 8
    monthly: Annotated[int, whole(0, 240)] = 12


def _folder(table: Table, key: str, default: str) -> str:
    path = text(table, key, default)
    if path and not Path(path).is_absolute():
        raise table.wrong(key, f"is {show_line(path, 60)!r}. Write the whole path, as /mnt/backup.")
    return path


def _recipients(table: Table, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    keys = table.texts(key, default)
    for typed in keys:
        if not re.fullmatch(RECIPIENT, typed):
            raise table.wrong(
                key,
                f"has {show_line(typed, 30)!r}, which is no public key. It begins with age1, "
                "ssh-ed25519 or ssh-rsa.",
            )
    return keys


class Backups(NamedTuple):
    """The office's backups.

    `to` is their folder, and `recipients` are the public keys that they are encrypted to. A backup
    must be checked within `check_days`.
    """

    to: Annotated[str, _folder] = ""
    recipients: Annotated[tuple[str, ...], _recipients] = ()
    keep: Keep = Keep()
    check_days: Annotated[int, whole(1, 366)] = 31

    def __bool__(self) -> bool:
        return self != Backups()


NO_BACKUPS = Backups()
"""Of an office that says nothing of backups."""

"""A backup that is read, from a file or from stdin, with its private key."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dpo_console.cases.backup.keeping import of_these_records
from dpo_console.cases.office.desk import utc_now
from dpo_console.casework.backup.restoring import Source
from dpo_console.casework.backup.sealing import identities
from dpo_console.casework.office.own_files import STREAM, refuse_files
from dpo_console.cli import streams
from dpo_console.cli.commands.backup.progress import Progress
from dpo_console.cli.invocation import Invocation
from dpo_console.config.files.folders import whole_path
from dpo_console.config.files.incoming import open_file, read_file
from dpo_console.errors import BadInput
from dpo_console.london import in_london
from dpo_console.store.audit import chain
from dpo_console.text import day_words

LARGEST_KEY = 1_000_000


@contextmanager
def stream(
    invocation: Invocation, file: str, *, own: bool = False
) -> Iterator[tuple[BinaryIO, str]]:
    """Yield a file, or stdin for -, and its name for messages.

    `own` says that the settings name it, and not the officer. Raises NotAllowed, BadFile.
    """
    if file == STREAM:
        if os.isatty(streams.STDIN):
            raise BadInput("- stands for a file on stdin. Add < FILE to the line.")
        yield sys.stdin.buffer, "stdin"
        return
    if not own:
        refuse_files(invocation.place(), invocation.person)
    path = whole_path(file)
    with open_file(path) as opened:
        yield opened, str(path)


@contextmanager
def source(
    invocation: Invocation, file: str, key: str | None, what: str, *, own: bool = False
) -> Iterator[Source]:
    """Yield a backup to read, with the private keys in the file `key`."""
    held = []
    if key:
        refuse_files(invocation.place(), invocation.person)
        path = whole_path(key)
        held = identities(read_file(path, LARGEST_KEY), str(path))
    with stream(invocation, file, own=own) as (opened, name):
        yield Source(opened, name, held, utc_now, Progress(what))


def when(moment: str) -> str:
    """Return the moment of a backup by the clocks of London, in words."""
    return day_words(in_london(moment))


def newest(invocation: Invocation) -> str:
    """Return the path of the newest backup in the office's own folder. Raises BadInput."""
    desk = invocation.desk()
    folder = desk.settings.backup.to
    if not folder:
        raise BadInput("Name a backup, or set where they are: [backup] to in data/dpo.toml.")
    with desk.database.read() as ask:
        installation = chain.installation(ask)
    try:
        found = of_these_records((p.name for p in Path(folder).iterdir()), installation)
    except OSError as problem:
        raise BadInput(f"{folder} can't be read: {os.strerror(problem.errno or 0)}.") from None
    if not found:
        raise BadInput(f"There is no backup of these records in {folder}.")
    return str(Path(folder) / found[0])

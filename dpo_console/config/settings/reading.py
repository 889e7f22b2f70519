"""Reads data/dpo.toml, refusing what it doesn't know, by key."""

import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.config.home.home import Home
from dpo_console.config.settings.records import IN_A_FILE, RecordsKept
from dpo_console.config.settings.settings import Settings
from dpo_console.errors import BadFile, BadInput
from dpo_console.lazy_import import later
from dpo_console.toml_file import Table, read_toml, toml_bytes, toml_table, toml_text
from dpo_console.toml_reader import read

if TYPE_CHECKING:
    from dpo_console.config.settings.writing import records_written
else:
    records_written = later("dpo_console.config.settings.writing.records_written")

_RECORDS = b"[records]"


def load_settings(home: Home, noted: list[BadFile] | None = None) -> Settings:
    """Read data/dpo.toml. Raises BadInput where there is no home, BadFile naming what is wrong.

    Every fault stands in `noted` if that is given, and the first of them is raised at the end.
    """
    if not _is_there(home):
        raise BadInput(
            f"There are no records at {home.root}: it has no data/dpo.toml. "
            f"Make them with: dpo-console init {home.root}"
        )
    if noted is not None:
        return settings_of(read_toml(home.settings, noted))
    return settings_in(home.settings, toml_bytes(home.settings))


def records_named(home: Home) -> RecordsKept:
    """Return the place of the records that data/dpo.toml names under [records] alone.

    Where that is a database, nothing else in the file counts. Raises BadFile for a wrong address.
    """
    try:
        content = home.settings.read_bytes()
    except OSError:
        return IN_A_FILE
    if _RECORDS not in content:
        return IN_A_FILE
    _, own = records_written.apart(toml_text(home.settings, content))
    table = toml_table(home.settings, own)
    return read(RecordsKept, table.table("records")) if "records" in table.names() else IN_A_FILE


@lru_cache(maxsize=8)
def settings_in(path: Path, content: bytes) -> Settings:
    """Read the settings that this content of a dpo.toml means. Raises BadFile naming the fault.

    Nobody changes settings once they are read, so the same content is read once.
    """
    return settings_of(toml_table(path, toml_text(path, content)))


def settings_of(table: Table) -> Settings:
    """Read the settings of a dpo.toml. Raises BadFile naming the fault."""
    settings = read(Settings, table)
    if not settings.commenced:
        return settings
    schools = tuple(replace(s, commenced=settings.commenced) for s in settings.schools)
    return replace(settings, schools=schools)


def _is_there(home: Home) -> bool:
    try:
        return home.settings.exists()
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise BadFile(
            home.settings, "", f"can't be read ({why}). This account needs the right to look there."
        ) from None

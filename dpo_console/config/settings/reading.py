"""Reads data/dpo.toml, refusing what it doesn't know, by key."""

import os
from functools import lru_cache
from pathlib import Path

from dpo_console.config.home.home import Home, is_usual
from dpo_console.config.settings.settings import RETIRED, Settings
from dpo_console.errors import BadFile, BadInput
from dpo_console.toml_file import Table, read_toml, toml_bytes, toml_table, toml_text
from dpo_console.toml_reader import read


def load_settings(home: Home, noted: list[BadFile] | None = None) -> Settings:
    """Read data/dpo.toml. Raises BadInput where there is no home, BadFile naming what is wrong.

    Every fault stands in `noted` if that is given, and the first of them is raised at the end.
    """
    if not _is_there(home):
        from shlex import quote  # it imports what a login banner never needs

        where = "" if is_usual(home) else f" {quote(str(home.root))}"
        raise BadInput(
            f"There are no records at {home.root}\n"
            "  To look around a made-up school:  dpo-console demo\n"
            f"  To make your own office:          dpo-console init{where}\n"
            "  To read the guide:                dpo-console guide\n"
            "If your records are in another folder: dpo-console --home FOLDER"
        )
    if noted is not None:
        return settings_of(read_toml(home.settings, noted))
    return settings_in(home.settings, toml_bytes(home.settings))


@lru_cache(maxsize=8)
def settings_in(path: Path, content: bytes) -> Settings:
    """Read the settings that this content of a dpo.toml means. Raises BadFile naming the fault.

    Nobody changes settings once they are read, so the same content is read once.
    """
    return settings_of(toml_table(path, toml_text(path, content)))


def settings_of(table: Table) -> Settings:
    """Read the settings of a dpo.toml. Raises BadFile naming the fault."""
    table.forget(RETIRED)
    settings = read(Settings, table)
    if not settings.commenced:
        return settings
    schools = tuple(s._replace(commenced=settings.commenced) for s in settings.schools)
    return settings._replace(schools=schools)


def _is_there(home: Home) -> bool:
    try:
        return home.settings.exists()
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise BadFile(
            home.settings, "", f"can't be read ({why}). This account needs the right to look there."
        ) from None

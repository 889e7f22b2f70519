"""Reads data/dpo.toml, refusing what it doesn't know, by key."""

import os
from dataclasses import replace

from dpo_console.config.home.home import Home
from dpo_console.config.settings.settings import Settings
from dpo_console.errors import BadFile, BadInput
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_reader import read


def load_settings(home: Home, noted: list[BadFile] | None = None) -> Settings:
    """Read data/dpo.toml. Raises BadInput where there is no home, BadFile naming what is wrong.

    Every fault stands in `noted` if that is given, and the first of them is raised at the end.
    """
    if not _is_there(home):
        raise BadInput(
            f"There are no records at {home.root}: it has no data/dpo.toml. "
            f"Make them with: dpo-console init {home.root}"
        )
    return settings_of(read_toml(home.settings, noted))


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

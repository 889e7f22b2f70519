"""How the texts of dpo.toml are taken: words for letters and screens, short names, a machine."""

import re
from pathlib import Path
from typing import Annotated

from dpo_console.errors import BadFile, BadInput
from dpo_console.text import clean, for_word, show_line
from dpo_console.toml_file import Table
from dpo_console.toml_marks import Take

_HOST = re.compile(r"([\w.\[][\w.:@%\[\]-]*)?")
_SLUG = re.compile(r"\w[\w.-]*")


def text(table: Table, key: str, default: str = "") -> str:
    """Return words that may stand in letters and on the screen. Raises BadFile."""
    try:
        return for_word(clean(table.take(key, str, default), key), key)
    except BadFile:
        raise
    except BadInput as problem:
        raise table.wrong(key, str(problem).removeprefix(f"{key}: ")) from None


def needed(table: Table, key: str, _default: str = "") -> str:
    """Return text that every entry needs. Raises BadFile."""
    value = text(table, key)
    if not value:
        raise table.wrong(key, "is missing; every entry needs it.")
    return value


def slug(table: Table, key: str, _default: str = "") -> str:
    """Return a short name for command lines, filters and folders. Raises BadFile."""
    value = needed(table, key)
    if not _SLUG.fullmatch(value):
        raise table.wrong(
            key, f"is {show_line(value, 60)!r}; use letters, digits and hyphens, without spaces."
        )
    return value


def whole_path(such_as: str) -> Take:
    """Return what takes a whole path, or ''. Raises BadFile with a path such as that one."""

    def take(table: Table, key: str, default: str) -> str:
        path = text(table, key, default)
        if path and not Path(path).is_absolute():
            raise table.wrong(key, f"is {path!r}; write the whole path, such as {such_as}.")
        return path

    return take


def host(table: Table, key: str, default: str = "") -> str:
    """Return a machine's name as ssh takes it, for people copy it in command lines.

    Raises BadFile.
    """
    value = text(table, key, default)
    if not _HOST.fullmatch(value):
        raise table.wrong(key, f"is {show_line(value, 60)!r}; write it like dpo.example.org.")
    return value


Text = Annotated[str, text]
Needed = Annotated[str, needed]
Slug = Annotated[str, slug]
Host = Annotated[str, host]

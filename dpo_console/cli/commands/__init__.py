"""The subcommands, one file a theme.

The help page and completion show a command's gist from `commands.txt`, and read no file. A file is
read when its command is called, so it imports at its top what the command needs. A command that
only reads must not wait for the ORM or for Word: it stands in another file than those that write.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

PROGRAM = "dpo-console "

Entries = Mapping[str, tuple[str, str]]
"""Each command's name, to its file in this folder and its gist: the first sentence of its help."""


@cache
def _tables() -> Mapping[str, Entries]:
    """Return the commands below each head of the table."""
    tables: dict[str, dict[str, tuple[str, str]]] = {}
    head = ""
    for line in Path(__file__).with_name("commands.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, file, gist = line.split(maxsplit=2)
            tables.setdefault(head, {})[name] = file, gist
        else:
            head = line
    return tables


def sections() -> Mapping[str, Entries]:
    """Return the commands of each section of the help page, by its title."""
    return {head: part for head, part in _tables().items() if not head.startswith(PROGRAM)}


def group_entries(name: str) -> Entries:
    """Return the subcommands of a group."""
    return _tables()[f"{PROGRAM}{name}"]

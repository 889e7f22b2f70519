"""The subcommands, one file a theme.

The help page and completion show a command's gist from `commands.toml`, and read no file. A file is
read when its command is called, so it imports at its top what the command needs. A command that
only reads must not wait for the ORM or for Word: it stands in another file than those that write.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

Entries = Mapping[str, tuple[str, str]]
"""Each command's name, to its file in this folder and its gist: the first sentence of its help."""


@cache
def _tables() -> Mapping[str, Mapping[str, Entries]]:
    import tomllib  # the login banner does without

    return tomllib.loads(Path(__file__).with_name("commands.toml").read_text("utf-8"))


def sections() -> Mapping[str, Entries]:
    """Return the commands of each section of the help page, by its title."""
    return _tables()["sections"]


def group_entries(name: str) -> Entries:
    """Return the subcommands of a group."""
    return _tables()["groups"][name]

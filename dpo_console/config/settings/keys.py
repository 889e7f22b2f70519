"""The keys that an office gives to the console's commands, under [keys] in data/dpo.toml."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dpo_console.toml_file import Table, lines_of

# Patterns as text: only who looks for a wrong key waits for re to compile them.
HEAD = r"\s*\[\[?\s*(?P<name>[^\]]*?)\s*\]\]?\s*(#.*)?"
ENTRY = r"\s*(?P<name>[\w\"'.\s-]+?)\s*="


def read_keys(table: Table, key: str, _default: Mapping[str, str]) -> Mapping[str, str]:
    """Return command ids with their keys, as typed; `a.b = "x"` and `"a.b" = "x"` are one.

    The console knows which commands and keys there are. Raises BadFile for what is no text.
    """
    return dict(_flat(table.table(key))) if table.has(key) else {}


def _flat(table: Table, before: str = "") -> Iterator[tuple[str, str]]:
    for name in table.names():
        if table.is_table(name):
            yield from _flat(table.table(name), f"{before}{name}.")
        else:
            yield f"{before}{name}", table.take(name, str)


def line_of(path: Path, command: str) -> int:
    """Return the line, from 1, that gives a command's key, or 0 if there is none."""
    here, wanted = "", f"keys.{command}"
    for number, line in enumerate(lines_of(path), 1):
        if head := re.fullmatch(HEAD, line):
            here = _bare(head["name"])
        elif (entry := re.match(ENTRY, line)) and _bare(f"{here}.{entry['name']}") == wanted:
            return number
    return 0


def _bare(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)


def where(path: Path, command: str) -> str:
    """`data/dpo.toml, line 12`, to begin a sentence with."""
    line = line_of(path, command)
    return f"data/{path.name}, line {line}" if line else f"data/{path.name}"

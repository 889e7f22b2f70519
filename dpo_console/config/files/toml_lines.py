"""The lines on which the keys of a TOML file stand, for sentences about them.

Reading a file tells no lines, so its text is looked through once more by these patterns. A key that
isn't found has the line of the table that it belongs to.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dpo_console.toml_file import lines_of

# Patterns as text: only who looks for a line waits for re to compile them.
_HEAD = r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?"
_ENTRY = r"\s*([\w\"'.\s-]+?)\s*="
_PLACE = r"(?:key|line) (.+?)(?:, column (\d+))?"
_SEVERAL = ('"""', "'''")


def line_of(lines: Sequence[str], key: str) -> int:
    """Return the line of a key, from 1, or 0 for a key of the file's top that isn't there.

    A key is written as readers name it: `people[2].role`, with entries numbered from 1.
    """
    found = dict(_keys(lines))
    while key and key not in found:
        key, _, last = key.rpartition(".")
        if not key and f"{last}[1]" in found:
            return found[f"{last}[1]"]
    return found.get(key, 0)


def _keys(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each key, as readers name it, with its line."""
    here, entries = "", dict[str, int]()
    for number, line in _outside_texts(lines):
        if head := re.fullmatch(_HEAD, line):
            here = _numbered(_bare(head[2]), entries, new=head[1] == "[[")
            yield here, number
        elif entry := re.match(_ENTRY, line):
            yield ".".join(filter(None, (here, _bare(entry[1])))), number


def _numbered(name: str, entries: dict[str, int], *, new: bool) -> str:
    """Return a table's name with the number of each entry of a list that it is, or stands in."""
    if new:
        entries[name] = entries.get(name, 0) + 1
    parts, path, plain = name.split("."), "", ""
    for part in parts:
        plain = f"{plain}.{part}" if plain else part
        number = f"[{entries[plain]}]" if plain in entries else ""
        path = f"{path}.{part}{number}" if path else f"{part}{number}"
    return path


def _outside_texts(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, apart from those inside a text of several lines."""
    ends = ""
    for number, line in enumerate(lines, 1):
        if not ends:
            yield number, line
            quote = next((q for q in _SEVERAL if q in line), "")
            ends = quote if quote and line.count(quote) % 2 else ""
        elif ends in line:
            ends = ""


def _bare(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)


def place_of(path: Path, where: str) -> tuple[int | None, int | None]:
    """Return the line and the column of the `where` of a BadFile, each None where it isn't known.

    `where` is `line 3`, `line 3, column 5` or `key people[2].role`.
    """
    place = re.fullmatch(_PLACE, where)
    if place is None:
        return None, None
    if where.startswith("line "):
        return int(place[1]), int(place[2]) if place[2] else None
    return line_of(lines_of(path), place[1]) or None, None


def shown_place(path: Path, key: str) -> str:
    """Return where a key stands, such as `data/dpo.toml, line 12`, to begin a sentence with."""
    line = line_of(lines_of(path), key)
    return f"data/{path.name}, line {line}" if line else f"data/{path.name}"

"""The place of the records in the text of a dpo.toml. All else in it stays as it is.

Where the records are in a database, the rest of the settings is there too, and [records] stays in
the file of each machine.
"""

import json
import re

_HEADER = re.compile(r"^\[records\][^\S\n]*(?:#.*)?$", re.M)
_SECTION = re.compile(r"^\[", re.M)
_PLACE = re.compile(r"^[^\S\n]*(?:database|service)[^\S\n]*=.*\n?", re.M)


def with_database(text: str, address: str) -> str:
    """Return the text with this database under [records], or with none."""
    line = f"database = {json.dumps(address)}\n" if address else ""
    found = _HEADER.search(text)
    if found is None:
        return f"{text.rstrip()}\n\n[records]\n{line}" if line else text
    start = found.end() + 1
    after = _SECTION.search(text, start)
    end = after.start() if after else len(text)
    head, section = f"{text[: found.end()]}\n", text[start:end]
    return f"{head}{line}{_PLACE.sub('', section)}{text[end:]}"


def apart(text: str) -> tuple[str, str]:
    """Return the text without [records], and [records] alone, or '' if it has none.

    The text ends in one line break, as it is kept.
    """
    found = _HEADER.search(text)
    if found is None:
        return f"{text.rstrip()}\n", ""
    after = _SECTION.search(text, found.end())
    end = after.start() if after else len(text)
    rest = f"{text[: found.start()].rstrip()}\n{text[end:]}"
    return f"{rest.strip()}\n", f"{text[found.start() : end].rstrip()}\n"


def together(rest: str, section: str) -> str:
    """Return a text with [records] at its end. `apart` returns the same two again."""
    return f"{rest}\n{section}" if section else rest

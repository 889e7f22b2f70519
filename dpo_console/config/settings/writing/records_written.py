"""The sections of a dpo.toml that belong to one machine. All else in its text stays as it is.

Where the records are in a database, the rest of the settings is there too. An administrator writes
these sections in the file of each machine: they say where the records are, who shares an account,
which program runs, and where backups and e-mails go.
"""

import json
import re

MACHINE = ("records", "service", "witness", "backup", "mail")
"""The sections that an administrator writes on each machine."""

_OWN = re.compile(rf"^\[(?:{'|'.join(MACHINE)})(?:\.\w+)?\][^\S\n]*(?:#.*)?$", re.M)
_HEADER = re.compile(r"^\[records\][^\S\n]*(?:#.*)?$", re.M)
_SECTION = re.compile(r"^\[", re.M)
_ABOUT_NEXT = re.compile(r"\n[^\S\n]*\n(?:[^\S\n]*(?:#.*)?\n)*\Z")
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
    """Return the text without the sections of MACHINE, and those alone.

    Where no database is named, the file is all there is, and the second is ''. The text ends in one
    line break, as it is kept.
    """
    if not _names_database(text):
        return f"{text.rstrip()}\n", ""
    rest, own, at = "", list[str](), 0
    for found in _OWN.finditer(text):
        end = _end(text, found.end())
        rest += f"{text[at : found.start()].rstrip()}\n"
        own.append(f"{text[found.start() : end].rstrip()}\n")
        at = end
    return f"{(rest + text[at:]).strip()}\n", "\n".join(own)


def _names_database(text: str) -> bool:
    found = _HEADER.search(text)
    return found is not None and bool(_PLACE.search(text, found.end(), _end(text, found.end())))


def _end(text: str, start: int) -> int:
    """Return the end of a section, before the comments on whatever follows it."""
    after = _SECTION.search(text, start)
    end = after.start() if after else len(text)
    found = _ABOUT_NEXT.search(text, start, end)
    return found.start() if found else end


def together(rest: str, own: str) -> str:
    """Return a text with a machine's own sections at its end. `apart` returns the two again."""
    return f"{rest}\n{own}" if own else rest

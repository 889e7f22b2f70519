"""The place of the records written into the text of a dpo.toml. All else in it stays as it is."""

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

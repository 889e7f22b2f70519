"""The titles of the letters, for callers that need nothing else: the catalogue reads slowly."""

import re
import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "catalogue"

_NAME = re.compile(r"[a-z][a-z-]*")


@cache
def letter_title(name: str) -> str:
    """Return a letter's title by its name, or the name in words for a letter that was dropped."""
    file = FOLDER / f"{name}.toml"
    if not _NAME.fullmatch(name) or not file.is_file():
        return name.replace("-", " ").capitalize()
    return str(tomllib.loads(file.read_text("utf-8"))["title"])

"""The titles of the letters, for those who only name them: the catalogue takes longer to read."""

import re
import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "catalogue"

_NAME = re.compile(r"[a-z][a-z-]*")


@cache
def letter_title(name: str) -> str:
    """A letter's title by its name; the name in words where there is no such letter any more."""
    file = FOLDER / f"{name}.toml"
    if not _NAME.fullmatch(name) or not file.is_file():
        return name.replace("-", " ").capitalize()
    return str(tomllib.loads(file.read_text("utf-8"))["title"])

"""The addressee of each letter: who it is written to, as its catalogue file says."""

import re
import tomllib
from enum import StrEnum
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


class To(StrEnum):
    """The role of a letter's addressee.

    HOLDER: a member of staff who holds data, or another place searched. AFFECTED: a person affected
    by a breach. CONSULTED: someone whose opinion the law asks for. TOLD: someone else who is asked
    or told something, such as a family or a former recipient. NOBODY: no single addressee.
    """

    REQUESTER = "requester"
    RECIPIENT = "recipient"
    HEAD = "head"
    HOLDER = "holder"
    AFFECTED = "person-affected"
    CONSULTED = "consulted"
    TOLD = "told"
    REGULATOR = "regulator"
    NOBODY = "nobody"

    @property
    def internal(self) -> bool:
        """True for a paper that stays in the office, which no requester may be sent."""
        return self in (To.HEAD, To.HOLDER)


TYPED = {
    To.HOLDER: "staff.addressee",
    To.AFFECTED: "breach.addressee",
    To.CONSULTED: "opinion.addressee",
    To.TOLD: "told.addressee",
}
"""The field in which the officer types the addressee, if the case doesn't name one."""

"""What a check of the office's files finds: where, what, what follows from it, and the remedy."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dpo_console.config.files.toml_lines import place_of
from dpo_console.errors import BadFile
from dpo_console.sentences import first_upper


class Level(StrEnum):
    """How much a finding matters. Only what is WRONG is refused, or unsafe."""

    WRONG = "wrong"
    MISSING = "missing"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFinding:
    """A sentence each on what was found in a file, what follows, and what to do.

    `line` and `column` count from 1, and are None where none is known or meant.
    """

    level: Level
    file: Path
    line: int | None = None
    column: int | None = None
    what: str
    why: str
    remedy: str


def of_fault(fault: BadFile, why: str, remedy: str) -> SettingsFinding:
    """Return the finding of a fault that a reader of files raised."""
    path = Path(fault.path)
    line, column = place_of(path, fault.where)
    place = fault.where if fault.where.startswith("key ") else ""
    what = f"{place.removeprefix('key ')} {fault.what}".strip()
    return SettingsFinding(
        level=Level.WRONG, file=path, line=line, column=column,
        what=first_upper(what) if not place else what, why=why, remedy=remedy,
    )  # fmt: skip

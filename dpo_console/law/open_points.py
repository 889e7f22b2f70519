"""What the law leaves open, kind by kind, and how it is shown: read from open_points.toml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from dpo_console.law.statutes import kinds, statute
from dpo_console.toml_file import read_toml
from dpo_console.toml_marks import Words, some_of
from dpo_console.toml_reader import read

FILE = Path(__file__).with_name("open_points.toml")

PLACES = (
    "due", "safe_by", "act_by", "target", "warning", "setting", "letter", "nowhere"
)  # fmt: skip
"""Where an officer meets an open point."""

_KINDS = some_of(kinds, empty="is empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """One point that the law leaves open; `kinds` are empty where it is about every kind.

    `says` is what is open, `shown` how dates and warnings take it, `appears` where (of PLACES).
    """

    kinds: Annotated[tuple[str, ...], _KINDS] = ()
    says: Words
    shown: Words
    appears: Annotated[tuple[str, ...], some_of(PLACES, empty="is empty.")]
    source: Words


def open_points(kind: str = "") -> tuple[OpenPoint, ...]:
    """The points of a kind, or all. Raises BadInput for no such kind, BadFile."""
    slug = statute(kind).kind if kind else ""
    return tuple(p for p in read_open_points() if not slug or not p.kinds or slug in p.kinds)


@cache
def read_open_points(path: Path = FILE) -> tuple[OpenPoint, ...]:
    """Every point in a file, in its order. Raises BadFile naming file and key."""
    table = read_toml(path)
    points = tuple(read(OpenPoint, entry) for entry in table.tables("point"))
    table.done()
    return points

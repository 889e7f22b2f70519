"""The points that the law leaves open, kind by kind, read from open_points.toml."""

from dataclasses import dataclass
from datetime import date
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
"""The places where an officer meets an open point."""

_KINDS = some_of(kinds, empty="is empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """One point that the law leaves open. Empty `kinds` means every kind.

    `says` is the open question. `shown` describes its treatment in dates and warnings. `appears`
    lists its PLACES. `looked` is the day on which it was last looked at.
    """

    kinds: Annotated[tuple[str, ...], _KINDS] = ()
    says: Words
    shown: Words
    appears: Annotated[tuple[str, ...], some_of(PLACES, empty="is empty.")]
    source: Words
    looked: date


def open_points(kind: str = "") -> tuple[OpenPoint, ...]:
    """Return the points of a kind, or all. Raises BadInput for an unknown kind, BadFile."""
    slug = statute(kind).kind if kind else ""
    return tuple(p for p in read_open_points() if not slug or not p.kinds or slug in p.kinds)


@cache
def read_open_points(path: Path = FILE) -> tuple[OpenPoint, ...]:
    """Read every point in a file, in order. Raises BadFile naming file and key."""
    table = read_toml(path)
    points = tuple(read(OpenPoint, entry) for entry in table.tables("point"))
    table.done()
    return points

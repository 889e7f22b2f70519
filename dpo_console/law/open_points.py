"""The points that the law leaves open, kind by kind, read from open_points.toml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dpo_console.law.statutes import kinds, statute
from dpo_console.toml_file import Table, read_toml

FILE = Path(__file__).with_name("open_points.toml")

PLACES = (
    "due", "safe_by", "act_by", "target", "warning", "setting", "letter", "nowhere"
)  # fmt: skip
"""The places where an officer meets an open point."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One point that the law leaves open. Empty `kinds` means every kind.

    `says` is the open question. `shown` describes its treatment in dates and warnings. `appears`
    lists its PLACES.
    """

    kinds: tuple[str, ...]
    says: str
    shown: str
    appears: tuple[str, ...]
    source: str


def open_points(kind: str = "") -> tuple[OpenPoint, ...]:
    """Return the points of a kind, or all. Raises BadInput for an unknown kind, BadFile."""
    slug = statute(kind).kind if kind else ""
    return tuple(p for p in read_open_points() if not slug or not p.kinds or slug in p.kinds)


@cache
def read_open_points(path: Path = FILE) -> tuple[OpenPoint, ...]:
    """Read every point in a file, in order. Raises BadFile naming file and key."""
    table = read_toml(path)
    points = tuple(_point(entry) for entry in table.tables("point"))
    table.done()
    return points


def _point(table: Table) -> OpenPoint:
    point = OpenPoint(
        kinds=_known(table, "kinds", kinds()) if table.has("kinds") else (),
        says=table.words("says"),
        shown=table.words("shown"),
        appears=_known(table, "appears", PLACES),
        source=table.words("source"),
    )
    table.done()
    return point


def _known(table: Table, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = table.texts(key)
    if not names:
        raise table.wrong(key, "is empty.")
    for name in names:
        if name not in known:
            raise table.wrong(key, f"has {name!r}, but must be of {', '.join(known)}.")
    return names

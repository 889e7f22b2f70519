"""A table for a spreadsheet, whose rows may come one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dpo_console.sentences import first_upper

Cell = str | int | float | date | datetime | None
"""A cell. A day and a minute stay what they are, so that a spreadsheet can sort and count them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, the heads of its columns, and its rows.

    `keys` name the columns in a CSV file, which scripts read. `heads` stand above them in XLSX.
    """

    name: str
    keys: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    heads: Sequence[str] = ()

    @property
    def titles(self) -> Sequence[str]:
        """The heads, or else the keys as words: `days_left` is “Days left”."""
        return self.heads or [first_upper(key.replace("_", " ")) for key in self.keys]


def sheet_of(name: str, rows: Sequence[Mapping[str, Cell]], keys: Sequence[str] = ()) -> Sheet:
    """Return the sheet of rows that all have the same keys. `keys` name them if there is none."""
    return Sheet(name, keys or tuple(rows[0] if rows else ()), (tuple(r.values()) for r in rows))


def moment_cell(text: str | None) -> Cell:
    """Return a day or a minute of ISO text as a cell."""
    if not text:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)

"""Days in a spreadsheet as a British office writes them. Ambiguous ones are refused."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from dpo_console.casework.importing.spreadsheet import FileCell
from dpo_console.errors import BadInput
from dpo_console.law.model import day_of
from dpo_console.text import show_line
from dpo_console.typed_days import parse_calendar_day

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_TIMED = re.compile(r"(.+?)(?:T|\s+)(\d{1,2}):(\d{2})(?::\d{2})?")
LAST_MONTH = 12


def is_month_first(cells: Iterable[FileCell]) -> bool:
    """Return True if a column has a day such as 10/13/2026, which only Americans write."""
    found = (_SLASHED.match(cell) for cell in cells if isinstance(cell, str))
    return any(one and int(one[2]) > LAST_MONTH >= int(one[1]) for one in found)


def moment_in(cell: FileCell, field: str, *, month_first: bool) -> date | datetime:
    """Return the day or minute of a cell.

    `month_first`: another row of the column has the month first, so 3/4/2026 could be either.
    Raises BadInput for a day that could be two days, or none.
    """
    if not isinstance(cell, str):
        return cell
    slashed, shown = _SLASHED.match(cell), repr(show_line(cell, 40))
    if slashed and len(slashed[3]) == len("26"):
        raise BadInput(f"{shown} has no whole year. Write it like 13/10/2026.", field)
    if slashed and month_first and int(slashed[1]) <= LAST_MONTH:
        raise BadInput(f"{shown} could be two days: other rows have the month first.", field)
    timed = _TIMED.fullmatch(cell)
    day = parse_calendar_day(timed[1] if timed else cell, field)
    if not timed:
        return day
    try:
        return datetime.combine(day, time(int(timed[2]), int(timed[3])))
    except ValueError:
        raise BadInput(f"{shown} has no such time of day.", field) from None


def day_in(cell: FileCell, field: str, *, month_first: bool) -> date:
    """Return the day of a cell. Raises BadInput as `moment_in` does."""
    return day_of(moment_in(cell, field, month_first=month_first))

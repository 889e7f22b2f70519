"""A sheet as CSV."""

import csv
from datetime import date, datetime
from typing import TextIO

from dpo_console.cli.sheets.sheet import Cell, Sheet
from dpo_console.text import spreadsheet, visible


def write_csv(sheet: Sheet, to: TextIO) -> None:
    """Write a sheet, safe on a terminal too. No cell of text is taken for a formula."""
    writer = csv.writer(to, lineterminator="\n")
    if sheet.keys:
        writer.writerow([spreadsheet(visible(key)) for key in sheet.keys])
    for row in sheet.rows:
        writer.writerow([_text(cell) for cell in row])


def _text(cell: Cell) -> str:
    """Return a cell as text: a day as 2026-10-13, a minute as 2026-10-13T09:30."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return spreadsheet(visible(cell))
    return str(cell) if isinstance(cell, int | float) else _moment(cell)


def _moment(cell: date) -> str:
    return cell.isoformat(timespec="minutes") if isinstance(cell, datetime) else cell.isoformat()

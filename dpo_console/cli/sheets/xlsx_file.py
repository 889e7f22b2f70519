"""A sheet as XLSX, written row by row: memory stays the same for any number of rows."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dpo_console.cli.sheets.sheet import Cell, Sheet
from dpo_console.text import visible

LONGEST_CELL = 32_000
"""The most characters of a cell. A spreadsheet holds 32,767, and a longer text would be lost."""

FIRST_DAY = date(1900, 3, 1)
"""The first day that every spreadsheet counts alike. An earlier one is written as text."""

WIDEST = 60


def write_xlsx(sheet: Sheet, path: Path, created: datetime) -> None:
    """Write a sheet to a new file. Its folder also holds the rows meanwhile, so it is private.

    `created` is the moment that the file tells.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with Workbook(str(path), options) as book:
        book.set_properties({"created": created.replace(tzinfo=None)})
        _SheetPage(book, sheet).write()


class _SheetPage:
    """One worksheet, with the formats of its cells. Text is text, whatever it begins with."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page: Worksheet = book.add_worksheet(sheet.name)
        self.head = book.add_format({"bold": True, "num_format": "@"})
        self.text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.number = book.add_format({"valign": "top"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self.minute = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"})

    def write(self) -> None:
        titles = self.sheet.titles
        self.page.freeze_panes(1, 0)
        for column, title in enumerate(titles):
            self.page.set_column(column, column, min(max(len(title), 12) + 2, WIDEST))
            self.page.write_string(0, column, visible(title), self.head)
        for number, row in enumerate(self.sheet.rows, 1):
            for column, cell in enumerate(row):
                self._cell(number, column, cell)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, date) and _day(cell) >= FIRST_DAY:
            is_minute = isinstance(cell, datetime)
            self.page.write_datetime(row, column, cell, self.minute if is_minute else self.day)
        elif isinstance(cell, int | float):
            self.page.write_number(row, column, cell, self.number)
        else:
            self.page.write_string(row, column, _shortened(visible(str(cell))), self.text)


def _day(cell: Any) -> date:  # noqa: ANN401 - a datetime is a date, and can't be compared with one
    return cell.date() if isinstance(cell, datetime) else cell


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_CELL:
        return text
    return f"{text[:LONGEST_CELL]} … ({len(text) - LONGEST_CELL:,} more characters)"

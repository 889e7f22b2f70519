"""The rows of a spreadsheet that somebody else made, CSV or XLSX. Nothing in it is trusted."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from openpyxl import load_workbook

from dpo_console.config.files.decoding import csv_rows, decoded
from dpo_console.config.files.packed import ENCRYPTED, refuse_bombs
from dpo_console.errors import BadFile
from dpo_console.text import counted, unspreadsheet

LARGEST = 10_000_000
"""The most bytes of a spreadsheet."""

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 200, 20_000

FileCell = str | date | datetime
FileRow = tuple[int, Sequence[FileCell]]
"""A row's number in the file, and its cells."""


class FileRows(NamedTuple):
    """The rows of a file. `doubt` is a sentence if its encoding was guessed, or ''."""

    rows: list[FileRow]
    doubt: str = ""


def rows_of(content: bytes, name: str) -> FileRows:
    """Return the rows that aren't blank, the one with the headings first.

    Raises BadFile for a file that is no CSV or XLSX, is too large, encrypted or damaged.
    """
    if content.startswith(ENCRYPTED):
        what = "is encrypted, or an old .xls file. Save it as .xlsx without a password."
        raise BadFile(name, "", what)
    packed = content.startswith(b"PK")
    text, doubt = ("", "") if packed else decoded(content, name)
    found = _xlsx(content, name) if packed else _csv(text, name)
    rows = [row for row in _within(found, name) if any(cell != "" for cell in row[1])]
    if len(rows) < 2:
        raise BadFile(name, "", "has no rows below its headings.")
    return FileRows(rows, doubt)


def _within(rows: Iterator[FileRow], name: str) -> Iterator[FileRow]:
    """Yield the rows. Raises BadFile for more rows, columns or words than a register has."""
    for number, cells in rows:
        if number > MOST_ROWS:
            raise BadFile(name, "", f"has more than {MOST_ROWS:,} rows. Import it in parts.")
        if len(cells) > MOST_COLUMNS:
            raise BadFile(name, f"row {number}", f"has {counted(len(cells), 'column')}.")
        for cell in cells:
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                raise BadFile(name, f"row {number}", f"has a cell of {len(cell):,} characters.")
        yield number, cells


def _csv(text: str, name: str) -> Iterator[FileRow]:
    if "\0" in text:
        raise BadFile(name, "", "is neither CSV nor XLSX. Save it as one of them.")
    for number, cells in csv_rows(text, name):
        yield number, [unspreadsheet(cell.strip()) for cell in cells]


def _xlsx(content: bytes, name: str) -> Iterator[FileRow]:
    """Yield the rows of the first sheet. Formulas count as the values saved with them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            refuse_bombs(packed, name)
    except BadFile:
        raise
    except Exception:  # a broken archive raises anything: zlib, ValueError, NotImplementedError
        raise BadFile(name, "", "is damaged or encrypted. Save it again as .xlsx.") from None
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl's are no sentences for an officer
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            page = book.worksheets[0]
            page.reset_dimensions()
            for number, cells in enumerate(page.iter_rows(values_only=True), 1):
                yield number, [_cell(cell) for cell in cells]
    except BadFile:
        raise
    except Exception:  # openpyxl raises what a damaged part makes it stumble over
        what = "can't be read as a spreadsheet. Save it again as .xlsx, without a password."
        raise BadFile(name, "", what) from None


def _cell(cell: object) -> FileCell:
    """Return a cell as a day, a minute or text. A number is written as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell if cell.time() != time() else cell.date()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, date) else str(cell).strip()

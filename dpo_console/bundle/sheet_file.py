"""A spreadsheet of a bundle: hidden sheets, rows, columns and cells, comments, and its words."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dpo_console.bundle.inspection import Finding, Inspection, PlacedWords, broken, shortened
from dpo_console.config.files.packed import refuse_bombs

SORT = "spreadsheet"
SPOILT = "It can't be read as a spreadsheet. Save it again as .xlsx, or print it to a PDF."
WHITE = "FFFFFFFF"
UNSHOWN_FORMAT = ";;;"
"""The number format that shows nothing."""

_PARTS = {
    "xl/externalLinks/": "It has links to other files, with what they held.",
    "xl/pivotCache/": "A pivot table holds all rows that it was made from.",
    "xl/model/": "A data model holds all rows that it was made from.",
    "xl/vbaProject": "It has macros.",
    "xl/embeddings/": "Other files are in it.",
    "xl/connections": "It names where its data come from.",
    "xl/persons/": "It names the people who wrote comments.",
}
"""Parts of a file that hold what no sheet shows, each with what to say of it."""


def inspect_sheet(data: bytes) -> Inspection:
    """Return what a spreadsheet hides. It has no pages until it is printed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            refuse_bombs(packed, "It")
            names = packed.namelist()
        book = load_workbook(io.BytesIO(data), data_only=True)
    except Exception:  # openpyxl raises whatever a damaged part makes it stumble over
        return broken(SORT, SPOILT)
    return Inspection(
        SORT,
        findings=tuple(dict.fromkeys((*_of_parts(names), *_of_book(book), *_of_sheets(book)))),
        words=tuple(PlacedWords(f"sheet “{sheet.title}”", _said(sheet)) for sheet in _sheets(book)),
        writers=tuple(dict.fromkeys(_writers(book))),
        unread=("its pictures",) if any("/media/" in name for name in names) else (),
    )


def _sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def _of_parts(names: list[str]) -> Iterator[Finding]:
    for start, what in _PARTS.items():
        if any(name.startswith(start) for name in names):
            yield Finding("", what)


def _writers(book: Workbook) -> Iterator[str]:
    for said in (book.properties.creator, book.properties.lastModifiedBy):
        if said and said != "openpyxl":
            yield said


def _of_book(book: Workbook) -> Iterator[Finding]:
    if any(named.hidden for named in book.defined_names.values()):
        yield Finding("", "It has names for cells that no sheet shows.")


def _of_sheets(book: Workbook) -> Iterator[Finding]:
    for sheet in _sheets(book):
        place = f"sheet “{sheet.title}”"
        if sheet.sheet_state != "visible":
            yield Finding(place, "The sheet is hidden.")
        if any(row.hidden or row.height == 0 for row in sheet.row_dimensions.values()):
            yield Finding(place, "Rows are hidden.")
        if any(column.hidden or column.width == 0 for column in sheet.column_dimensions.values()):
            yield Finding(place, "Columns are hidden.")
        yield from (Finding(place, what) for what in dict.fromkeys(_of_cells(sheet)))


def _of_cells(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell, Cell):  # the rest of merged cells
                continue
            if cell.comment:
                yield f"A comment can be opened: {shortened(str(cell.comment.text).split())}."
            if cell.value is not None and _is_unseen(cell):
                yield "Cells have words that aren't shown: white on white, or with no format."


def _is_unseen(cell: Cell) -> bool:
    colour: Any = cell.font.color.rgb if cell.font.color else None
    plain = cell.fill.fill_type is None
    return cell.number_format == UNSHOWN_FORMAT or (colour == WHITE and plain)


def _said(sheet: Worksheet) -> str:
    """Return the words of a sheet, a row a line."""
    rows = sheet.iter_rows(values_only=True)
    return "\n".join("\t".join(str(v) for v in row if v is not None) for row in rows)

"""Cells of a spreadsheet that no reader sees, although they have words."""

from collections.abc import Iterator
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from dpo_console.bundle.inspection import shortened

UNSHOWN_FORMAT = ";;;"
"""The number format that shows nothing."""

WHITE, BLACK = "FFFFFF", "000000"
THEME = {0: WHITE, 1: BLACK}
"""The colours of the ground and of words in every theme that Excel has."""

INDEXED = {0: BLACK, 1: WHITE, 8: BLACK, 9: WHITE, 64: BLACK, 65: WHITE}

ALIKE, SMALLEST = 24, 3
"""How much two colours may differ that no eye tells apart, and the lowest size that is read."""

LOWEST, NARROWEST = 2, 0.5
"""The lowest row, in points, and the narrowest column, in letters, that show their words."""

FAR_DOWN, FAR_ACROSS = 500, 50
"""The empty rows or columns after which nobody looks for another cell."""

UNSHOWN = "Cells have words that aren't shown: the colour of their ground, tiny or with no format."
FAR = "Cells have words far away from the others, from {} on."


def rows_hidden(sheet: Worksheet) -> bool:
    """Return True if any row shows nothing."""
    rows = sheet.row_dimensions.values()
    return any(r.hidden or (r.height is not None and r.height < LOWEST) for r in rows)


def columns_hidden(sheet: Worksheet) -> bool:
    """Return True if any column shows nothing."""
    return any(c.hidden or c.width < NARROWEST for c in sheet.column_dimensions.values())


def unseen_cells(sheet: Worksheet) -> Iterator[str]:
    """Yield what the cells of a sheet hide, a sentence each."""
    down, across = 0, 0
    for cell in cells_of(sheet):
        if cell.comment:
            yield f"A comment can be opened: {shortened(str(cell.comment.text).split())}."
        if cell.value is None:
            continue
        if is_unseen(cell):
            yield UNSHOWN
        if cell.row > down + FAR_DOWN or cell.column > across + FAR_ACROSS:
            yield FAR.format(cell.coordinate)
        down, across = max(down, cell.row), max(across, cell.column)


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells that a sheet has, row by row. Those between them are made up by openpyxl."""
    for _, cell in sorted(sheet._cells.items()):
        if isinstance(cell, Cell):  # not the rest of merged cells
            yield cell


def is_unseen(cell: Cell) -> bool:
    """Return True for a cell whose words have the colour of their ground, no format or no size."""
    if cell.number_format == UNSHOWN_FORMAT or (cell.font.sz or 11) < SMALLEST:
        return True
    words = _colour(cell.font.color, BLACK)
    ground = _colour(cell.fill.fgColor, WHITE) if cell.fill.fill_type == "solid" else WHITE
    known = words and ground and (cell.fill.fill_type in (None, "solid"))
    return bool(known) and _are_alike(words, ground)


def _colour(colour: Any, usual: str) -> str:  # noqa: ANN401 - openpyxl's own
    """Return a colour as RRGGBB, or '' if its theme decides."""
    if colour is None:
        return usual
    if colour.type == "rgb":
        return str(colour.rgb)[-6:]
    if colour.type == "indexed":
        return INDEXED.get(colour.indexed, "")
    return THEME.get(colour.theme, "") if not colour.tint else ""


def _are_alike(one: str, other: str) -> bool:
    try:
        parts = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
        return all(abs(a - b) < ALIKE for a, b in parts)
    except ValueError:
        return False

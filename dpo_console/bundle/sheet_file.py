"""A spreadsheet of a bundle: hidden sheets, rows, columns and cells, comments, and its words."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dpo_console.bundle.inspection import Finding, Inspection, PlacedWords, broken, shortened
from dpo_console.config.files.incoming import refuse_bombs
from dpo_console.errors import BadFile

_TEXT = re.compile(r">([^<>]*[^\W\d_]{2}[^<>]*)<")
_VALUE = re.compile(r"""=(?:"([^"]*[^\W\d_]{2}[^"]*)"|'([^']*[^\W\d_]{2}[^']*)')""")
"""The text of an element, and the value of an attribute, with two letters at least."""

UNTOLD = re.compile(
    r"\[Content_Types\]\.xml|.*theme/.*|.*styles.*\.xml|.*printerSettings.*|.*\.(?:bin|jpe?g|png|emf|wmf)",
    re.IGNORECASE,
)
"""Parts without words of anybody: looks, printers and pictures."""


def words_beside(packed: zipfile.ZipFile, shown: str) -> str:
    """Return the words of every part that stand in no text `shown`, a line each."""
    found: dict[str, None] = {}
    for part in packed.infolist():
        if not UNTOLD.fullmatch(part.filename):
            found |= dict.fromkeys(_words(packed.read(part).decode("utf-8", "replace")))
    return "\n".join(one for one in found if one not in shown)


def _words(part: str) -> Iterator[str]:
    if "<" not in part:
        yield from map(str.strip, part.splitlines())
    for text in _TEXT.findall(part):
        yield unescape(text).strip()
    for one, other in _VALUE.findall(part):
        yield unescape(one or other).strip()


SORT = "spreadsheet"
SPOILT = "It can't be read as a spreadsheet. Save it again as .xlsx, or print it to a PDF."

_PARTS = {
    "xl/externalLinks/": "It has links to other files, with what they held.",
    "xl/pivotCache/": "A pivot table holds all rows that it was made from.",
    "xl/model/": "A data model holds all rows that it was made from.",
    "xl/vbaProject": "It has macros.",
    "xl/embeddings/": "Other files are in it.",
    "xl/connections": "It names where its data come from.",
    "xl/persons/": "It names the people who wrote comments.",
    "xl/threadedComments/": "It has comments that can be opened.",
    "docProps/custom.xml": "It has properties of its own that no sheet shows.",
    "docProps/thumbnail": "It has a small picture of itself, perhaps of before.",
}
"""Parts of a file that hold what no sheet shows, each with what to say of it."""

_OTHER = "No sheet shows its part {}. Save it again without that part, or print it to a PDF."

_BY_NUMBER = frozenset(("worksheet", "chartsheet", "drawing", "chart", "image", "table"))
_LED_TO = _BY_NUMBER | {
    "officeDocument", "core-properties", "extended-properties", "sharedStrings", "styles", "theme",
    "themeOverride", "calcChain", "sheetMetadata", "vmlDrawing", "comments", "chartStyle",
    "chartColorStyle", "chartUserShapes", "printerSettings", "classificationlabels",
}  # fmt: skip
"""The relations that lead to what a sheet shows. Some parts say by number where one is shown."""

_FORMULA = re.compile(r"<(?:\w+:)?(?:f|formula\d?|definedName)\b[^>]*>([^<]+)<")
_STRING = re.compile(r'"[^"]*"')
_REACHES_OUT = re.compile(
    r"\b(?:HYPERLINK|WEBSERVICE|IMAGE|RTD|CALL|REGISTER)\s*\(|\|", re.IGNORECASE
)
"""Functions that open or load something, and the sign by which a formula starts a program."""


def inspect_sheet(data: bytes) -> Inspection:
    """Return what a spreadsheet hides. It has no pages until it is printed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            refuse_bombs(packed, "It")
            names, beside = packed.namelist(), [*_of_parts(packed), *_of_formulas(packed)]
            book = load_workbook(io.BytesIO(data), data_only=True)
            words = [PlacedWords(f"sheet “{one.title}”", _said(one)) for one in _sheets(book)]
            shown = "\n".join(one.text for one in words)
            words.append(PlacedWords("its other parts", words_beside(packed, shown)))
    except BadFile as bad:
        return broken(SORT, bad.of_it)
    except Exception:  # openpyxl raises whatever a damaged part makes it stumble over
        return broken(SORT, SPOILT)
    return Inspection(
        SORT,
        findings=tuple(dict.fromkeys((*beside, *_of_book(book), *_of_sheets(book)))),
        words=tuple(one for one in words if one.text.strip()),
        writers=tuple(dict.fromkeys(_writers(book))),
        unread=("its pictures",) if any("/media/" in name for name in names) else (),
    )


def _sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def _of_parts(packed: zipfile.ZipFile) -> Iterator[Finding]:
    """Yield each part that nothing shown leads to, and parts of one name."""
    parts = [name for name in packed.namelist() if not name.endswith("/")]
    for name in sorted(set(parts) - _led_to(packed)):
        known = (what for start, what in _PARTS.items() if name.startswith(start))
        yield Finding("", next(known, _OTHER.format(name)))
    if len({name.casefold() for name in parts}) != len(parts):
        yield Finding("", "It has two parts of the same name.")


def _led_to(packed: zipfile.ZipFile) -> set[str]:
    """Return the parts that a reader of the spreadsheet is led to (ECMA-376 part 2, 6.5)."""
    parts, found, ahead = set(packed.namelist()), {"[Content_Types].xml"}, [""]
    while ahead:
        part = ahead.pop()
        relations = get_rels_path(part)
        if relations not in parts:
            continue
        found.add(relations)
        said = packed.read(part).decode("utf-8", "replace") if part else ""
        for one in get_dependents(packed, relations):
            kind, shown = one.Type.rpartition("/")[2], re.search(rf"""["']{one.Id}["']""", said)
            is_led_to = kind in _LED_TO and (shown or kind not in _BY_NUMBER)
            if one.TargetMode != "External" and is_led_to and one.Target not in found:
                found.add(one.Target)
                ahead.append(one.Target)
    return found


def _of_formulas(packed: zipfile.ZipFile) -> Iterator[Finding]:
    for name in packed.namelist():
        if name.startswith("xl/") and name.endswith(".xml"):
            for formula in _FORMULA.findall(packed.read(name).decode("utf-8", "replace")):
                if _REACHES_OUT.search(_STRING.sub("", unescape(formula))):
                    told = shortened([unescape(formula)[:60]])
                    yield Finding("", f"A formula leads out of the file: {told}. Keep its value.")


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
        if rows_hidden(sheet):
            yield Finding(place, "Rows are hidden.")
        if any(c.hidden or c.width < NARROWEST for c in sheet.column_dimensions.values()):
            yield Finding(place, "Columns are hidden.")
        yield from (Finding(place, what) for what in dict.fromkeys(unseen_cells(sheet)))


def _said(sheet: Worksheet) -> str:
    """Return the title and the words of a sheet, a row a line."""
    rows: dict[int, list[str]] = {}
    for cell in cells_of(sheet):
        if cell.value is not None:
            rows.setdefault(cell.row, []).append(str(cell.value))
    return "\n".join((sheet.title, *("\t".join(row) for row in rows.values())))


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

"""Text files of somebody's own: read as they say they are written, or as Windows writes them.

A character that can't be read is never replaced in silence, because it may stand in a name.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TypeVar

from dpo_console.errors import BadFile
from dpo_console.text import counted, fold

GUESSED = (
    "Accented letters may be wrong: check any names. To avoid this, save the file as UTF-8 (“CSV "
    "UTF-8” in Excel)."
)

_LOOKED_AT = 1000
_MOSTLY = 0.4
"""The share of zero bytes at even or odd places from which a text is UTF-16."""


class Decoded(NamedTuple):
    """The text of a file. `doubt` is a sentence if its encoding was guessed, or ''."""

    text: str
    doubt: str = ""


def decoded(content: bytes, name: Path | str) -> Decoded:
    """Return a file's text. Raises BadFile with the line of a character that can't be read."""
    if encoding := _utf_16(content):
        return Decoded(_strictly(content, encoding, name).removeprefix("\ufeff"))
    try:
        return Decoded(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Decoded(_strictly(content, "cp1252", name), GUESSED)


def _utf_16(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16-le" if content.startswith(b"\xff") else "utf-16-be"
    head = content[:_LOOKED_AT]
    if head[1::2].count(0) > _MOSTLY * len(head) and head[::2].count(0) == 0:
        return "utf-16-le"
    if head[::2].count(0) > _MOSTLY * len(head) and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _strictly(content: bytes, encoding: str, name: Path | str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        before = content[: problem.start].decode(encoding, "replace")
        line = before.count("\n") + 1
        raise BadFile(
            name,
            f"line {line}",
            "has a character that can't be read. Save the file as UTF-8 (“CSV UTF-8” in Excel).",
        ) from None


def csv_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a CSV file with the line on which it begins. Raises BadFile.

    The cells are apart by what the first line has most of: commas, semicolons or tabs.
    """
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(name, f"line {number}", f"is not sound CSV ({error}).") from None


LARGEST = 10_000_000
"""The most bytes of a spreadsheet that is imported."""

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 200, 20_000

Cells = TypeVar("Cells", bound=Sequence[object])


def within_limits(rows: Iterable[tuple[int, Cells]], name: str) -> Iterator[tuple[int, Cells]]:
    """Yield the rows, the one with the headings first.

    Raises BadFile for more rows, columns or words than a register or a schedule has.
    """
    for below, (number, cells) in enumerate(rows):
        if below > MOST_ROWS:
            raise BadFile(name, "", f"has more than {MOST_ROWS:,} rows. Import it in parts.")
        if len(cells) > MOST_COLUMNS:
            raise BadFile(name, f"row {number}", f"has {counted(len(cells), 'column')}.")
        for cell in cells:
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                raise BadFile(name, f"row {number}", f"has a cell of {len(cell):,} characters.")
        yield number, cells


def plain_heading(typed: str) -> str:
    """Return the heading of a column as headings are compared."""
    return " ".join(fold(typed).replace("_", " ").replace("-", " ").split())

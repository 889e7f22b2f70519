"""Files of somebody's own that are taken in: opened, unpacked and decoded.

A text is read as it says it is written, or as Windows writes it. A character that can't be read is
never replaced in silence, because it may stand in a name.
"""

import csv
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from dpo_console.errors import BadFile
from dpo_console.text import counted, fold

LARGEST = 10_000_000
"""The most bytes of a spreadsheet that is imported."""

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 200, 20_000

Cells = TypeVar("Cells", bound=Sequence[object])

UNPACKED = 50_000_000
"""The most bytes to which a file may unpack."""

ENCRYPTED = b"\xd0\xcf\x11\xe0"
"""The first bytes of an old or encrypted Office file."""

GUESSED = (
    "Accented letters may be wrong: check any names. To avoid this, save the file as UTF-8 (“CSV "
    "UTF-8” in Excel)."
)

_LOOKED_AT = 1000
_MOSTLY = 0.4
"""The share of zero bytes at even or odd places from which a text is UTF-16."""


def read_file(path: Path, largest: int) -> bytes:
    """Return the content of a file. Raises BadFile if it can't be read, or is too large."""
    with open_file(path) as file:
        return within(file.read(largest + 1), largest, path)


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read it. Raises BadFile if it can't be read, or is a device."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadFile(path, "", "is no file but a device or a pipe. Name a file.")
            yield file
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "its name means nothing"
        raise BadFile(path, "", f"can't be read: {why}.") from None


def within(content: bytes, largest: int, name: Path | str) -> bytes:
    """Return the content unless it is too large. Raises BadFile."""
    if len(content) > largest:
        raise BadFile(name, "", f"is larger than {largest / 1_000_000:g} MB. Is it the right file?")
    return content


def refuse_bombs(packed: zipfile.ZipFile, name: str) -> None:
    """Raise BadFile for a file that unpacks to too much, or whose XML declares entities.

    A damaged or encrypted one raises anything.
    """
    parts = packed.infolist()
    size = sum(part.file_size for part in parts)
    if size > UNPACKED:
        raise BadFile(name, "", f"unpacks to {size // 1_000_000:,} MB. Is it the right file?")
    for part in parts:
        if _declares(packed, part):
            what = "declares XML entities, which no such file needs."
            raise BadFile(name, f"part {part.filename}", what)


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    return is_xml and b"<!DOCTYPE" in packed.read(part).upper()


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

"""A table given as the officer asked: drawn, or as CSV, XLSX or JSON, on stdout or into a file."""

import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, TypeVar

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.own_files import path_to_write
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import text_option
from dpo_console.cli.output import document, print_file, refuse_terminal
from dpo_console.config.files.folders import private_folder, replace_file, write_new
from dpo_console.errors import BadInput, Refused
from dpo_console.lazy_import import later
from dpo_console.sentences import first_upper
from dpo_console.text import spreadsheet, visible

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet
else:
    xlsxwriter = later("xlsxwriter")

FORMATS = ("csv", "xlsx", "json")

STDOUT = "-"

WORKING = ".tmp-sheet-"
"""The prefix of the folder in data/ that holds a spreadsheet while it is made."""

LONGEST_CELL = 32_000
"""The most characters of a cell. A spreadsheet holds 32,767, and a longer text would be lost."""

FIRST_DAY = date(1900, 3, 1)
"""The first day that every spreadsheet counts alike. An earlier one is written as text."""

WIDEST = 60

Cell = str | int | float | date | datetime | None
"""A cell. A day and a minute stay what they are, so that a spreadsheet can sort and count them."""

Command = TypeVar("Command", bound=Callable[..., object])


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


class AskedFormat(NamedTuple):
    """A format as asked for, or None, and where to: a file, '-' for stdout, or '' for not said."""

    form: str | None
    output: str


def sheet_options(command: Command) -> Command:
    """Add --format and -o to a command, as `form` and `output`."""
    output = text_option("-o", "FILE", "Write a new file. - for stdout.", "--output")
    form = click.option(
        "--format", "form", type=click.Choice(FORMATS), help="For a spreadsheet or a script."
    )
    return form(output(command))


def give(
    invocation: Invocation,
    desk: Desk,
    given: AskedFormat,
    sheet: Callable[[], Sheet],
    as_json: Callable[[], object],
    draw: Callable[[], None],
) -> None:
    """Draw a table, or give it in the format asked for.

    Raises NotAllowed for people who share an account and name a file, Refused if it can't be
    written, BadInput for a file without a format.
    """
    form, output = given
    if form is None and output:
        raise BadInput("Say in which format: --format csv, xlsx or json.")
    if form is None and not invocation.json:
        return draw()
    if form in (None, "json") and output in ("", STDOUT):
        return document(as_json())
    if form == "csv" and output in ("", STDOUT) and not invocation.json:
        return write_csv(sheet(), sys.stdout)
    if output in ("", STDOUT):
        return _pour(invocation, desk, sheet(), form or "")
    content = _json(as_json()) if form == "json" else _content(desk, sheet(), form or "")
    return write_file(invocation, desk, output, content)


def _pour(invocation: Invocation, desk: Desk, sheet: Sheet, form: str) -> None:
    """Print a spreadsheet's bytes, or with --json how many there are."""
    if invocation.json:
        content = _content(desk, sheet, form)
        return document({"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    refuse_terminal("A spreadsheet", "... --format xlsx > FILE.xlsx")
    sys.stdout.buffer.write(_content(desk, sheet, form))
    return None


def _content(desk: Desk, sheet: Sheet, form: str) -> bytes:
    if form == "csv":
        text = io.StringIO()
        write_csv(sheet, text)
        return text.getvalue().encode()
    return _xlsx(desk, sheet)


def _xlsx(desk: Desk, sheet: Sheet) -> bytes:
    """Return a spreadsheet, made in a private folder: it names people."""
    with private_folder(desk.home.data, WORKING) as place:
        path = place / "sheet.xlsx"
        _write_xlsx(sheet, path, desk.clock())
        return path.read_bytes()


def _json(value: object) -> bytes:
    return f"{json.dumps(value, indent=2, ensure_ascii=True)}\n".encode()


def write_file(
    invocation: Invocation, desk: Desk, output: str, content: bytes, replaces: bytes = b""
) -> None:
    """Write a file, mode 0600, and print its path.

    It is a new one, or takes the place of an earlier one that holds the mark `replaces`. Raises
    NotAllowed for people who share an account, Refused if it can't be written.
    """
    path = path_to_write(desk, output)
    try:
        if replaces and path.is_file() and replaces in path.read_bytes():
            replace_file(path, content)
        else:
            write_new(path, content)
    except FileExistsError:
        raise Refused(f"{path} exists already. Name another file.") from None
    except OSError as problem:
        raise Refused(f"{path} can't be written ({problem.strerror}). Name another.") from None
    print_file(invocation, path, hashlib.sha256(content).hexdigest())


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
    return str(cell) if isinstance(cell, int | float) else _moment_text(cell)


def _moment_text(cell: date) -> str:
    return cell.isoformat(timespec="minutes") if isinstance(cell, datetime) else cell.isoformat()


def _write_xlsx(sheet: Sheet, path: Path, created: datetime) -> None:
    """Write a sheet to a new file. Its folder also holds the rows meanwhile, so it is private.

    `created` is the moment that the file tells.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": created.replace(tzinfo=None)})
        _SheetPage(book, sheet).write()


class _SheetPage:
    """One worksheet, with the formats of its cells. Text is text, whatever it begins with."""

    def __init__(self, book: "xlsxwriter.Workbook", sheet: Sheet) -> None:
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

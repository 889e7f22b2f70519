"""A table given as the officer asked: drawn, or as CSV, XLSX or JSON, on stdout or into a file."""

import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple, TextIO, TypeVar

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.own_files import path_to_write
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import text_option
from dpo_console.cli.output import document, print_file, refuse_terminal
from dpo_console.cli.sheets.sheet import Cell, Sheet
from dpo_console.config.files.folders import private_folder, replace_file, write_new
from dpo_console.errors import BadInput, Refused
from dpo_console.text import spreadsheet, visible

FORMATS = ("csv", "xlsx", "json")
STDOUT = "-"
WORKING = ".tmp-sheet-"
"""The prefix of the folder in data/ that holds a spreadsheet while it is made."""

Command = TypeVar("Command", bound=Callable[..., object])


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
    from dpo_console.cli.sheets.xlsx_file import write_xlsx

    with private_folder(desk.home.data, WORKING) as place:
        path = place / "sheet.xlsx"
        write_xlsx(sheet, path, desk.clock())
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
    return str(cell) if isinstance(cell, int | float) else _moment(cell)


def _moment(cell: date) -> str:
    return cell.isoformat(timespec="minutes") if isinstance(cell, datetime) else cell.isoformat()

"""The lists of an office: `register` of releases, to publish or in full, and `log` of requests."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.cases.reports.log import Log, log_of
from dpo_console.cases.reports.register import (
    FullRow,
    Register,
    RegisterRow,
    full_lines,
    processor_lines,
    public_lines,
)
from dpo_console.cases.reports.register import register as read_register
from dpo_console.cases.sharing.fitting import ProcessorRow, processors
from dpo_console.casework.reports import papers
from dpo_console.cli.commands.letters.letter_lines import print_way_home
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import day_option, subcommand, text_option
from dpo_console.cli.output import (
    Json,
    columns,
    document,
    moment,
    narrate,
    pour,
    print_file,
    refuse_terminal,
    say,
)
from dpo_console.cli.sheets import (
    FORMATS,
    STDOUT,
    AskedFormat,
    Cell,
    Sheet,
    give,
    sheet_of,
    sheet_options,
)
from dpo_console.errors import BadInput
from dpo_console.text import day_words

SHOWN = ("Reference", "Received", "Kind", "Requester", "About", "Outcome")
"""The columns that a terminal has room for."""

Block = tuple[str, Sequence[tuple[str, str]]]
"""The head of a release or contract, and its lines."""


@subcommand()
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, "word"]), help="For a file or script."
)
@text_option("-o", "FILE", "Write a new file. - for stdout.", "--output")
@click.option("--internal", is_flag=True, help="Every release in full, not for publication.")
@click.option(
    "--processors", "in_role", is_flag=True, help="Processors and joint controllers, by contract."
)
def register(
    invocation: Invocation, form: str | None, output: str, internal: bool, in_role: bool
) -> None:
    """List releases to organisations. It names no pupil and nothing that would tip somebody off.

    Two more are for the DPO, the approver and an auditor. --internal lists every release, with all
    that is known of it. --processors lists contracts, sub-processors, reviews and exit days (UK
    GDPR Art 28 and 30). A Word file is written below exports/register/, or with -o where you
    say.

    \b
      dpo-console register
      dpo-console register --format csv > register.csv
      dpo-console register --format word
      ssh host dpo-console register --format word -o - > register.docx
      dpo-console register --internal
      dpo-console register --processors --format xlsx -o processors.xlsx
    """
    desk = invocation.desk()
    given = AskedFormat(form, output)
    if in_role:
        return _show_in_role(invocation, desk, given)
    if form == "word" and output == STDOUT:
        return _pour(invocation, desk, full=internal)
    if form == "word":
        return _write(invocation, desk, output, full=internal)
    return (_show_full if internal else _show)(invocation, desk, given)


def _pour(invocation: Invocation, desk: Desk, *, full: bool) -> None:
    line = "register --format word -o - > register.docx"
    if not invocation.json:
        refuse_terminal("A Word file", line)
    made = papers.register_bytes(desk, full=full)
    if not full:
        _warn(read_register(desk))
    if invocation.json:
        return document({"bytes": len(made)})
    return pour(made, "A Word file", line)


def _write(invocation: Invocation, desk: Desk, to: str, *, full: bool) -> None:
    written = papers.write_register(desk, full=full, to=to)
    invocation.saved = True
    print_file(invocation, written.path, written.sha256)
    print_way_home(fetch_line(desk, written.path))
    if not full:
        _warn(read_register(desk))


def _show(invocation: Invocation, desk: Desk, given: AskedFormat) -> None:
    found = read_register(desk)
    keys = tuple(field.name for field in fields(RegisterRow))
    _give(invocation, desk, given, found.rows, keys, lambda: _print(map(_public, found.rows)))
    narrate(found.counted)
    _warn(found)


def _show_full(invocation: Invocation, desk: Desk, given: AskedFormat) -> None:
    found = papers.full_register_shown(desk)
    narrate(papers.NOT_FOR_PUBLICATION)
    keys = tuple(field.name for field in fields(FullRow))
    _give(invocation, desk, given, found, keys, lambda: _print(map(_in_full, found)))


def _show_in_role(invocation: Invocation, desk: Desk, given: AskedFormat) -> None:
    """Show the processors and joint controllers. Raises BadInput for a Word file of them."""
    if given.form == "word":
        raise BadInput("The register of processors is a sheet: --format csv, xlsx or json.")
    found = processors(desk)
    keys = tuple(field.name for field in fields(ProcessorRow))
    _give(invocation, desk, given, found, keys, lambda: _print(map(_contract, found)))


def _give(
    invocation: Invocation,
    desk: Desk,
    given: AskedFormat,
    found: Sequence[RegisterRow] | Sequence[FullRow] | Sequence[ProcessorRow],
    keys: Sequence[str],
    draw: Callable[[], None],
) -> None:
    give(
        invocation,
        desk,
        given,
        lambda: sheet_of("Register", [_cells(row) for row in found], keys),
        lambda: [_json(row) for row in found],
        draw,
    )


def _warn(found: Register) -> None:
    """Name the cases that are left out because their own words name a pupil."""
    if found.naming:
        narrate(f"Not published (a name, or a clerk's words): {', '.join(found.naming)}.")


def _cells(release: RegisterRow | FullRow | ProcessorRow) -> dict[str, Cell]:
    """Return one release of a register. Its keys are also the columns of the CSV file."""
    row = {field.name: getattr(release, field.name) for field in fields(release)}
    return {name: "; ".join(v) if isinstance(v, tuple) else v for name, v in row.items()}


def _json(release: RegisterRow | FullRow | ProcessorRow) -> Json:
    row = {field.name: getattr(release, field.name) for field in fields(release)}
    return {name: moment(v) if isinstance(v, date) else v for name, v in row.items()}


def _print(blocks: Iterable[Block]) -> None:
    """Print a block of lines for each release or contract, under its head."""
    for head, lines in blocks:
        say(head)
        columns(lines, indent=2)
        say("")


def _public(row: RegisterRow) -> Block:
    return f"{row.organisation} ({row.organisation_type})   {row.reference}", public_lines(row)


def _in_full(row: FullRow) -> Block:
    who = row.organisation or row.recipient
    return f"{who} ({row.organisation_type})   {row.reference}", full_lines(row)


def _contract(row: ProcessorRow) -> Block:
    return f"{row.organisation} ({row.role.lower()})   {row.reference}", processor_lines(row)


@subcommand()
@text_option("--kind", "KIND", "Only this kind, with all its columns.")
@day_option("--from", "Received on this day or later.", "since")
@day_option("--to", "Received by this day.", "until")
@sheet_options
def log(
    invocation: Invocation,
    kind: str,
    since: date | None,
    until: date | None,
    form: str | None,
    output: str,
) -> None:
    """List every request received, or every request of one kind in full.

    With --kind, days, case details and checks follow in columns of their own. For breaches that is
    the record of UK GDPR Art 33(5): the facts, the effects and what was done.

    \b
      dpo-console log --from 2026-09-01
      ssh host dpo-console log --kind breach --format xlsx > breaches.xlsx
    """
    desk = invocation.desk()
    found = log_of(desk, kind, since, until)
    give(
        invocation,
        desk,
        AskedFormat(form, output),
        lambda: Sheet("Log", found.heads, found.lines),
        lambda: [
            {
                head: moment(cell) if isinstance(cell, date) else cell
                for head, cell in zip(found.heads, line, strict=True)
            }
            for line in found.lines
        ],
        lambda: _draw(found),
    )


def _draw(found: Log) -> None:
    places = [found.heads.index(head) for head in SHOWN]
    lines = [tuple(_words(line[place]) for place in places) for line in found.lines]
    if lines:
        columns(lines, SHOWN)
    else:
        narrate("No request was received in these days.")


def _words(cell: object) -> str:
    return day_words(cell) if isinstance(cell, date) else str(cell or "")

"""The registers of releases: the one to publish, and the full one."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.cases.reports.register import FullRow, Register, RegisterRow, full_register
from dpo_console.cases.reports.register import register as read_register
from dpo_console.cli.as_json.values import Json, moment
from dpo_console.cli.commands.letters.letter_lines import print_way_home
from dpo_console.cli.commands.reports.register_lines import print_full_register, print_register
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import csv_file, document, narrate, say


@click.command(cls=Subcommand)
@click.option(
    "--format", "form", type=click.Choice(["csv", "json", "word"]), help="For a file or script."
)
@click.option("--internal", is_flag=True, help="Every release in full, not for publication.")
@click.pass_obj
def register(invocation: Invocation, form: str | None, internal: bool) -> None:
    """List releases to organisations. It names no pupil and nothing that would tip somebody off.

    The internal one is for the DPO, the approver and an auditor: every release, with all that is
    known of it. A Word file is written below exports/register/.

    \b
      dpo-console register
      dpo-console register --format csv > register.csv
      dpo-console register --format word
      dpo-console register --internal
    """
    desk = invocation.desk()
    if form == "word":
        _write(invocation, desk, full=internal)
    elif internal:
        _show_full(invocation, desk, form)
    else:
        _show(invocation, desk, form)


def _write(invocation: Invocation, desk: Desk, *, full: bool) -> None:
    from dpo_console.casework.reports.register_word import write_register

    written = write_register(desk, full=full)
    invocation.saved = True
    if invocation.json:
        document({"path": str(written.path), "sha256": written.sha256})
    else:
        say(str(written.path))
    print_way_home(fetch_line(desk, written.path))
    if not full:
        _warn(read_register(desk))


def _show(invocation: Invocation, desk: Desk, form: str | None) -> None:
    found = read_register(desk)
    rows = [_json(row) for row in found.rows]
    _print(invocation, form, rows, lambda: print_register(found.rows))
    narrate(found.counted)
    _warn(found)


def _show_full(invocation: Invocation, desk: Desk, form: str | None) -> None:
    from dpo_console.casework.reports.register_word import NOT_FOR_PUBLICATION

    found = full_register(desk)
    narrate(NOT_FOR_PUBLICATION)
    rows = [_json(row) for row in found]
    _print(invocation, form, rows, lambda: print_full_register(found))


def _print(
    invocation: Invocation,
    form: str | None,
    rows: Sequence[Json],
    draw: Callable[[], None],
) -> None:
    if invocation.json or form == "json":
        document(rows)
    elif form == "csv":
        csv_file(rows)
    else:
        draw()


def _warn(found: Register) -> None:
    """Name the cases that are left out because their own words name a pupil."""
    if found.naming:
        narrate(f"Not published, because their words name a pupil: {', '.join(found.naming)}.")


def _json(release: RegisterRow | FullRow) -> Json:
    """Return one release of a register. Its keys are also the columns of the CSV file."""
    row = {field.name: getattr(release, field.name) for field in fields(release)}
    return {name: moment(v) if isinstance(v, date) else v for name, v in row.items()}

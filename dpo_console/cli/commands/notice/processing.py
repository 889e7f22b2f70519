"""The record of processing activities: `notice record`."""

from dataclasses import fields
from datetime import date

from dpo_console.cases.reports.processing import Processing, record_of_processing
from dpo_console.cli.commands.notice.publishing import SCHOOL
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, say
from dpo_console.cli.sheets.giving import AskedFormat, give, sheet_options
from dpo_console.cli.sheets.sheet import Cell, sheet_of

KEYS = tuple(field.name for field in fields(Processing))


@subcommand()
@SCHOOL
@sheet_options
def record(invocation: Invocation, school: str, form: str | None, output: str) -> None:
    """List every use of personal data: the record of processing (UK GDPR Art 30).

    \b
      dpo-console notice record
      dpo-console notice record --format xlsx -o record.xlsx
    """
    desk = invocation.desk()
    found = record_of_processing(desk, school)
    give(
        invocation,
        desk,
        AskedFormat(form, output),
        lambda: sheet_of("Record of processing", [_cells(row) for row in found], KEYS),
        lambda: [_json(row) for row in found],
        lambda: _draw(found),
    )


def _draw(found: tuple[Processing, ...]) -> None:
    for row in found:
        say(f"{row.school}, {row.people}: {row.purpose}")
        told = {key: value for key, value in _json(row).items() if key not in ("school", "purpose")}
        columns([(key.capitalize(), value) for key, value in told.items() if value], indent=2)
        say("")


def _cells(row: Processing) -> dict[str, Cell]:
    return {key: getattr(row, key) for key in KEYS}


def _json(row: Processing) -> dict[str, str]:
    return {
        key: value.isoformat() if isinstance(value, date) else str(value)
        for key, value in _cells(row).items()
    }

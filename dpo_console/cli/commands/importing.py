"""A register of requests, taken over row by row: `import cases`."""

from pathlib import Path

import click

from dpo_console.casework.importing.cases import Imported, ImportedRow, import_cases
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import OVERRIDE, subcommand
from dpo_console.cli.output import Json, columns, document, moment, narrate
from dpo_console.config.files.incoming import LARGEST
from dpo_console.errors import BadInput
from dpo_console.text import counted


@click.group(name="import", cls=LoadingGroup)
def import_() -> None:
    """Log the cases of a register that you kept before.

    \b
      dpo-console import cases register.xlsx --dry-run
    """


@subcommand()
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Say what becomes of each row, and log nothing.")
@click.option(
    "--column",
    "named",
    multiple=True,
    metavar="FIELD=HEADING",
    help="The heading of a field's column. It is remembered.",
)
@OVERRIDE
def cases(
    invocation: Invocation, file: str, dry_run: bool, named: tuple[str, ...], override: str
) -> int:
    """Log each row of a spreadsheet as a case, or none if one is wrong.

    A closed case keeps its outcome. FILE is CSV or XLSX. With -, it comes from stdin. The first row
    has the headings: kind, received and requester, and if you have them requester_kind,
    organisation, subjects (; between them), school, channel, summary, owner, their_ref, answered,
    closed, outcome and counted. Counted means that an earlier return counted it. Write dates day
    first. An ambiguous date is refused. Only the DPO may import a row whose outcome says that data
    were given. If they were given after your first case here, say why with --override.

    \b
      dpo-console import cases register.xlsx --dry-run
      dpo-console import cases register.csv --column received="Date in" --column kind="Type"
    """
    desk = invocation.desk()
    content, name = incoming(desk, file, LARGEST)
    columns_named = dict(map(_pair, named))
    found = import_cases(
        desk, content, Path(name).name, columns_named, dry_run=dry_run, override=override
    )
    invocation.saved = found.saved
    if invocation.json:
        document(
            {
                "saved": found.saved,
                "rows": [_row(one) for one in found.rows],
                "unused": list(found.unused),
            }
        )
    else:
        columns([_cells(one) for one in found.rows])
    _tell(found)
    return 1 if found.wrong else 0


def _pair(typed: str) -> tuple[str, str]:
    field, equals, head = typed.partition("=")
    if not equals or not head.strip():
        raise BadInput(f'--column {typed}: write it like received="Date in".')
    return field.strip(), head.strip()


def _cells(one: ImportedRow) -> tuple[str, ...]:
    mark = "!!" if one.row.problem else one.reference or "ok"
    return f"row {one.row.number}", mark, one.says


def _tell(found: Imported) -> None:
    if found.doubt:
        narrate(found.doubt)
    if found.unused:
        narrate(f"Not used: {', '.join(found.unused)}.")
    rows = counted(len(found.rows), "row")
    if found.saved:
        narrate(f"Logged {rows}.")
    elif found.wrong:
        narrate(f"{found.wrong} of {rows} can't be taken over. Nothing would be logged.")
    else:
        narrate(f"{rows} can be taken over. Nothing was logged yet.")


def _row(one: ImportedRow) -> Json:
    request, ended = one.row.request, one.row.ended
    return {
        "row": one.row.number,
        "reference": one.reference or None,
        "problem": one.row.problem or None,
        "kind": request.kind if request else None,
        "requester": request.requester if request else None,
        "received": moment(request.received) if request else None,
        "due": moment(one.due),
        "closed": moment(ended.closed) if ended else None,
        "outcome": ended.outcome if ended else None,
        "counted": one.row.counted,
    }

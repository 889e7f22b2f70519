"""A disclosure schedule as a spreadsheet: `import`, `export`."""

import click

from dpo_console.cases.disclosure.schedule_view import schedule as read
from dpo_console.casework.disclosure.schedule_import import (
    LARGEST,
    export_schedule,
    import_items,
)
from dpo_console.cli.as_json.schedule_json import schedule as as_json
from dpo_console.cli.commands.disclosure.schedule_change import print_schedule_change
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, Subcommand, case_before
from dpo_console.cli.output import csv_file, document, narrate


@click.command(cls=Subcommand, name="import")
@click.argument("file", type=click.Path(allow_dash=True))
@click.pass_context
def import_(ctx: click.Context, file: str) -> None:
    """List every row of a CSV file, or none: each wrong row is named with its line and field.

    Its first line names the columns: number, source, category, title, date, pages, treatment,
    exemption, reason. Only the title must be there. With -, from stdin.

    \b
      dpo-console schedule SAR-2026-0042 import found.csv
    """
    invocation = ctx.ensure_object(Invocation)
    desk = invocation.desk()
    content, name = incoming(desk, file, LARGEST)
    done = import_items(desk, case_before(ctx), content, name)
    if done.unused:
        narrate(f"Not used, as no column of a schedule is called so: {', '.join(done.unused)}.")
    print_schedule_change(invocation, done.schedule, f"{done.items} listed, as {done.numbers}")


@click.command(cls=Subcommand)
@OVERRIDE
@click.pass_context
def export(ctx: click.Context, override: str) -> None:
    """Print the schedule as CSV for a spreadsheet.

    \b
      dpo-console schedule SAR-2026-0042 export > schedule.csv
    """
    invocation = ctx.ensure_object(Invocation)
    desk, reference = invocation.desk(), case_before(ctx)
    rows = export_schedule(desk, reference, override=override)
    if invocation.json:
        document(as_json(read(desk, reference)))
    else:
        csv_file(rows)

"""The disclosure schedule of a case: `schedule`, and the commands for its items."""

import click

from dpo_console.cases.disclosure import schedule as read
from dpo_console.cases.leaving.item_pages import pages_told
from dpo_console.cases.office.looking import How, look_at
from dpo_console.cases.office.references import file_meant
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OfCase
from dpo_console.cli.output import document
from dpo_console.cli.pages.schedule_page import print_schedule
from dpo_console.cli.pages.schedule_page import schedule_json as as_json
from dpo_console.cli.sheets import AskedFormat, sheet_options


@click.group(cls=OfCase, invoke_without_command=True)
@click.argument("reference", metavar="REF")
@sheet_options
@click.pass_context
def schedule(ctx: click.Context, reference: str, form: str | None, output: str) -> None:
    """Show or change the disclosure schedule: each item, its decision and the reason.

    NUMBERS are written like 1-40,52.

    \b
      dpo-console schedule SAR-2026-0042
      dpo-console schedule SAR-2026-0042 add "Paper file" --pages 1-40 --category pupil-record
      dpo-console schedule SAR-2026-0042 import found.csv
      dpo-console schedule SAR-2026-0042 treat 1-40,52 release
      dpo-console schedule SAR-2026-0042 treat 53-60 redact --exemption sch2-16 \\
          --reason "Names of other pupils"
      dpo-console schedule SAR-2026-0042 looked 53-60
    """
    invocation = ctx.ensure_object(Invocation)
    if ctx.invoked_subcommand is not None:
        return None
    desk = invocation.desk()
    if form or output:
        from dpo_console.cli.commands.disclosure.spreadsheet import give_schedule

        return give_schedule(invocation, desk, reference, AskedFormat(form, output))
    look_at(desk, reference, How.CASE, "schedule")
    found = read(desk, reference)
    if invocation.json:
        return document(as_json(found))
    return print_schedule(found, desk.settings.names, pages_told(file_meant(desk, reference)))

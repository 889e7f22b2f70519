"""A disclosure schedule as a spreadsheet: `import`, `export`."""

import click

from dpo_console.cases.disclosure import schedule as read
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.disclosure.schedule_import import export_schedule, import_items
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, after_case
from dpo_console.cli.output import narrate
from dpo_console.cli.pages.schedule_page import print_schedule_change
from dpo_console.cli.pages.schedule_page import schedule_json as as_json
from dpo_console.cli.sheets import AskedFormat, give, sheet_of, sheet_options
from dpo_console.config.files.incoming import LARGEST


@after_case("import")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--again", is_flag=True, help="List rows again that are already listed.")
def import_(invocation: Invocation, reference: str, file: str, again: bool) -> None:
    """List each row of a CSV file as an item, or none if one is wrong.

    Its first line names the columns: number, source, category, title, date, pages, treatment,
    exemption, reason. Only the title must be there. With -, from stdin.

    \b
      dpo-console schedule SAR-2026-0042 import found.csv
    """
    desk = invocation.desk()
    content, name = incoming(desk, file, LARGEST)
    done = import_items(desk, reference, content, name, again=again)
    if done.doubt:
        narrate(done.doubt)
    if done.unused:
        narrate(f"Not used, as no column of a schedule is called so: {', '.join(done.unused)}.")
    print_schedule_change(invocation, done.schedule, f"{done.items} listed, as {done.numbers}")


@after_case()
@OVERRIDE
@sheet_options
def export(
    invocation: Invocation, reference: str, override: str, form: str | None, output: str
) -> None:
    """Print the schedule as CSV for a spreadsheet.

    \b
      dpo-console schedule SAR-2026-0042 export > schedule.csv
      dpo-console schedule SAR-2026-0042 export --format xlsx -o ~/schedule.xlsx
    """
    desk = invocation.desk()
    give_schedule(invocation, desk, reference, AskedFormat(form or "csv", output), override)


def give_schedule(
    invocation: Invocation, desk: Desk, reference: str, given: AskedFormat, override: str = ""
) -> None:
    """Give a schedule in the format asked for, once it passed the checks of what goes out."""
    rows = export_schedule(desk, reference, override=override)
    plain = invocation.json and not given.output
    give(
        invocation,
        desk,
        AskedFormat(None, "") if plain else given,
        lambda: sheet_of("Schedule", rows),
        lambda: as_json(read(desk, reference)),
        lambda: None,
    )

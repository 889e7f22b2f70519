"""The work to do: `due` and `list`."""

from datetime import date

import click

from dpo_console.cases.queue.filters import unknown_names
from dpo_console.cases.queue.queue import Query, count, page
from dpo_console.cli.commands.queue.case_lines import print_cases
from dpo_console.cli.commands.queue.due import print_due
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import day_option, subcommand, text_option
from dpo_console.cli.output import narrate
from dpo_console.cli.pages import queue_json
from dpo_console.cli.sheets.case_sheets import LISTED, case_sheet
from dpo_console.cli.sheets.giving import AskedFormat, give, sheet_options

EVERYTHING = 1_000_000
"""More cases than a list can hold: a script that gave no limit must not lose any."""


@subcommand()
@day_option("--on", "Show what is due on another day.")
@sheet_options
def due(invocation: Invocation, on: date | None, form: str | None, output: str) -> int:
    """List what is overdue, or due within a week. Exits with 1 when something is overdue.

    It names no person, so it is safe to show at login:

    \b
      dpo-console due
      dpo-console due --on 2026-12-01 --json
      dpo-console due --format csv > due.csv
    """
    return print_due(invocation, on, AskedFormat(form, output))


@subcommand("list")
@click.argument("filters", nargs=-1, metavar="[FILTER]...")
@click.option(
    "--view",
    default="all",
    metavar="SLUG",
    help="overdue, week, paused, waiting, decide, all, closed, or one of your own in dpo.toml.",
)
@text_option(
    "--sort", "WORD", "due, received, name, reference, kind or owner. A - in front reverses it."
)
@click.option(
    "--limit", type=click.IntRange(1, EVERYTHING), metavar="N", help="List at most N cases."
)
@sheet_options
def list_cases(
    invocation: Invocation,
    filters: tuple[str, ...],
    view: str,
    sort: str,
    limit: int | None,
    form: str | None,
    output: str,
) -> None:
    """List cases, most urgent first unless sorted otherwise.

    Words match names, references and text. Labels say more: kind:sar,foi school: owner: band:
    whose: due:7 (within 7 days) due:21/12..3/1 received:2026-09-01.. A ! in front leaves cases out.

    \b
      dpo-console list kind:sar owner:me
      dpo-console list --view overdue --json
      dpo-console list patel '!band:closed'
      dpo-console list kind:foi --sort -received
      ssh host dpo-console list --format xlsx > cases.xlsx
    """
    desk = invocation.desk()
    query = Query(view, filters, sort)
    found = page(desk, query, limit=limit or EVERYTHING)
    none, now = " ".join(unknown_names(desk, filters)) or "No case fits.", desk.now
    give(
        invocation,
        desk,
        AskedFormat(form, output),
        lambda: case_sheet("Cases", LISTED, found.rows, now),
        lambda: queue_json.rows(found.rows, now),
        lambda: print_cases(found.rows, now) if found.rows else narrate(none),
    )
    if found.more:
        narrate(f"{len(found.rows)} of {count(desk, query)}; --limit shows more.")

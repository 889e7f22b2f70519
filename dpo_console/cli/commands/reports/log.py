"""The log of requests, or of one kind, such as breaches: `log`."""

from datetime import date

from dpo_console.cases.reports.log import Log, log_of
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import day_option, subcommand, text_option
from dpo_console.cli.output import columns, narrate
from dpo_console.cli.pages.values import moment
from dpo_console.cli.sheets.giving import AskedFormat, give, sheet_options
from dpo_console.cli.sheets.sheet import Sheet
from dpo_console.text import day_words

SHOWN = ("Reference", "Received", "Kind", "Requester", "About", "Outcome")
"""The columns that a terminal has room for."""


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

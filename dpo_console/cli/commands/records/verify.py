"""A check of the records: `verify`."""

import click

from dpo_console.cases.clock.clocks import law_to_check
from dpo_console.cases.records.kept_head import in_short, read_head
from dpo_console.cases.records.verify import verify as verify_records
from dpo_console.casework.papers.placing import mend_papers
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand
from dpo_console.cli.output import columns, document, narrate, say
from dpo_console.cli.pages.values import picked


@subcommand()
@click.option(
    "--head",
    "kept",
    metavar="NUMBER:HASH",
    help="A head that you kept. Exits 1 if it is missing.",
)
def verify(invocation: Invocation, kept: str | None) -> int:
    """Check the database, the audit log, dates, letters and papers. Exits 1 if one is off.

    Keep the head of the log elsewhere. Only a kept head shows that records were rolled back to an
    earlier day.

    \b
      dpo-console verify
      dpo-console verify --head 151:b028ce515adf
    """
    desk = invocation.desk()
    for mended in mend_papers(desk):
        narrate(mended)
    report = verify_records(desk, read_head(kept) if kept is not None else None)
    if invocation.json:
        document(
            {
                "sound": report.sound,
                "checks": [picked(check, "name sound text") for check in report.checks],
                "head": picked(report.head, "seq hash"),
            }
        )
    else:
        columns([("ok" if c.sound else "!!", c.name, c.text) for c in report.checks])
        say(f"\nHead of the audit log: {in_short(report.head)}")
    if to_check := law_to_check(desk.today):
        narrate(to_check)
    if report.sound:
        return 0
    narrate("Something is wrong. Nothing was changed. Restore a backup, or ask who did it.")
    return 1

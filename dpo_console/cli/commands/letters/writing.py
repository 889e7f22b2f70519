"""Word files: `letter write`, and `letter batch` for many cases."""

from typing import TYPE_CHECKING

import click

from dpo_console.cases.office.file_transfer import output_line
from dpo_console.cases.queue.queue import Query
from dpo_console.cli.commands.letters.letter_lines import print_batch, print_way_home
from dpo_console.cli.commands.letters.letter_options import SET, Given
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, Subcommand
from dpo_console.cli.output import document, narrate, say
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.casework.letters import letter_batch, letter_writing
else:
    letter_batch = later("dpo_console.casework.letters.letter_batch")
    letter_writing = later("dpo_console.casework.letters.letter_writing")


@click.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("name")
@SET
@OVERRIDE
@click.pass_obj
def write(invocation: Invocation, reference: str, name: str, given: Given, override: str) -> None:
    """Write the Word file and print its path.

    \b
      dpo-console letter write SAR-2026-0042 acknowledgement
    """
    desk = invocation.desk()
    row = letter_writing.write_letter(desk, reference, name, dict(given), override=override)
    invocation.saved = True
    path = desk.home.exports / row.path
    if invocation.json:
        document({"path": str(path), "sha256": row.sha256, "name": row.name})
        return
    say(str(path))
    print_way_home(output_line(desk, reference, row.name))


@click.command(cls=Subcommand)
@click.argument("name")
@click.argument("filters", nargs=-1, metavar="[FILTER]...")
@click.option("--view", default="all", metavar="SLUG", help="The view of the queue.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be.")
@SET
@click.pass_obj
def batch(
    invocation: Invocation,
    name: str,
    filters: tuple[str, ...],
    view: str,
    dry_run: bool,
    given: Given,
) -> int:
    """Write one letter for many cases; exit code 1 where one was refused, saying why.

    \b
      dpo-console letter batch acknowledgement kind:sar received:2026-11-20.. --dry-run
    """
    desk = invocation.desk()
    found = []
    cases = letter_batch.cases_of(desk, Query(view, filters))
    for done in letter_batch.write_letters(desk, cases, name, dict(given), only_check=dry_run):
        invocation.saved = invocation.saved or done.result is not None
        narrate(f"{done.place} of {done.total}: {done.reference}")
        found.append(done)
    print_batch(invocation, desk, found)
    return 1 if any(done.refused for done in found) else 0

"""Word files: `letter write`, `adopt` for an edited one, and `batch` for many cases."""

from collections.abc import Sequence
from pathlib import Path

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query
from dpo_console.casework.letters import adopting, letter_batch, letter_writing
from dpo_console.cli.commands.letters.letter_lines import narrate_totals, print_batch, print_letter
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, SET, Given, case_command, subcommand, text_option
from dpo_console.cli.output import narrate, pour, print_file, progress, refuse_terminal
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE as LARGEST

STREAM = "-"


@case_command()
@click.argument("name")
@SET
@OVERRIDE
def write(invocation: Invocation, reference: str, name: str, given: Given, override: str) -> None:
    """Write the Word file and print its path.

    \b
      dpo-console letter write SAR-2026-0042 acknowledgement
    """
    desk = invocation.desk()
    row = letter_writing.write_letter(desk, reference, name, dict(given), override=override)
    print_letter(invocation, desk, reference, row)


@subcommand()
@click.argument("name")
@click.argument("filters", nargs=-1, metavar="[FILTER]...")
@click.option("--view", default="all", metavar="SLUG", help="The view of the queue.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@text_option("--print", "FILE", "All in one Word file, or -.", "to")
@SET
def batch(
    invocation: Invocation,
    name: str,
    filters: tuple[str, ...],
    view: str,
    dry_run: bool,
    to: str,
    given: Given,
) -> int:
    """Write one letter for many cases. The exit code is 1 if one was refused, and each says why.

    A case that has the letter already is skipped.

    \b
      dpo-console letter batch acknowledgement kind:sar received:2026-11-20.. --dry-run
      dpo-console letter batch acknowledgement kind:sar --print letters.docx
    """
    desk = invocation.desk()
    path = _path(invocation, desk, to)
    found = []
    cases = letter_batch.cases_of(desk, Query(view, filters))
    for done in letter_batch.write_letters(desk, cases, name, dict(given), only_check=dry_run):
        invocation.saved = invocation.saved or bool(done.result and done.result.row)
        progress(f"{done.place} of {done.total} cases", last=done.place == done.total)
        found.append(done)
    _keep(desk, to, path, found)
    if to == STREAM:
        for done in (done for done in found if done.refused):
            narrate(f"{done.reference}  refused: {done.refused}")
        narrate_totals(found)
    else:
        print_batch(invocation, desk, found)
    return 1 if any(done.refused for done in found) else 0


def _path(invocation: Invocation, desk: Desk, to: str) -> Path | None:
    """Return where the file to print goes, before anything is written, or None."""
    if to == STREAM and invocation.json:
        raise click.UsageError("Choose one: --json or --print -.")
    if to == STREAM:
        refuse_terminal("The file to print", "letter batch NAME --print - > letters.docx")
    return letter_batch.print_to(desk, to) if to and to != STREAM else None


def _keep(desk: Desk, to: str, path: Path | None, found: Sequence[letter_batch.Written]) -> None:
    """Save or send the file to print, if one was asked for and a letter was written."""
    if not to or not any(done.result and done.result.row for done in found):
        return
    if path:
        letter_batch.save_print(desk, path, found)
        narrate(f"To print: {path}")
    else:
        pour(letter_batch.file_to_print(desk, found), "The file to print", "letter batch")


@case_command()
@click.argument("name")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@SET
@OVERRIDE
def adopt(
    invocation: Invocation, reference: str, name: str, file: str, given: Given, override: str
) -> None:
    """Keep a letter that you edited in Word as its newest version.

    Its words must still meet the demands of the law. A file that hides words, or loads anything, is
    refused. With -, the file comes from stdin. If you changed words in Word that --set gave, give
    them again.

    \b
      ssh host dpo-console letter adopt SAR-2026-0042 acknowledgement - < edited.docx
    """
    desk = invocation.desk()
    data, source = incoming(desk, file, LARGEST)
    row = adopting.adopt_letter(
        desk, reference, name, data, dict(given), source=source, override=override
    )
    invocation.saved = True
    if row.edited.endswith("added"):
        narrate(f"It was {row.edited}. Nothing here looks into pictures: look before it goes.")
    print_file(invocation, desk.home.exports / row.path, row.sha256, name=row.name)

"""Word files: `letter write`, `adopt` for an edited one, and `batch` for many cases."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpo_console.cases.letters.letter_choices import (
    all_letters,
    letters_for,
    preview_letter,
    unstated,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, look_at
from dpo_console.cases.queue.queue import Query
from dpo_console.casework.letters import adopting, letter_writing, recalling
from dpo_console.cli.commands.letters.letter_lines import (
    narrate_totals,
    print_batch,
    print_choices,
    print_kinds,
    print_letter,
)
from dpo_console.cli.incoming import incoming
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.loading import LoadingGroup
from dpo_console.cli.options import OVERRIDE, SET, Given, case_command, subcommand, text_option
from dpo_console.cli.output import (
    Json,
    columns,
    document,
    moment,
    narrate,
    picked,
    pour,
    print_file,
    progress,
    refuse_terminal,
    say,
)
from dpo_console.cli.pages.clock_page import clock_json, print_clock
from dpo_console.cli.types import DayOrMinute
from dpo_console.law.model import Moment
from dpo_console.letters.word.safety.safe_parts import LARGEST_FILE as LARGEST
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.cases.letters.same_address import AlsoWent


@case_command()
@click.argument("what", metavar="LETTER|release")
@text_option("--why", "TEXT", "What went wrong.")
@click.option(
    "--noticed", type=DayOrMinute(), metavar="MINUTE", help="When you noticed. Default: now."
)
@text_option("--to", "ADDRESS", "Where it really went: an e-mail or an address.")
@click.option("--dry-run", is_flag=True, help="List what else went there, and record nothing.")
def recall(
    invocation: Invocation,
    reference: str,
    what: str,
    why: str,
    noticed: Moment | None,
    to: str,
    dry_run: bool,
) -> None:
    """Record that a letter or release was sent by mistake, and log the breach.

    \b
      dpo-console recall SAR-2026-0042 disclosure-cover --why "It went to the wrong Jane Doe"
      dpo-console recall DSC-2026-0017 release --to j.doe@example.org --dry-run
    """
    desk = invocation.desk()
    if dry_run:
        also = recalling.else_there(desk, reference, what, to)
        if invocation.json:
            document({"saved": False, "also": _also_json(also)})
            return
        _print_also(also)
        narrate("Nothing was changed.")
        return
    done = recalling.recall(desk, reference, what, why, noticed=noticed, to=to)
    invocation.saved = True
    if invocation.json:
        breach = {"reference": done.breach.reference, "clock": clock_json(done.breach.clock)}
        found = {"reference": done.reference, "opened": breach, "also": _also_json(done.also)}
        document(found)
        return
    say(f"{done.reference}: recalled. {done.breach.reference} is the breach.")
    print_clock(done.breach.reference, done.breach.clock, desk.now)
    say("")
    _print_also(done.also)


def _also_json(also: "Sequence[AlsoWent]") -> list[Json]:
    return [asdict(one) | {"on": moment(one.on)} for one in also]


def _print_also(also: "Sequence[AlsoWent]") -> None:
    """Print what else went to the same address, e-mail or name."""
    if not also:
        say("Nothing else was sent to that address, e-mail or name.")
        return
    say("It may not be the only one. This was sent there too:")
    columns([(one.reference, day_words(one.on), one.title, one.to, one.why) for one in also])


@subcommand()
@click.argument("reference", metavar="[REF]", required=False)
def letters(invocation: Invocation, reference: str | None) -> None:
    """List all letters, or the letters for a case and what each still lacks.

    \b
      dpo-console letters
      dpo-console letters SAR-2026-0042
    """
    if reference:
        return _print_of_case(invocation, reference)
    kinds = all_letters().values()
    if invocation.json:
        unfitted: Json = {"fits": None, "missing": []}
        return document([picked(kind, "name title") | unfitted for kind in kinds])
    return print_kinds(kinds)


@case_command("list")
def list_of_case(invocation: Invocation, reference: str) -> None:
    """List the letters for a case and what each still lacks, as `letters REF` does.

    \b
      dpo-console letter list SAR-2026-0042
    """
    _print_of_case(invocation, reference)


def _print_of_case(invocation: Invocation, reference: str) -> None:
    desk = invocation.desk()
    look_at(desk, reference, How.CASE)
    choices = letters_for(desk, reference)
    if invocation.json:
        return document([picked(choice, "name title fits missing") for choice in choices])
    print_choices(choices)
    for says in unstated(desk, reference):
        narrate(says)
    return None


@case_command()
@click.argument("name")
@SET
def preview(invocation: Invocation, reference: str, name: str, given: Given) -> int:
    """Print a letter as Word will show it, or list what it still lacks (exit 1).

    \b
      dpo-console letter preview SAR-2026-0042 clarification --set questions="Which years?"
    """
    shown = preview_letter(invocation.desk(), reference, name, dict(given))
    look_at(invocation.desk(), reference, How.LETTER, name)
    if invocation.json:
        document({"name": name, **picked(shown, "text missing notes")})
    elif shown.text:
        say(shown.text)
    for gap in shown.missing:
        narrate(f"Missing: {gap}")
    for note in shown.notes:
        narrate(f"Note: {note}")
    return 1 if shown.missing else 0


@click.group(cls=LoadingGroup)
def wording() -> None:
    """Write letters in your office's own words: copy, check and compare wordings."""


@click.group(cls=LoadingGroup)
def letter() -> None:
    """Preview one letter, write its Word file, fetch it, and mark it as sent.

    \b
      dpo-console letter preview SAR-2026-0042 acknowledgement
      dpo-console letter write SAR-2026-0042 acknowledgement
      ssh host dpo-console letter fetch SAR-2026-0042 > reply.docx
      dpo-console letter sent SAR-2026-0042 acknowledgement --method email
    """


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
    cases = letter_writing.cases_of(desk, Query(view, filters))
    for done in letter_writing.write_letters(desk, cases, name, dict(given), only_check=dry_run):
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
    return letter_writing.print_to(desk, to) if to and to != STREAM else None


def _keep(desk: Desk, to: str, path: Path | None, found: Sequence[letter_writing.Written]) -> None:
    """Save or send the file to print, if one was asked for and a letter was written."""
    if not to or not any(done.result and done.result.row for done in found):
        return
    if path:
        letter_writing.save_print(desk, path, found)
        narrate(f"To print: {path}")
    else:
        pour(letter_writing.file_to_print(desk, found), "The file to print", "letter batch")


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

"""Letters: which there are, their words, and from Word file to sent."""

import os
import sys
from collections.abc import Mapping
from datetime import date

import click

from dpo_console.cli import as_json
from dpo_console.cli.changed import print_change
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.letter_lines import print_choices, print_way_home
from dpo_console.cli.options import Command
from dpo_console.cli.output import columns, document, narrate, say
from dpo_console.cli.types import Assignment, Day
from dpo_console.errors import Refused
from dpo_console.text import day_words

Given = tuple[tuple[str, str], ...]

SET = click.option(
    "--set",
    "given",
    type=Assignment(),
    multiple=True,
    metavar="FIELD=VALUE",
    help="What only you can say; `letters REF` lists what is asked.",
)


def _fields(given: Given) -> Mapping[str, str]:
    return dict(given)


@click.command(cls=Command)
@click.argument("reference", metavar="[REF]", required=False)
@click.pass_obj
def letters(invocation: Invocation, reference: str | None) -> None:
    """The letters there are; with a case, those that fit it and what each still lacks.

    \b
      dpo-console letters
      dpo-console letters SAR-2026-0042
    """
    from dpo_console.casework.letters import all_letters, letters_for

    if reference:
        choices = letters_for(invocation.desk(), reference)
        if invocation.json:
            return document([as_json.letter_choice(choice) for choice in choices])
        return print_choices(choices)
    kinds = all_letters().values()
    if invocation.json:
        return document([as_json.letter_kind(kind) for kind in kinds])
    lines = [(kind.name, kind.title, ", ".join(kind.kinds)) for kind in kinds]
    return columns(lines, ("Letter", "Title", "Kinds of request"))


@click.group()
def letter() -> None:
    """One letter: preview its words, write the Word file, fetch it, mark it as sent.

    \b
      dpo-console letter preview SAR-2026-0042 acknowledgement
      dpo-console letter write SAR-2026-0042 acknowledgement
      ssh host dpo-console letter fetch SAR-2026-0042 > reply.docx
      dpo-console letter sent SAR-2026-0042 acknowledgement --method email
    """


@letter.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.argument("name")
@SET
@click.pass_obj
def preview(invocation: Invocation, reference: str, name: str, given: Given) -> int:
    """The words of a letter as Word will show them, or (exit 1) all that it still lacks.

    \b
      dpo-console letter preview SAR-2026-0042 clarification --set questions="Which years?"
    """
    from dpo_console.casework.letters import preview_letter

    shown = preview_letter(invocation.desk(), reference, name, _fields(given))
    if invocation.json:
        document({"name": name, "text": shown.text, "missing": list(shown.missing)})
    elif shown.text:
        say(shown.text)
    for gap in shown.missing:
        narrate(f"Missing: {gap}")
    return 1 if shown.missing else 0


@letter.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.argument("name")
@SET
@click.pass_obj
def write(invocation: Invocation, reference: str, name: str, given: Given) -> None:
    """Write the Word file and print its path.

    \b
      dpo-console letter write SAR-2026-0042 acknowledgement
    """
    from dpo_console.casework.letters import write_letter

    desk = invocation.desk()
    row = write_letter(desk, reference, name, _fields(given))
    invocation.saved = True
    path = desk.home.exports / row.path
    if invocation.json:
        document({"path": str(path), "sha256": row.sha256, "name": row.name})
        return
    say(str(path))
    print_way_home(desk, path)


@letter.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.argument("name")
@click.option("--on", type=Day(), metavar="DATE", help="The day it went; today if not said.")
@click.option("--method", default="", metavar="TEXT", help="How it went: email, post, by hand.")
@click.pass_obj
def sent(invocation: Invocation, reference: str, name: str, on: date | None, method: str) -> None:
    """Mark a letter as sent; the fact that this makes counts from that day.

    \b
      dpo-console letter sent SAR-2026-0042 acknowledgement --on yesterday --method email
    """
    from dpo_console.casework.letters import mark_sent

    desk = invocation.desk()
    day = on or desk.today
    case = mark_sent(desk, reference, name, day, method)
    print_change(invocation, desk, case, f"{name} sent {day_words(day)}.")


@letter.command(cls=Command)
@click.argument("reference", metavar="REF")
@click.argument("name", required=False)
@click.pass_obj
def fetch(invocation: Invocation, reference: str, name: str | None) -> None:
    """The bytes of the latest Word file on stdout, for your own machine. --json: where it is.

    \b
      ssh host dpo-console letter fetch SAR-2026-0042 > reply.docx
    """
    from dpo_console.casework.letters import latest_letter

    try:
        path = latest_letter(invocation.desk(), reference, name)
        letter = path.read_bytes()
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(
            f"{problem.filename} can't be read ({why}). Give this account the right to read it."
        ) from None
    if invocation.json:
        document({"path": str(path)})
    elif sys.stdout.isatty():
        raise Refused(
            "A Word file can't be shown on a terminal. Send it to a file on your own machine: "
            f"ssh HOST dpo-console letter fetch {reference} > reply.docx"
        )
    else:
        sys.stdout.buffer.write(letter)

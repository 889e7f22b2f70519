"""Letters: the list of them, their words, and the way from Word file to sent."""

from collections.abc import Mapping
from datetime import date

import click

from dpo_console.cli.commands.case import as_json
from dpo_console.cli.commands.case.changed import print_change
from dpo_console.cli.commands.letters.letter_lines import (
    print_batch,
    print_choices,
    print_kinds,
    print_way_home,
)
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Subcommand
from dpo_console.cli.output import document, narrate, pour, say
from dpo_console.cli.types import Assignment, Day
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


METHOD = click.option(
    "--method", default="", metavar="TEXT", help="How it went: email, post, by hand."
)
TO = click.option("--to", default="", metavar="WHO", help="To whom, if not the requester.")


def _fields(given: Given) -> Mapping[str, str]:
    return dict(given)


@click.command(cls=Subcommand)
@click.argument("reference", metavar="[REF]", required=False)
@click.pass_obj
def letters(invocation: Invocation, reference: str | None) -> None:
    """The letters there are; with a case, those that fit it and what each still lacks.

    \b
      dpo-console letters
      dpo-console letters SAR-2026-0042
    """
    from dpo_console.cases.letters.letter_choices import all_letters, letters_for

    if reference:
        choices = letters_for(invocation.desk(), reference)
        if invocation.json:
            return document([as_json.letter_choice(choice) for choice in choices])
        return print_choices(choices)
    kinds = all_letters().values()
    if invocation.json:
        return document([as_json.letter_kind(kind) for kind in kinds])
    return print_kinds(kinds)


@click.group()
def letter() -> None:
    """One letter: preview its words, write the Word file, fetch it, mark it as sent.

    \b
      dpo-console letter preview SAR-2026-0042 acknowledgement
      dpo-console letter write SAR-2026-0042 acknowledgement
      ssh host dpo-console letter fetch SAR-2026-0042 > reply.docx
      dpo-console letter sent SAR-2026-0042 acknowledgement --method email
    """


@letter.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("name")
@SET
@click.pass_obj
def preview(invocation: Invocation, reference: str, name: str, given: Given) -> int:
    """The words of a letter as Word will show them, or (exit 1) all that it still lacks.

    \b
      dpo-console letter preview SAR-2026-0042 clarification --set questions="Which years?"
    """
    from dpo_console.cases.letters.letter_choices import preview_letter

    shown = preview_letter(invocation.desk(), reference, name, _fields(given))
    if invocation.json:
        document({"name": name, "text": shown.text, "missing": list(shown.missing)})
    elif shown.text:
        say(shown.text)
    for gap in shown.missing:
        narrate(f"Missing: {gap}")
    return 1 if shown.missing else 0


@letter.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("name")
@SET
@click.pass_obj
def write(invocation: Invocation, reference: str, name: str, given: Given) -> None:
    """Write the Word file and print its path.

    \b
      dpo-console letter write SAR-2026-0042 acknowledgement
    """
    from dpo_console.casework.letters.letter_writing import write_letter

    desk = invocation.desk()
    row = write_letter(desk, reference, name, _fields(given))
    invocation.saved = True
    path = desk.home.exports / row.path
    if invocation.json:
        document({"path": str(path), "sha256": row.sha256, "name": row.name})
        return
    say(str(path))
    print_way_home(desk, path)


@letter.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("name")
@click.option("--on", type=Day(), metavar="DATE", help="The day it went; today if not said.")
@METHOD
@TO
@click.option("--given", type=Day(), metavar="DATE", help="The day it reached them, if another.")
@click.pass_obj
def sent(
    invocation: Invocation,
    reference: str,
    name: str,
    on: date | None,
    method: str,
    to: str,
    given: date | None,
) -> None:
    """Mark a letter as sent; the fact that this makes counts from the day it was given.

    \b
      dpo-console letter sent SAR-2026-0042 acknowledgement --on yesterday --method email
    """
    from dpo_console.casework.letters.letters_sent import mark_sent

    desk = invocation.desk()
    day = on or desk.today
    found = mark_sent(desk, reference, name, day, method, to=to, given=given)
    print_change(invocation, desk, found, f"{name} sent {day_words(day)}.")


@letter.command("sent-again", cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("name")
@click.option("--on", type=Day(), metavar="DATE", help="The day it went; today if not said.")
@METHOD
@TO
@click.option("--why", required=True, metavar="TEXT", help="Why it went once more.")
@click.pass_obj
def sent_again(
    invocation: Invocation,
    reference: str,
    name: str,
    on: date | None,
    method: str,
    to: str,
    why: str,
) -> None:
    """Record that a letter went out once more; no date moves.

    \b
      dpo-console letter sent-again SAR-2026-0042 acknowledgement --method post --why "It bounced"
    """
    from dpo_console.casework.letters.letters_sent import mark_sent_again

    desk = invocation.desk()
    day = on or desk.today
    found = mark_sent_again(desk, reference, name, day, method, to=to, why=why)
    print_change(invocation, desk, found, f"{name} sent again {day_words(day)}.")


@letter.command("email", cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("name", required=False)
@click.pass_obj
def email(invocation: Invocation, reference: str, name: str | None) -> None:
    """An e-mail draft with the latest Word file attached, on stdout, for your own mail program.

    \b
      ssh host dpo-console letter email SAR-2026-0042 > draft.eml
    """
    from dpo_console.casework.letters.letters_sent import letter_email

    draft = letter_email(invocation.desk(), reference, name)
    if invocation.json:
        document({"reference": reference, "bytes": len(draft)})
    else:
        pour(draft, "A draft", f"letter email {reference} > draft.eml")


@letter.command("batch", cls=Subcommand)
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
    from dpo_console.cases.queue.queue import Query
    from dpo_console.casework.letters.letter_batch import cases_of, write_letters

    desk = invocation.desk()
    found = []
    cases = cases_of(desk, Query(view, filters))
    for done in write_letters(desk, cases, name, _fields(given), only_check=dry_run):
        invocation.saved = invocation.saved or done.result is not None
        narrate(f"{done.place} of {done.total}: {done.reference}")
        found.append(done)
    print_batch(invocation, desk, found)
    return 1 if any(done.refused for done in found) else 0


@letter.command(cls=Subcommand)
@click.argument("reference", metavar="REF")
@click.argument("name", required=False)
@click.pass_obj
def fetch(invocation: Invocation, reference: str, name: str | None) -> None:
    """The bytes of the latest Word file on stdout, for your own machine. --json: where it is.

    \b
      ssh host dpo-console letter fetch SAR-2026-0042 > reply.docx
    """
    from dpo_console.casework.letters.letters_sent import latest_letter

    path, letter = latest_letter(invocation.desk(), reference, name)
    if invocation.json:
        document({"path": str(path)})
    else:
        pour(letter, "A Word file", f"letter fetch {reference} > reply.docx")

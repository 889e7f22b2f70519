"""A written letter on its way: `sent`, `sent-again`, `correct`, `email`, `fetch`."""

from datetime import date, datetime
from functools import partial

import click

from dpo_console.cases.view.timeline import named
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters.letters_sent import (
    last_unsent,
    latest_letter,
    letter_email,
    mark_sent,
    mark_sent_again,
)
from dpo_console.casework.letters.recalling import correct_sending
from dpo_console.cli.incoming import given_file
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import OVERRIDE, WHY, case_command, day_option, text_option
from dpo_console.cli.output import document, pour
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import DayOrMinute
from dpo_console.law.model import day_of, minute_of
from dpo_console.text import day_words

METHOD = text_option("--method", "TEXT", "How it went: email, post, by hand.")
TO = text_option("--to", "WHO", "To whom, if not the requester.")
NUMBER = click.option("--number", type=int, help="Which one, if each reader has their own.")


@case_command()
@click.argument("name", required=False)
@click.option(
    "--on",
    type=DayOrMinute(),
    metavar="DATE",
    help="The day it went, with the minute for a breach. Default: today.",
)
@METHOD
@TO
@day_option("--given", "The day it reached them, if another.")
@click.option(
    "--file",
    "files",
    multiple=True,
    metavar="FILE",
    type=click.Path(allow_dash=True),
    help="A file that went with it, to compare with the one checked.",
)
@OVERRIDE
@NUMBER
def sent(
    invocation: Invocation,
    reference: str,
    name: str | None,
    on: date | datetime | None,
    method: str,
    to: str,
    given: date | None,
    files: tuple[str, ...],
    override: str,
    number: int | None,
) -> None:
    """Record that a letter was sent. The clock counts from the day it was given.

    It is the last one of that name, or that of --number, which ends the name of its file. Without
    a name, it is the one written last and not sent.

    \b
      dpo-console letter sent SAR-2026-0042 acknowledgement --on yesterday --method email
    """
    desk = invocation.desk()
    if not name:
        last = last_unsent(desk, reference, number)
        name, number = last.name, last.number
    went = on or desk.today
    day = day_of(went)
    along = tuple(given_file(desk, file) for file in files)
    found = mark_sent(
        desk, reference, name, day, method, at=minute_of(went), to=to, given=given, along=along,
        override=override, number=number,
    )  # fmt: skip
    which = partial(_which, name, number)
    print_change(invocation, found, lambda case: f"{which(case)} sent {day_words(day)}.")


def _which(name: str, number: int | None, case: CaseView) -> str:
    """Return the letter that an act recorded, with its number."""
    return f"{name} no. {named(case.letters, name, number)[-1].number}"


@case_command("sent-again")
@click.argument("name")
@day_option("--on", "The day it went. Default: today.")
@METHOD
@TO
@click.option("--why", required=True, metavar="TEXT", help="Why it was sent again.")
@OVERRIDE
@NUMBER
def sent_again(
    invocation: Invocation,
    reference: str,
    name: str,
    on: date | None,
    method: str,
    to: str,
    why: str,
    override: str,
    number: int | None,
) -> None:
    """Record that a letter was sent again. No date moves.

    \b
      dpo-console letter sent-again SAR-2026-0042 acknowledgement --method post --why "It bounced"
    """
    desk = invocation.desk()
    day = on or desk.today
    found = mark_sent_again(
        desk, reference, name, day, method, to=to, why=why, override=override, number=number
    )
    which = partial(_which, name, number)
    print_change(invocation, found, lambda case: f"{which(case)} sent again {day_words(day)}.")


@case_command()
@click.argument("name")
@day_option("--on", "The right day.")
@click.option("--not-sent", "unsent", is_flag=True, help="It was not sent after all.")
@NUMBER
@WHY
def correct(
    invocation: Invocation,
    reference: str,
    name: str,
    on: date | None,
    unsent: bool,
    number: int | None,
    why: str,
) -> None:
    """Correct the day a letter was sent, or say that it was not sent. The history keeps the old.

    This is for a letter whose sending is no fact. Otherwise correct the fact, and the letter
    follows.

    \b
      dpo-console letter correct SAR-2026-0042 late-apology --on yesterday --why "The postmark"
      dpo-console letter correct SAR-2026-0042 late-apology --not-sent --why "Still on my desk"
    """
    if (on is None) is not unsent:
        raise click.UsageError("Choose one: --on DATE or --not-sent.")
    found = correct_sending(invocation.desk(), reference, name, number=number, on=on, why=why)
    done = f"{name} was sent {day_words(on)}." if on else f"{name} was not sent."
    print_change(invocation, found, f"corrected: {done}")


@case_command()
@click.argument("name", required=False)
@OVERRIDE
def email(invocation: Invocation, reference: str, name: str | None, override: str) -> None:
    """Print an e-mail draft with the latest Word file attached, for your own mail program.

    A letter of an answer carries the files that passed their check, if the case keeps them and the
    e-mail stays below 20 MB. The others are named on stderr.

    \b
      ssh host dpo-console letter email SAR-2026-0042 > draft.eml
    """
    draft = letter_email(invocation.desk(), reference, name, override=override)
    if invocation.json:
        document({"reference": reference, "bytes": len(draft)})
    else:
        pour(draft, "A draft", f"letter email {reference} > draft.eml")


@case_command()
@click.argument("name", required=False)
@OVERRIDE
@NUMBER
def fetch(
    invocation: Invocation, reference: str, name: str | None, override: str, number: int | None
) -> None:
    """Write the latest Word file to stdout, to save it on your own computer. --json: where it is.

    \b
      ssh host dpo-console letter fetch SAR-2026-0042 > reply.docx
      ssh host dpo-console letter fetch SAR-2026-0042 search-request --number 2 > two.docx
    """
    desk = invocation.desk()
    path, letter = latest_letter(desk, reference, name, number=number, override=override)
    if invocation.json:
        document({"path": str(path)})
    else:
        pour(letter, "A Word file", f"letter fetch {reference} > reply.docx")

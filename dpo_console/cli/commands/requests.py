"""A new request: `add` field by field, `quick` from one line, `correct-case` afterwards."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.overlaps import (
    Offer,
    Similar,
    candidates,
    earliest_words,
    offers_for,
    similar,
)
from dpo_console.cases.requests import read_line
from dpo_console.cases.sharing.asking import supposed_words
from dpo_console.cases.sharing.earlier import refusal_words
from dpo_console.cases.view.case import case_to_check, case_view
from dpo_console.casework import correcting
from dpo_console.casework.correcting import Correction
from dpo_console.casework.requests import Logged, NewRequest, checked, log_request
from dpo_console.casework.restricted import suggestion
from dpo_console.cli.commands.people import KEPT_FROM, PROTECTED, THEIR_REF
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, day_option, subcommand, text_option
from dpo_console.cli.output import Json, columns, document, moment, narrate, say
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.pages.clock_page import clock_json, print_clock, print_outlook
from dpo_console.cli.types import DayOrMinute
from dpo_console.config.methods import CHANNELS, spoken_words
from dpo_console.errors import BadInput
from dpo_console.law.model import Moment


@subcommand()
@click.argument("kind")
@click.option(
    "--received",
    type=DayOrMinute(),
    required=True,
    metavar="DATE",
    help="The day it reached anyone in the school. For a breach, the minute it was noticed.",
)
@click.option("--requester", required=True, metavar="NAME", help="Who asks.")
@text_option("--requester-kind", "SLUG", "pupil, parent, solicitor, police ...")
@click.option(
    "--subject", "subjects", multiple=True, metavar="NAME", help="Whose data. May be repeated."
)
@day_option("--recognised", "The day it was recognised, if later.")
@click.option("--channel", type=click.Choice(CHANNELS), default="other", help="How it came.")
@text_option("--organisation", "NAME", "The requester's organisation.")
@text_option("--their-ref", "TEXT", THEIR_REF)
@text_option("--school", "SLUG", "Which school, as in data/dpo.toml.")
@text_option("--summary", "TEXT", "What is asked for.")
@click.option(
    "--also",
    multiple=True,
    metavar="KIND",
    help="Another kind of request that the same message is. May be repeated.",
)
@text_option("--email", "ADDRESS", "The requester's e-mail address.")
@text_option("--phone", "NUMBER", "The requester's telephone number.")
@text_option("--address", "TEXT", "The requester's postal address.")
@click.option("--protected", is_flag=True, help=PROTECTED)
@text_option("--kept-from", "PEOPLE", KEPT_FROM)
@text_option("--restrict-to", "PEOPLE", "The only people who may see it, such as dpo,head.")
@text_option("--about", "REF", "The case that it reviews, or is about.")
@text_option("--repeat-of", "REF", "The case that it repeats.")
def add(
    invocation: Invocation,
    /,
    kind: str,
    received: Moment,
    requester: str,
    restrict_to: str,
    about: str,
    repeat_of: str,
    **more: Any,  # noqa: ANN401 - the other options: each has the name and type of its field
) -> None:
    """Log a request. One message can be several: --also logs a case of each kind, all or none.

    \b
      dpo-console add sar --received 2026-11-24 --requester "Jane Doe" --also foi
      dpo-console add breach --received 2026-11-24T14:20 --requester "Sam Clerk" \\
          --summary "Register sent to the wrong parent"
      dpo-console add foi-review --about FOI-2026-0007 --received today --requester "Jane Doe"
      dpo-console add sar --received today --requester "A colleague" --restrict-to dpo,head
    """
    if about and repeat_of:
        raise BadInput("--about and --repeat-of name one earlier case: give one of them.")
    request = NewRequest(
        kind,
        received,
        requester,
        **more,
        readers=tuple(filter(None, restrict_to.split(","))),
        about=about or repeat_of,
        nature="repeat" if repeat_of else "",
    )
    _log(invocation, invocation.desk(), request)


@subcommand()
@click.argument("line", nargs=-1, required=True)
def quick(invocation: Invocation, line: tuple[str, ...]) -> None:
    """Log a request from one line: its kind, requester, subject, channel and day.

    Their own reference, which letters repeat as “Your reference”, follows “ref”.

    \b
      dpo-console quick sar Jane Doe re Tom Doe, email, yesterday
      dpo-console quick sar+educational-record+foi Jane Doe re Tom Doe, email, yesterday
      dpo-console quick foi-review Jane Doe, email, about FOI-2026-0007
      dpo-console quick police PC Ada Finch re Tom Doe, phone, of Westmarch Police, ref CR/1234
    """
    desk = invocation.desk()
    _log(invocation, desk, read_line(desk, " ".join(line)))


def _log(invocation: Invocation, desk: Desk, request: NewRequest) -> None:
    request = checked(desk, request)
    alike = similar(request, candidates(desk, (request.requester, *request.subjects)))
    offers = offers_for(desk, request)
    logged = log_request(desk, request)
    invocation.saved = True
    if invocation.json:
        document(logged_json(logged, alike, offers))
    else:
        print_logged(logged, desk)
    _narrate_similar(logged.reference, alike, linked=bool(request.about))
    for one in logged.together:
        for refusal in case_to_check(desk, one.reference).refusals:
            narrate(refusal_words(one.reference, refusal))
    if request.supposed:
        narrate(supposed_words(logged.reference, request.requester_kind))
    if spoken := spoken_words(request.kind, request.channel):
        narrate(f"{spoken}.")
    for offer in offers:
        narrate(f"It may also be {offer.words}: {offer.because}.")
    if offers:
        narrate(f"To log that too: dpo-console add {offers[0].kind} ... --about {logged.reference}")
    advice = suggestion(desk, request.requester_kind, logged.reference)
    if advice and not request.readers:
        narrate(advice)


def print_logged(logged: Logged, desk: Desk) -> None:
    """Print each case of the message with its date and why, the earliest first."""
    together = logged.together
    if logged.also:
        columns([(earliest_words([one.clock for one in together]),)])
        say("")
    for number, one in enumerate(together):
        if number:
            say("")
        print_clock(one.reference, one.clock, desk.now)


def _narrate_similar(reference: str, alike: Sequence[Similar], *, linked: bool) -> None:
    for one in alike:
        narrate(f"{one.row.reference}: {one.text}.")
    if alike and not linked:
        earlier = alike[0].row.reference
        narrate(f"If they belong together: dpo-console link {reference} {earlier}")


def logged_json(value: Logged, alike: Sequence[Similar] = (), offers: Sequence[Offer] = ()) -> Json:
    """Return the result of logging, with the message's further cases, earliest first."""
    return {
        "reference": value.reference,
        "clock": clock_json(value.clock),
        "also": [{"reference": o.reference, "clock": clock_json(o.clock)} for o in value.also],
        "earliest": moment(value.together[0].clock.due),
        "similar": [
            {"reference": one.row.reference, "why": one.why, "text": one.text} for one in alike
        ],
        "may_also_be": [asdict(offer) for offer in offers],
    }


@case_command()
@text_option("--school", "SLUG", "Which school, as in data/dpo.toml.")
@text_option("--summary", "TEXT", "What is asked for.")
@click.option("--channel", type=click.Choice(CHANNELS), default=None, help="How it came.")
@text_option("--requester-kind", "SLUG", "pupil, parent, solicitor, police ...")
@text_option("--why", "TEXT", "Why it was wrong.")
@click.option(
    "--dry-run", is_flag=True, help="Show the dates before and after, and change nothing."
)
def correct_case(
    invocation: Invocation,
    reference: str,
    school: str,
    summary: str,
    channel: str | None,
    requester_kind: str,
    why: str,
    dry_run: bool,
) -> None:
    """Correct what a case was logged with. Its history keeps what stood before.

    \b
      dpo-console correct-case SAR-2026-0042 --school oak --dry-run
      dpo-console correct-case SAR-2026-0042 --school oak --why "The pupil is on Oak Lane's roll"
    """
    desk = invocation.desk()
    wanted = Correction(school, summary, channel or "", requester_kind)
    if dry_run:
        case = case_view(desk, reference)
        clock = correcting.outlook(desk, case)(wanted)
        return print_outlook(invocation, case, clock, desk.now, "corrected")
    found = correcting.correct_case(desk, reference, wanted, why)
    return print_change(invocation, found, "corrected.")

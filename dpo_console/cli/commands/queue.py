"""The work to do: `due`, `list`, `digest` and `calendar`."""

import sys
from dataclasses import asdict
from datetime import date

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.filters import unknown_names
from dpo_console.cases.queue.month import MonthView, month_sentence, month_view, parse_month
from dpo_console.cases.queue.queue import Query, count, page
from dpo_console.casework.digest import Digest, digest_text, mail_digest
from dpo_console.casework.digest import digest as digest_of
from dpo_console.cli.commands.due import print_due
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import day_option, subcommand, text_option
from dpo_console.cli.output import columns, document, narrate, picked, pour, report, say
from dpo_console.cli.pages import queue_json
from dpo_console.cli.pages.queue_json import LISTED, case_sheet
from dpo_console.cli.pages.words import day_cell, print_cases
from dpo_console.cli.sheets import AskedFormat, give, sheet_options
from dpo_console.cli.types import Context, Parameter, label
from dpo_console.errors import BadInput
from dpo_console.law.calendar.school_year import DayKind
from dpo_console.letters.email_draft import plain_email
from dpo_console.text import counted

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


@subcommand()
@click.option("--email", is_flag=True, help="Print an e-mail to yourself, for your mail program.")
@click.option("--send", is_flag=True, help="Send it to the people under [mail].")
@click.option("--names", is_flag=True, help="Include the names of requesters and pupils.")
def digest(invocation: Invocation, email: bool, send: bool, names: bool) -> None:
    """Print what is due, paused, waiting, unsigned or to be destroyed, without names.

    Restricted cases are left out for everybody. The last line is the number and hash of the audit
    log's last entry. Keep the e-mail, and verify --head compares the records with it.

    \b
      dpo-console digest
      ssh host dpo-console digest --email > digest.eml
      dpo-console digest --send
    """
    desk = invocation.desk()
    if send:
        sent = mail_digest(desk, names=names)
        report(invocation, {"sent": sent}, f"{counted(sent, 'e-mail')} sent.")
        return
    found = digest_of(desk, names=names)
    if invocation.json:
        document(_json(found))
    elif email:
        mine, ours = desk.person.email, desk.settings.dpo.email
        text = digest_text(found)
        made = plain_email(to=mine, subject=found.subject, words=text, sent_from=ours)
        pour(made.as_bytes(), "An e-mail", "digest --email > digest.eml")
    else:
        say(digest_text(found).rstrip("\n"))


def _json(found: Digest) -> dict[str, object]:
    parts = {part.name: [asdict(line) for line in part.lines] for part in found.parts}
    return {"on": found.on.isoformat(), "subject": found.subject, "head": found.head, **parts}


class MonthType(click.ParamType[date]):
    """A month, as its first day."""

    name = "month"

    def convert(self, value: object, param: Parameter, ctx: Context) -> date:
        """Read it. Raises BadInput that lists the accepted forms."""
        return value if isinstance(value, date) else parse_month(str(value), label(param))


@subcommand()
@click.argument("month", type=MonthType(), required=False)
@click.option("--view", default="all", metavar="SLUG", help="Only the cases of one view.")
@click.option("--ics", is_flag=True, help="As a calendar file, for a calendar program.")
@text_option("-o", "FILE", "With --ics: write a file. - for stdout.", "--output")
def calendar(invocation: Invocation, month: date | None, view: str, ics: bool, output: str) -> None:
    """Show a month: the open cases due or late on each day, and the closed days.

    Days on which nothing is due and the schools are open are left out, but not of --json. The file
    of --ics holds each open case that has a due date, by its reference, and no names. Restricted
    cases are left out. A file that it wrote before is replaced.

    \b
      dpo-console calendar
      dpo-console calendar 2026-12
      dpo-console list due:2026-12-18
      ssh host dpo-console calendar --ics > due.ics
    """
    desk = invocation.desk()
    if ics and month:
        raise BadInput("A calendar file holds all months, so leave out the month.")
    if ics:
        return _give_feed(invocation, desk, view, output)
    if output:
        raise BadInput("Only a calendar file goes into a file. Add --ics.")
    shown = month_view(desk, month or desk.today.replace(day=1), view)
    if invocation.json:
        return document(
            {
                "month": f"{shown.first:%Y-%m}",
                "late_from_before": shown.earlier,
                "days": [picked(day, "on kind says due late") for day in shown.days],
            }
        )
    return _print(shown)


def _give_feed(invocation: Invocation, desk: Desk, view: str, output: str) -> None:
    """Give the due dates as a calendar file. Reading one never waits for this."""
    from dpo_console.cases.queue.feed import MAKER, calendar_feed
    from dpo_console.cli.sheets import STDOUT, write_file

    feed = calendar_feed(desk, view)
    if output not in ("", STDOUT):
        write_file(invocation, desk, output, feed, MAKER.encode())
    elif invocation.json:
        document({"ics": feed.decode()})
    else:
        sys.stdout.buffer.write(feed)


def _print(view: MonthView) -> None:
    say(month_sentence(view))
    closed = (DayKind.BANK_HOLIDAY, DayKind.CLOSURE, DayKind.INSET)
    rows = [
        (day_cell(day.on), f"{day.due} due" if day.due else "", f"{day.late} late" if day.late
         else "", day.says)
        for day in view.days
        if day.due or day.kind in closed
    ]  # fmt: skip
    if rows:
        say("")
        columns(rows)

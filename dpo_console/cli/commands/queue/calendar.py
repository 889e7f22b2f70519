"""`calendar`: the due dates of a month."""

import sys
from datetime import date

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.month import MonthView, month_sentence, month_view, parse_month
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import subcommand, text_option
from dpo_console.cli.output import columns, document, say
from dpo_console.cli.pages.values import picked
from dpo_console.cli.pages.words import day_cell
from dpo_console.cli.types import Context, Parameter, label
from dpo_console.errors import BadInput
from dpo_console.law.calendar.school_year import DayKind


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
    from dpo_console.cli.sheets.giving import STDOUT, write_file

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

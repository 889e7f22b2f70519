"""`statistics`: answers on time, days taken, and open cases."""

from collections.abc import Iterator
from datetime import date

import click

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.cases.reports.statistics import (
    COUNTED,
    Figures,
    Statistics,
    counted_title,
    school_year,
)
from dpo_console.cases.reports.statistics import statistics as figures_of
from dpo_console.casework.reports import statistics_report
from dpo_console.cli.commands.letters.letter_lines import print_way_home
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import day_option, subcommand
from dpo_console.cli.output import columns, document, narrate, pour, print_file, say
from dpo_console.cli.sheets import AskedFormat, Cell, Sheet, give, sheet_options
from dpo_console.text import day_words

KEYS = (
    "of", "title", "answered", "on_time", "late", "percent_on_time", "median_days", "longest_days",
    "stopped_days", "extended", "overdue",
)  # fmt: skip
"""The columns of a spreadsheet."""


@subcommand()
@day_option("--from", "The first day. Default: 1 September.", "since")
@day_option("--to", "The last day. Default: today.", "until")
@click.option(
    "--report",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Write a Word file for governors: to FILE, or else below exports/statistics/. - for "
    "stdout.",
)
@sheet_options
def statistics(
    invocation: Invocation,
    since: date | None,
    until: date | None,
    report: str | None,
    form: str | None,
    output: str,
) -> None:
    """Count statutory answers on time, and open cases, by month, kind and group.

    The report for governors says it in plain words, without names and without figures about fewer
    than five answers.

    \b
      dpo-console statistics
      dpo-console statistics --from 2025-09-01 --to 2026-08-31
      dpo-console statistics --format xlsx -o ~/statistics.xlsx
      dpo-console statistics --report
      ssh host dpo-console statistics --report - > report.docx
    """
    desk = invocation.desk()
    last = until or desk.today
    first = since or school_year(last)[0]
    if report is None:
        _show(invocation, desk, figures_of(desk, first, last), AskedFormat(form, output))
    elif report == "-":
        _pour(invocation, desk, first, last)
    else:
        _write(invocation, desk, first, last, report)


def _pour(invocation: Invocation, desk: Desk, first: date, last: date) -> None:
    made = statistics_report.report_bytes(desk, first, last)
    if invocation.json:
        return document({"bytes": len(made)})
    return pour(made, "A Word file", "statistics --report - > report.docx")


def _write(invocation: Invocation, desk: Desk, first: date, last: date, to: str) -> None:
    written = statistics_report.write_report(desk, first, last, to)
    invocation.saved = True
    print_file(invocation, written.path, written.sha256)
    print_way_home(fetch_line(desk, written.path))


def _show(invocation: Invocation, desk: Desk, found: Statistics, given: AskedFormat) -> None:
    give(
        invocation,
        desk,
        given,
        lambda: Sheet("Statistics", KEYS, _cells(desk, found)),
        lambda: _document(found),
        lambda: _draw(desk, found),
    )


def _document(found: Statistics) -> dict[str, object]:
    return {
        "from": found.since.isoformat(),
        "to": found.until.isoformat(),
        "total": _json(found.total),
        "months": {f"{month:%Y-%m}": _json(f) for month, f in found.months.items()},
        "kinds": {kind: _json(figures) for kind, figures in found.kinds.items()},
        "groups": {group: _json(figures) for group, figures in found.groups.items()},
        "open": dict(found.open),
    }


def _lines(desk: Desk, found: Statistics) -> Iterator[tuple[str, str, Figures]]:
    """Yield a title and the figures of each month, kind and group of schools, and of all."""
    names = {group.slug: group.name for group in desk.settings.groups}
    yield from (("month", f"{month:%b %Y}", one) for month, one in found.months.items())
    yield from (("kind", counted_title(kind), one) for kind, one in found.kinds.items())
    yield from (("group", names[group], one) for group, one in found.groups.items())
    yield "all", "All", found.total


def _cells(desk: Desk, found: Statistics) -> Iterator[tuple[Cell, ...]]:
    yield from ((of, title, *_json(one).values()) for of, title, one in _lines(desk, found))


def _draw(desk: Desk, found: Statistics) -> None:
    say(f"{COUNTED}, given from {day_words(found.since)} to {day_words(found.until)}")
    columns([(title, _said(one)) for _, title, one in _lines(desk, found)])
    say("Open now: " + ", ".join(f"{n} {band.replace('_', ' ')}" for band, n in found.open.items()))
    narrate(
        "Clock stopped: days on which a question or a fee stopped it. They don't count.\n"
        "Overdue now: cases still open after their last day, which no percentage counts. "
        "A day that was only agreed, such as for a certificate of destruction, doesn't count."
    )


def _said(figures: Figures) -> str:
    """Return a line's figures in words, which need no columns to be understood."""
    overdue = [f"{figures.overdue} overdue now"] if figures.overdue else []
    if not figures.answered:
        return "; ".join(["none yet", *overdue])
    share = f"{figures.in_time} of {figures.answered} on time ({figures.percent}%)"
    return "; ".join([share, figures.said, *overdue])


def _json(figures: Figures) -> dict[str, float | None]:
    return {
        "answered": figures.answered,
        "on_time": figures.in_time,
        "late": figures.late,
        "percent_on_time": figures.percent,
        "median_days": figures.median_days,
        "longest_days": figures.longest_days,
        "stopped_days": figures.stopped_days,
        "extended": figures.extended,
        "overdue": figures.overdue,
    }

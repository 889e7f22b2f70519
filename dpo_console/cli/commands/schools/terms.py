"""A school's year: `terms`."""

from collections.abc import Mapping
from datetime import date

import click

from dpo_console.cases.schools import YearView, sections, total_words, year_view
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Group, text_option
from dpo_console.cli.output import columns, document, narrate, say, section
from dpo_console.cli.pages.values import Json
from dpo_console.law.calendar.school_year import DayKind

SCHOOL = text_option("--school", "SLUG", "Which school, by its slug.")


@click.group(cls=Group, invoke_without_command=True)
@SCHOOL
@click.option(
    "--year",
    type=int,
    metavar="YEAR",
    help="The year in which the school year begins. Default: this one.",
)
@click.pass_context
def terms(ctx: click.Context, school: str, year: int | None) -> None:
    """Show a school's year: terms, holidays, INSET days and closures. `terms import` reads a file.

    \b
      dpo-console terms
      dpo-console terms --school oak --year 2027 --json
      dpo-console terms import dates.ics --school oak --dry-run
    """
    if ctx.invoked_subcommand is not None:
        if school or year is not None:
            raise click.UsageError(f"Write the options after {ctx.invoked_subcommand}.", ctx)
        return

    invocation = ctx.ensure_object(Invocation)
    desk = invocation.desk()
    view = year_view(desk, school, year)
    if invocation.json:
        document(as_json(view))
        return
    print_year(view)
    others = [other.slug for other in desk.settings.schools if other != view.school]
    if others and not school:
        narrate(f"Other schools, with --school: {', '.join(others)}")


def print_year(view: YearView) -> None:
    """Print a school's year as lists."""
    say(f"{view.school.name} ({view.school.slug}), school year {view.year.name}")
    for title, rows in sections(view):
        section(title, rows)
    say("")
    columns([(total_words(view),)])
    if view.warnings:
        say("")
        columns([("!", warning) for warning in view.warnings])


def as_json(view: YearView) -> Json:
    """Return one school year of one school."""
    known = view.known or (None, None)
    return {
        "school": view.school.slug,
        "name": view.school.name,
        "year": view.year.name,
        "terms": [
            {**span_json(*span), "school_days": view.school_days(span)} for span in view.year.spans
        ],
        "holidays": [{**span_json(h.first, h.last), "name": h.name} for h in view.year.holidays],
        "inset": [closed_json(day, view.reasons) for day in view.year.days(DayKind.INSET)],
        "closures": [closed_json(day, view.reasons) for day in view.year.days(DayKind.CLOSURE)],
        "bank_holidays": [{"on": day.isoformat(), "name": n} for day, n in view.bank_holidays],
        "school_days": view.school_days(),
        "known_from": known[0].isoformat() if known[0] else None,
        "known_to": known[1].isoformat() if known[1] else None,
        "warnings": list(view.warnings),
    }


def span_json(first: date, last: date) -> Json:
    """Return a span of days."""
    return {"first": first.isoformat(), "last": last.isoformat()}


def closed_json(day: date, reasons: Mapping[date, str]) -> Json:
    """Return a day without lessons, and why."""
    return {"on": day.isoformat(), "why": reasons.get(day, "")}

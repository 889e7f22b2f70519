"""A school's year: `terms`."""

import sys
from datetime import date

import click

from dpo_console.cases.schools.school_terms import YearView, year_view
from dpo_console.cases.schools.year_picture import COLUMNS, GLYPHS, HEADER, NAMES, months
from dpo_console.cli.commands.schools import terms_as_json
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Group, text_option
from dpo_console.cli.output import columns, document, narrate, say, section
from dpo_console.cli.pages.words import day_cell
from dpo_console.law.calendar.school_year import USUAL_SCHOOL_DAYS, DayKind, SchoolYear
from dpo_console.text import day_words

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
        document(terms_as_json.year(view))
        return
    print_year(view, picture=on_a_terminal())
    others = [other.slug for other in desk.settings.schools if other != view.school]
    if others and not school:
        narrate(f"Other schools, with --school: {', '.join(others)}")


def print_year(view: YearView, *, picture: bool) -> None:
    """Print a school's year as lists, then its picture if wanted."""
    school = view.school
    say(f"{school.name} ({school.slug}), school year {view.year.name}")
    section("Terms", [(*_span(span), f"{view.school_days(span)} school days")
                    for span in view.year.spans])  # fmt: skip
    section("Holidays between", [(*_span((h.first, h.last)), h.name) for h in view.year.holidays])
    section("INSET days", _closed(view, DayKind.INSET))
    section("Closures", _closed(view, DayKind.CLOSURE))
    section("Bank holidays", [(day_cell(day), name) for day, name in view.bank_holidays])
    say("")
    columns([(total_words(view),)])
    if view.warnings:
        say("")
        columns([("!", warning) for warning in view.warnings])
    if picture:
        say("")
        print_picture(view.year)


def _span(span: tuple[date, date]) -> tuple[str, str]:
    return day_cell(span[0]), f"to {day_cell(span[1])}"


def _closed(view: YearView, kind: DayKind) -> list[tuple[str, str]]:
    return [(day_cell(day), view.reasons.get(day, "")) for day in view.year.days(kind)]


def total_words(view: YearView) -> str:
    """Return `190 school days (190 are usual). Known from … to …`."""
    count = f"{view.school_days()} school days ({USUAL_SCHOOL_DAYS} are usual)"
    if view.known is None:
        return f"{count}. No term dates are known."
    first, last = view.known
    return f"{count}. Term dates are known from {day_words(first)} to {day_words(last)}."


def print_picture(year: SchoolYear) -> None:
    """Print a line a month, weekdays below each other, and the meaning of the characters."""
    heads = (HEADER[column % 7] for column in range(COLUMNS))
    say(f"     {' '.join(heads)}")
    for month in months(year):
        cells = [" "] * month.before + [GLYPHS[kind] for kind in month.kinds]
        say(f"{month.name}  {' '.join(cells)}")
    say("")
    columns([("   ".join(f"{glyph} {NAMES[kind]}" for kind, glyph in GLYPHS.items()),)])


def on_a_terminal() -> bool:
    """Return True if a person sees the output: a picture means nothing to a script."""
    return sys.stdout.isatty()

"""A school's year: `terms`, and `terms import` from a file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpo_console.cases.office.permissions import require
from dpo_console.cases.schools import YearView, sections, total_words, year_view
from dpo_console.casework import schools as planning
from dpo_console.casework.office import own_files
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Group, subcommand, text_option
from dpo_console.cli.output import Json, columns, document, narrate, picked, say, section
from dpo_console.config.files.folders import whole_path
from dpo_console.law.calendar.school_year import DayKind
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.casework.schools import TermImport
    from dpo_console.cli import incoming
    from dpo_console.config.terms import reading
else:
    incoming = later("dpo_console.cli.incoming")
    reading = later("dpo_console.config.terms.reading")

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
        document(year_json(view))
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


def year_json(view: YearView) -> Json:
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


@subcommand("import")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@SCHOOL
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--replace",
    is_flag=True,
    help="Replace those school years whole, your own closures and INSET days too.",
)
def import_(invocation: Invocation, file: str, school: str, dry_run: bool, replace: bool) -> None:
    """Import term dates from an .ics or CSV file into data/dpo.toml.

    The file replaces the dates from its first term to its last. Earlier and later dates stay, and
    so do closures and INSET days. A CSV file has the columns what, first and last. Lines that
    aren't understood are listed. With -, the file comes from stdin.

    \b
      dpo-console terms import dates.ics --school oak --dry-run
      dpo-console terms import dates.csv --school oak
    """
    desk = invocation.desk()
    if not dry_run:
        require(desk, "settings")
    content, name = incoming.incoming(desk, file, reading.LARGEST)
    path = Path(name) if file == own_files.STREAM else whole_path(file)
    planned = planning.plan_import(desk, path, school, whole_years=replace, content=content)
    if not invocation.json:
        print_plan(planned, path)
    backup = planning.save_import(desk, planned).backup if planned.changes and not dry_run else None
    invocation.saved = backup is not None
    if invocation.json:
        document(import_json(planned, backup))
    else:
        print_written(planned, backup)


def print_plan(planned: "TermImport", path: Path) -> None:
    """Print the content of a file, the changes from importing it, and every doubt about it."""
    say(f"{path}: {planning.what_it_says(planned)}")
    for title, lines in planning.told(planned):
        say(f"\n{title}")
        columns([(line,) for line in lines], indent=2)


def print_written(planned: "TermImport", backup: Path | None) -> None:
    """Print the result of a plan to stderr. `backup` is the copy of the earlier file."""
    if backup:
        narrate(
            f"Written into {planned.file.path}. As it was before: {backup}\n"
            "A console that is open shows the old dates until it is opened again."
        )
    elif planned.changes:
        narrate("Nothing was written. Leave out --dry-run to do it.")
    else:
        narrate("Nothing was written: data/dpo.toml says all this already.")


def import_json(plan: "TermImport", backup: Path | None) -> Json:
    """Return the changes of an import. `backup` is the copy of the earlier file, or null."""
    dates = plan.dates
    return {
        "school": plan.school.slug,
        "terms": [span_json(*span) for span in dates.spans],
        "inset": [closed_json(day, dates.inset) for day in dates.inset],
        "closures": [closed_json(day, dates.closures) for day in dates.closures],
        "changes": list(plan.difference.lines),
        "doubts": [*plan.difference.notes, *plan.doubts],
        "left_out": [picked(unused, "entry why") for unused in plan.understood.unused],
        "cases": [picked(moved, "reference before after") for moved in plan.moved],
        "written": backup is not None,
        "backup": str(backup) if backup else None,
    }

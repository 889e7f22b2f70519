"""Term dates: `terms` shows a school's year, `terms import` takes one from a file."""

from pathlib import Path

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Group, Subcommand
from dpo_console.cli.output import document, narrate
from dpo_console.config.folders import whole_path

SCHOOL = click.option("--school", default="", metavar="SLUG", help="Which school, by its slug.")


@click.group(cls=Group, invoke_without_command=True)
@SCHOOL
@click.option(
    "--year", type=int, metavar="YEAR", help="The year in which the school year begins; now's."
)
@click.pass_context
def terms(ctx: click.Context, school: str, year: int | None) -> None:
    """A school's year: terms, holidays, INSET days, closures; `terms import` takes it from a file.

    \b
      dpo-console terms
      dpo-console terms --school oak --year 2027 --json
      dpo-console terms import dates.ics --school oak --dry-run
    """
    if ctx.invoked_subcommand is not None:
        if school or year is not None:
            raise click.UsageError(f"Write the options after {ctx.invoked_subcommand}.", ctx)
        return
    from dpo_console.cases.schools.school_terms import year_view
    from dpo_console.cli.commands.schools import terms_as_json
    from dpo_console.cli.commands.schools.term_lines import on_a_terminal, print_year

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


@terms.command("import", cls=Subcommand)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@SCHOOL
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--replace",
    is_flag=True,
    help="Keep nothing of the school years in the file, own closures and INSET days neither.",
)
@click.pass_obj
def import_(invocation: Invocation, file: Path, school: str, dry_run: bool, replace: bool) -> None:
    """Term dates from an .ics or CSV file into data/dpo.toml, whose comments are kept.

    The file speaks for the days from its first term to its last; earlier and later dates stay, and
    so do closures and INSET days. A CSV file has the columns what, first and last. Whatever isn't
    understood is listed.

    \b
      dpo-console terms import dates.ics --school oak --dry-run
      dpo-console terms import dates.csv --school oak
    """
    from dpo_console.cases.office.permissions import require
    from dpo_console.casework.schools.term_import import plan_import, save_import
    from dpo_console.cli.commands.schools import terms_as_json
    from dpo_console.cli.commands.schools.term_lines import print_plan, print_written

    desk = invocation.desk()
    if not dry_run:
        require(desk.person, "settings")
    path = whole_path(file)
    planned = plan_import(desk, path, school, whole_years=replace)
    if not invocation.json:
        print_plan(planned, path)
    backup = save_import(desk, planned).backup if planned.changes and not dry_run else None
    invocation.saved = backup is not None
    if invocation.json:
        document(terms_as_json.planned(planned, backup))
    else:
        print_written(planned, backup)

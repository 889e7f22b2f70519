"""A school's year: `terms`."""

import click

from dpo_console.cases.schools.school_terms import year_view
from dpo_console.cli.commands.schools import terms_as_json
from dpo_console.cli.commands.schools.term_lines import on_a_terminal, print_year
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Group, text_option
from dpo_console.cli.output import document, narrate

SCHOOL = text_option("--school", "SLUG", "Which school, by its slug.")

ENTRIES = {
    "import": (
        "schools.term_import",
        "Take term dates from an .ics or CSV file into data/dpo.toml, whose comments are kept.",
    )
}


@click.group(cls=Group, entries=ENTRIES, invoke_without_command=True)
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

"""The disclosure schedule of a case: `schedule`, and the commands for its items."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import Group, Subcommand
from dpo_console.cli.output import csv_file, document, narrate, say
from dpo_console.cli.types import NUMBER, Day, Numbers

if TYPE_CHECKING:
    from dpo_console.cases.disclosure.schedule_view import Schedule

EXEMPTION = click.option(
    "--exemption", default="", metavar="SLUG", help="The ground; `exemptions` lists them."
)
REASON = click.option("--reason", default="", metavar="TEXT", help="Why, in your own words.")
WHY = click.option("--why", required=True, metavar="TEXT", help="Why; it stands in the history.")
NUMBERS = click.argument("numbers", type=Numbers())


class OfCase(Group):
    """Subcommands after a case's reference. Global options may stand between the two."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments before the subcommand, options first."""
        commands = self.list_commands(ctx)
        first = next((n for n, word in enumerate(args) if n and word in commands), len(args))
        options = args[1:first] if args and not args[0].startswith("-") else []
        return super().parse_args(ctx, [*options, args[0], *args[first:]] if options else args)


@click.group(cls=OfCase, invoke_without_command=True)
@click.argument("reference", metavar="REF")
@click.pass_context
def schedule(ctx: click.Context, reference: str) -> None:
    """What was found, what becomes of each item, and why; without a subcommand, show it.

    NUMBERS are written like 1-40,52.

    \b
      dpo-console schedule SAR-2026-0042
      dpo-console schedule SAR-2026-0042 add "Paper file" --pages 1-40 --category pupil-record
      dpo-console schedule SAR-2026-0042 import found.csv
      dpo-console schedule SAR-2026-0042 treat 1-40,52 release
      dpo-console schedule SAR-2026-0042 treat 53-60 redact --exemption sch2-16 \\
          --reason "Names of other pupils"
      dpo-console schedule SAR-2026-0042 looked 53-60
    """
    from dpo_console.cases.disclosure.schedule_view import schedule as read
    from dpo_console.cli.commands.disclosure.schedule_json import schedule as as_json
    from dpo_console.cli.commands.disclosure.schedule_page import print_schedule

    invocation = ctx.ensure_object(Invocation)
    if ctx.invoked_subcommand is not None:
        return
    desk = invocation.desk()
    found = read(desk, reference)
    if invocation.json:
        document(as_json(found))
    else:
        print_schedule(found, desk.settings.names)


def _reference(ctx: click.Context) -> str:
    """Return the case that stands before the subcommand."""
    return str(ctx.parent.params["reference"]) if ctx.parent else ""


def _changed(invocation: Invocation, found: "Schedule", done: str) -> None:
    from dpo_console.cases.disclosure.schedule_totals import lacking
    from dpo_console.cli.commands.disclosure.schedule_json import schedule as as_json

    invocation.saved = True
    if invocation.json:
        document(as_json(found))
        return
    say(f"{found.reference}: {done}; {lacking(found.totals)}.")


@schedule.command(cls=Subcommand)
@click.argument("title")
@click.option("--source", default="", metavar="PLACE", help="Where it was found.")
@click.option("--category", default="other", metavar="SLUG", help="The kind of data.")
@click.option("--dated", type=Day(), metavar="DATE", help="The document's own date.")
@click.option("--pages", default="0", metavar="N", help="How many, or which: 12, or 1-40.")
@click.option("--each", is_flag=True, help="An item for each of the pages.")
@click.pass_context
def add(
    ctx: click.Context,
    title: str,
    source: str,
    category: str,
    dated: date | None,
    pages: str,
    each: bool,
) -> None:
    """List an item, or one for each of its pages.

    \b
      dpo-console schedule SAR-2026-0042 add "Paper file" --source paper --pages 1-40 --each
    """
    from dpo_console.casework.disclosure.schedule import NewItem, add_items, of_pages

    invocation = ctx.ensure_object(Invocation)
    item = NewItem(title, category, source, dated)
    items = of_pages(item, pages, each=each)
    found = add_items(invocation.desk(), _reference(ctx), items)
    _changed(invocation, found, f"{len(items)} listed")


@schedule.command(cls=Subcommand, name="import")
@click.argument("file", type=click.Path(allow_dash=True))
@click.pass_context
def import_(ctx: click.Context, file: str) -> None:
    """List every row of a CSV file, or none: each wrong row is named with its line and field.

    Its first line names the columns: number, source, category, title, date, pages, treatment,
    exemption, reason. Only the title must be there. With -, from stdin.

    \b
      dpo-console schedule SAR-2026-0042 import found.csv
    """
    from dpo_console.casework.disclosure.schedule_import import import_items, read_spreadsheet

    invocation = ctx.ensure_object(Invocation)
    desk = invocation.desk()
    content = sys.stdin.buffer.read() if file == "-" else read_spreadsheet(Path(file))
    done = import_items(desk, _reference(ctx), content, "stdin" if file == "-" else file)
    if done.unused:
        narrate(f"Not used, as no column of a schedule is called so: {', '.join(done.unused)}.")
    _changed(invocation, done.schedule, f"{done.items} listed, as {done.numbers}")


@schedule.command(cls=Subcommand)
@NUMBERS
@click.argument("treatment", type=click.Choice(["release", "redact", "withhold", "undo"]))
@EXEMPTION
@REASON
@click.pass_context
def treat(
    ctx: click.Context, numbers: tuple[int, ...], treatment: str, exemption: str, reason: str
) -> None:
    """Decide what becomes of items; what is left out needs an exemption and a reason.

    \b
      dpo-console schedule SAR-2026-0042 treat 1-40,52 release
      dpo-console schedule SAR-2026-0042 treat 53-60 redact --exemption sch2-16 --reason "Pupils"
    """
    _treat(ctx, numbers, "" if treatment == "undo" else treatment, exemption, reason)


def _treat(
    ctx: click.Context, numbers: tuple[int, ...], treatment: str, exemption: str, reason: str
) -> None:
    from dpo_console.cases.disclosure.schedule_gaps import TREATMENTS
    from dpo_console.casework.disclosure.schedule_treatment import treat_items

    invocation = ctx.ensure_object(Invocation)
    found = treat_items(
        invocation.desk(), _reference(ctx), numbers, treatment, exemption=exemption, reason=reason
    )
    _changed(invocation, found, f"{len(numbers)} to {TREATMENTS[treatment]}")


def _left_out(treatment: str, help_: str) -> Callable[..., None]:
    example = f"dpo-console schedule SAR-2026-0042 {treatment} 53-60 --exemption sch2-16"

    @schedule.command(cls=Subcommand, name=treatment, help=f"{help_}\n\n\b\n  {example}")
    @NUMBERS
    @EXEMPTION
    @REASON
    @click.pass_context
    def leave_out(
        ctx: click.Context, numbers: tuple[int, ...], exemption: str, reason: str
    ) -> None:
        _treat(ctx, numbers, treatment, exemption, reason)

    return leave_out


_left_out("redact", "Black out parts of items: short for `treat NUMBERS redact`.")
_left_out("withhold", "Leave items out: short for `treat NUMBERS withhold`.")


@schedule.command(cls=Subcommand)
@NUMBERS
@click.argument("says", type=click.Choice(["harm", "no-harm", "known"]))
@click.option("--note", required=True, metavar="TEXT", help="Whose it is, or how it is known.")
@click.option("--on", type=Day(), metavar="DATE", help="The day of the opinion.")
@click.pass_context
def opinion(
    ctx: click.Context, numbers: tuple[int, ...], says: str, note: str, on: date | None
) -> None:
    """Record the opinion that the law asks for on health, social work and safeguarding data.

    harm: it would be likely to do serious harm; no-harm: it would not; known: no opinion is
    needed, as the person has seen or knows it already.

    \b
      dpo-console schedule SAR-2026-0042 opinion 12-14 no-harm --note "Dr N. Rao, GP" --on monday
    """
    from dpo_console.casework.disclosure.schedule_treatment import give_opinion

    invocation = ctx.ensure_object(Invocation)
    found = give_opinion(invocation.desk(), _reference(ctx), numbers, says, note, on=on)
    _changed(invocation, found, f"opinion on {len(numbers)} recorded")


@schedule.command(cls=Subcommand)
@NUMBERS
@click.pass_context
def looked(ctx: click.Context, numbers: tuple[int, ...]) -> None:
    """Record your second look at what is blacked out or withheld among the items.

    \b
      dpo-console schedule SAR-2026-0042 looked 53-60
    """
    from dpo_console.casework.disclosure.schedule_treatment import look_again

    invocation = ctx.ensure_object(Invocation)
    found = look_again(invocation.desk(), _reference(ctx), numbers)
    _changed(invocation, found, "second look recorded")


@schedule.command(cls=Subcommand)
@click.argument("number", type=NUMBER)
@click.option("--title", metavar="TEXT", help="What it is.")
@click.option("--source", metavar="PLACE", help="Where it was found.")
@click.option("--category", metavar="SLUG", help="The kind of data.")
@click.option("--dated", type=Day(), metavar="DATE", help="The document's own date.")
@click.option("--pages", type=click.IntRange(0), metavar="N", help="How many pages.")
@WHY
@click.pass_context
def correct(ctx: click.Context, /, number: int, why: str, **given: str | int | date | None) -> None:
    """Put an item right; what stood there is kept in the history.

    \b
      dpo-console schedule SAR-2026-0042 correct 7 --pages 3 --why "Counted again"
    """
    from dpo_console.casework.disclosure.schedule import correct_item

    invocation = ctx.ensure_object(Invocation)
    changes = {name: value for name, value in given.items() if value is not None}
    found = correct_item(invocation.desk(), _reference(ctx), number, changes, why)
    _changed(invocation, found, f"item {number} put right")


@schedule.command(cls=Subcommand)
@NUMBERS
@WHY
@click.pass_context
def remove(ctx: click.Context, numbers: tuple[int, ...], why: str) -> None:
    """Take items off that should not stand there; they are kept in the history.

    \b
      dpo-console schedule SAR-2026-0042 remove 8-9 --why "The same message twice"
    """
    from dpo_console.casework.disclosure.schedule import remove_items

    invocation = ctx.ensure_object(Invocation)
    found = remove_items(invocation.desk(), _reference(ctx), numbers, why)
    _changed(invocation, found, f"{len(numbers)} taken off")


@schedule.command(cls=Subcommand)
@click.pass_context
def export(ctx: click.Context) -> None:
    """Print the schedule as CSV for a spreadsheet.

    \b
      dpo-console schedule SAR-2026-0042 export > schedule.csv
    """
    from dpo_console.cases.disclosure.schedule_view import schedule as read
    from dpo_console.casework.disclosure.schedule_import import export_rows
    from dpo_console.cli.commands.disclosure.schedule_json import schedule as as_json

    invocation = ctx.ensure_object(Invocation)
    found = read(invocation.desk(), _reference(ctx))
    if invocation.json:
        document(as_json(found))
    else:
        csv_file(export_rows(found))

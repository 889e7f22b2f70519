"""Items of a disclosure schedule: listed, put right, and what becomes of each."""

from datetime import date

import click

from dpo_console.cases.disclosure import TREATMENTS, page_words
from dpo_console.cases.leaving.item_pages import pages_told
from dpo_console.cases.office.references import file_meant
from dpo_console.casework.disclosure.schedule import (
    NewItem,
    add_items,
    correct_item,
    of_pages,
    place_items,
    remove_items,
)
from dpo_console.casework.disclosure.schedule_treatment import give_opinion, look_again, treat_items
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import NUMBERS, WHY, after_case, day_option, subcommand, text_option
from dpo_console.cli.output import columns, document
from dpo_console.cli.pages.schedule_page import exemption_json as as_json
from dpo_console.cli.pages.schedule_page import (
    print_exemption,
    print_exemptions,
    print_schedule_change,
)
from dpo_console.cli.types import NUMBER
from dpo_console.law.exemptions.exemptions import exemption, exemptions_for, opinions
from dpo_console.law.exemptions.exemptions import exemptions as every
from dpo_console.law.statutes import statute


@subcommand()
@click.argument("slug", metavar="[SLUG]", required=False)
@click.option("--kind", metavar="KIND", help="Only those for a kind of request.")
def exemptions(invocation: Invocation, slug: str | None, kind: str | None) -> None:
    """List the grounds for withholding information, each with its test in plain words.

    \b
      dpo-console exemptions --kind sar
      dpo-console exemptions sch2-16
    """
    chosen = exemptions_for(statute(kind).kind) if kind else tuple(every().values())
    found = (exemption(slug),) if slug else chosen
    if invocation.json:
        who = {name: opinion.who for name, opinion in opinions().items()}
        rows = [as_json(e, who.get(e.opinion, "")) for e in found]
        document(rows[0] if slug else rows)
    elif slug:
        print_exemption(found[0])
    else:
        print_exemptions(found)


@after_case()
@click.argument("title")
@text_option("--source", "PLACE", "Where it was found.")
@click.option("--category", default="other", metavar="SLUG", help="The kind of data.")
@day_option("--dated", "The document's own date.")
@click.option("--pages", default="0", metavar="N", help="How many, or which: 12, or 1-40.")
@click.option("--each", is_flag=True, help="An item for each of the pages.")
def add(
    invocation: Invocation,
    reference: str,
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
    item = NewItem(title, category, source, dated)
    items = of_pages(item, pages, each=each)
    found = add_items(invocation.desk(), reference, items)
    print_schedule_change(invocation, found, f"{len(items)} listed")


@after_case()
@click.argument("number", type=NUMBER)
@click.option("--title", metavar="TEXT", help="What it is.")
@click.option("--source", metavar="PLACE", help="Where it was found.")
@click.option("--category", metavar="SLUG", help="The kind of data.")
@day_option("--dated", "The document's own date.")
@click.option("--pages", type=click.IntRange(0), metavar="N", help="How many pages.")
@WHY
def correct(
    invocation: Invocation,
    reference: str,
    /,
    number: int,
    why: str,
    **given: str | int | date | None,
) -> None:
    """Correct an item. The history keeps what stood there.

    \b
      dpo-console schedule SAR-2026-0042 correct 7 --pages 3 --why "Counted again"
    """
    changes = {name: value for name, value in given.items() if value is not None}
    found = correct_item(invocation.desk(), reference, number, changes, why)
    print_schedule_change(invocation, found, f"item {number} corrected")


@after_case("in-file")
@NUMBERS
@click.argument("file", required=False, default="")
@text_option("--pages", "N-M", "On which pages. Default: all.")
def in_file(
    invocation: Invocation, reference: str, numbers: tuple[int, ...], file: str, pages: str
) -> None:
    """Say which file of the answer holds the items. Their pages are counted there.

    Several items stand one after the other, each on as many pages as it has, or on one each.
    Without FILE, they are in none.

    \b
      dpo-console schedule SAR-2026-0042 in-file 1-40 reply.pdf
      dpo-console schedule SAR-2026-0042 in-file 41 reply.pdf --pages 41-44
    """
    desk = invocation.desk()
    found = place_items(desk, reference, numbers, file, pages)
    where = page_words(item for item in found.items if item.number in numbers)
    print_schedule_change(invocation, found, where or f"{len(numbers)} in no file")
    if not invocation.json:
        columns([("-", said) for said in pages_told(file_meant(desk, reference))], indent=2)


@after_case()
@NUMBERS
@WHY
def remove(invocation: Invocation, reference: str, numbers: tuple[int, ...], why: str) -> None:
    """Take items off the schedule. They are kept in the history.

    \b
      dpo-console schedule SAR-2026-0042 remove 8-9 --why "The same message twice"
    """
    found = remove_items(invocation.desk(), reference, numbers, why)
    print_schedule_change(invocation, found, f"{len(numbers)} taken off")


EXEMPTION = text_option("--exemption", "SLUG", "The ground. `exemptions` lists them.")
REASON = text_option("--reason", "TEXT", "Why, in your own words.")


@after_case()
@NUMBERS
@click.argument("treatment", type=click.Choice(["release", "redact", "withhold", "undo"]))
@EXEMPTION
@REASON
def treat(
    invocation: Invocation, reference: str, numbers: tuple[int, ...], treatment: str, **why: str
) -> None:
    """Decide on items: release, redact or withhold. The last two need an exemption and a reason.

    To release an item that is redacted or withheld, or to undo it, needs a reason too.

    \b
      dpo-console schedule SAR-2026-0042 treat 1-40,52 release
      dpo-console schedule SAR-2026-0042 treat 53-60 redact --exemption sch2-16 --reason "Pupils"
      dpo-console schedule SAR-2026-0042 treat 53 release --reason "Her mother agrees"
    """
    _treat(invocation, reference, numbers, "" if treatment == "undo" else treatment, **why)


def _treat(
    invocation: Invocation, reference: str, numbers: tuple[int, ...], treatment: str, **why: str
) -> None:
    exemption, reason = why["exemption"], why["reason"]
    found = treat_items(
        invocation.desk(), reference, numbers, treatment, exemption=exemption, reason=reason
    )
    print_schedule_change(invocation, found, f"{len(numbers)} to {TREATMENTS[treatment]}")


def _left_out(treatment: str, help_: str) -> click.Command:
    example = f"dpo-console schedule SAR-2026-0042 {treatment} 53-60 --exemption sch2-16"

    @NUMBERS
    @EXEMPTION
    @REASON
    def leave_out(
        invocation: Invocation, reference: str, numbers: tuple[int, ...], **why: str
    ) -> None:
        _treat(invocation, reference, numbers, treatment, **why)

    leave_out.__doc__ = f"{help_}\n\n\b\n  {example}"
    return after_case(treatment)(leave_out)


redact = _left_out("redact", "Redact parts of items: short for `treat NUMBERS redact`.")
withhold = _left_out("withhold", "Withhold items: short for `treat NUMBERS withhold`.")


@after_case()
@NUMBERS
@click.argument("says", type=click.Choice(["harm", "no-harm", "known"]))
@click.option("--note", required=True, metavar="TEXT", help="Whose it is, or how it is known.")
@day_option("--on", "The day of the opinion.")
def opinion(
    invocation: Invocation,
    reference: str,
    numbers: tuple[int, ...],
    says: str,
    note: str,
    on: date | None,
) -> None:
    """Record the opinion on health data that the law requires, or advice on other data.

    harm: it would be likely to do serious harm; no-harm: it would not; known: no opinion is
    needed, as the person has seen or knows it already.

    \b
      dpo-console schedule SAR-2026-0042 opinion 12-14 no-harm --note "Dr N. Rao, GP" --on monday
    """
    found = give_opinion(invocation.desk(), reference, numbers, says, note, on=on)
    print_schedule_change(invocation, found, f"opinion on {len(numbers)} recorded")


@after_case()
@NUMBERS
def looked(invocation: Invocation, reference: str, numbers: tuple[int, ...]) -> None:
    """Record your second check of the redacted and withheld items.

    \b
      dpo-console schedule SAR-2026-0042 looked 53-60
    """
    found = look_again(invocation.desk(), reference, numbers)
    print_schedule_change(invocation, found, "second check recorded")

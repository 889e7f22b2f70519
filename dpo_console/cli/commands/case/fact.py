"""The facts, links and kind of a case: `fact`, `correct`, `link`, `unlink`, `reclassify`."""

from typing import TYPE_CHECKING

import click

from dpo_console.casework import facts, links
from dpo_console.casework import reclassify as kinds
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, text_option
from dpo_console.cli.output import narrate
from dpo_console.cli.pages.changed import print_change
from dpo_console.cli.types import NUMBER, DayOrMinute
from dpo_console.config.methods import METHODS
from dpo_console.law.facts import fact_kind
from dpo_console.law.model import Moment, day_of, minute_of
from dpo_console.lazy_import import later
from dpo_console.sentences import Remedy, first_upper
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.approval import criteria
    from dpo_console.cases.checklist import checklists
    from dpo_console.cases.office import references
    from dpo_console.cases.office.desk import Desk
    from dpo_console.cases.sharing import release_terms
    from dpo_console.cases.view import case as case_views
    from dpo_console.cases.view.views import CaseView
    from dpo_console.cli.pages import clock_page
    from dpo_console.store.cases.case_rows import CaseFile
else:
    criteria = later("dpo_console.approval.criteria")
    checklists = later("dpo_console.cases.checklist.checklists")
    references = later("dpo_console.cases.office.references")
    release_terms = later("dpo_console.cases.sharing.release_terms")
    case_views = later("dpo_console.cases.view.case")
    clock_page = later("dpo_console.cli.pages.clock_page")


@case_command()
@click.argument("name")
@click.option("--on", type=DayOrMinute(), metavar="DATE", help="When it happened. Default: today.")
@text_option("--note", "TEXT", "What was said, or why it was asked.")
@click.option("--method", type=click.Choice(tuple(METHODS)), help="How a notice was given.")
@text_option("--override", "TEXT", "Why it was sent despite a check.", "--past-gate")
@click.option("--answers", type=NUMBER, metavar="FACT_ID", help="The question that this answers.")
def fact(
    invocation: Invocation,
    reference: str,
    name: str,
    on: Moment | None,
    note: str,
    method: str | None,
    override: str,
    answers: int | None,
) -> None:
    """Record a dated fact. The dates follow from it.

    A question or notice counts only with its words: what was asked, or why. If you recorded one
    without words, add them later with --note. It then counts from the day it was asked.

    What left the office is always recorded. Where a check would have stopped it, say with
    --override why it went, in a sentence. The case always shows that.

    \b
      dpo-console fact SAR-2026-0042 clarification_requested --on 2026-09-03 --note "Which years?"
      dpo-console fact SAR-2026-0042 clarification_received --on yesterday
    """
    desk = invocation.desk()
    recorded = facts.record_fact(
        desk,
        reference,
        name,
        day_of(on) if on else None,
        at=minute_of(on) if on else None,
        note=note,
        method=method or "",
        answers=answers,
        override=override,
    )
    kept = references.file_meant(desk, recorded)
    _tell(desk, kept, name)
    day = day_words(on or kept.facts[-1].on)
    print_change(invocation, recorded, f"{fact_kind(name).words}, {day}.")


def _tell(desk: "Desk", kept: "CaseFile", name: str) -> None:
    """Tell which checks are open, or which words a fact lacks to count for anything."""
    recorded = kept.case.reference
    if name in criteria.checklist_for(kept.case.kind).holds:
        for flag in case_views.case_to_check(desk, recorded).flags:
            narrate(checklists.without_ids(flag))
    bare = checklists.waiting_for_words(kept.facts, fact_kind(name).name)
    if bare and bare.name == release_terms.SIGNING:
        narrate(release_terms.WITH_A_PAPER)
    elif bare:
        missing = first_upper(fact_kind(name).reason)
        say = Remedy("fact", (recorded, bare.name, f"--on {bare.on}", "--note ..."))
        narrate(f"{missing} isn't recorded, so this counts for nothing yet. Add it: {say}")


@case_command()
@click.argument("fact_id", type=NUMBER)
@click.option("--on", type=DayOrMinute(), metavar="DATE", help="The right day.")
@click.option("--why", required=True, metavar="TEXT", help="What was wrong with it.")
def correct(
    invocation: Invocation, reference: str, fact_id: int, on: Moment | None, why: str
) -> None:
    """Correct a fact. The old one stays in the history. `show` tells the facts' numbers.

    \b
      dpo-console correct SAR-2026-0042 1 --on 2026-08-31 --why "The envelope was stamped 31 August"
    """
    found = facts.correct_fact(
        invocation.desk(),
        reference,
        fact_id,
        on=day_of(on) if on else None,
        at=minute_of(on) if on else None,
        why=why,
    )
    print_change(invocation, found, f"fact {fact_id} corrected.")


@case_command()
@click.argument("other", metavar="OTHER")
@text_option(
    "--nature",
    "HOW",
    (
        "REF is a repeat, review or complaint of OTHER, of the same-message, or related. "
        "Without it, the console works it out from their kinds, people and days."
    ),
)
def link(invocation: Invocation, reference: str, other: str, nature: str) -> None:
    """Link a case to another one.

    \b
      dpo-console link SAR-2026-0042 SAR-2026-0007 --nature repeat
    """
    print_change(invocation, links.link(invocation.desk(), reference, other, nature), _linked)


def _linked(case: "CaseView") -> str:
    newest = case.links[-1]
    return f"linked with {newest.row.reference} ({newest.words})."


@case_command()
@click.argument("other", metavar="OTHER")
@click.option("--why", required=True, metavar="TEXT", help="Why they don't belong together.")
def unlink(invocation: Invocation, reference: str, other: str, why: str) -> None:
    """Remove the link between two cases. Both histories keep it.

    \b
      dpo-console unlink SAR-2026-0042 SAR-2026-0007 --why "Another Jane Doe"
    """
    found = links.unlink(invocation.desk(), reference, other, why)
    print_change(invocation, found, f"no longer linked with {other}.")


@case_command()
@click.argument("kind")
@text_option("--why", "TEXT", "Why it is that kind.")
@click.option("--dry-run", is_flag=True, help="Say what the dates would be, and change nothing.")
def reclassify(invocation: Invocation, reference: str, kind: str, why: str, dry_run: bool) -> None:
    """Change the kind of a case. It keeps its reference, its facts and its history.

    \b
      dpo-console reclassify SAR-2026-0042 foi --dry-run
      dpo-console reclassify SAR-2026-0042 foi --why "It asks for policies alone"
    """
    desk = invocation.desk()
    if dry_run:
        case = case_views.case_view(desk, reference)
        return clock_page.print_outlook(
            invocation, case, kinds.outlook(desk, case)(kind), desk.now, kind
        )
    found = kinds.reclassify(desk, reference, kind, why)
    return print_change(
        invocation, found, lambda case: f"counted as {case.row.title.lower()} from now on."
    )

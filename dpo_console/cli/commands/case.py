"""Acts on cases: `note`, `assign`, `close`, `restrict` and their like, facts, links and kinds."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dpo_console.cases.office.permissions import owner_slug
from dpo_console.casework import closing, facts, links, notes, restricted
from dpo_console.casework import reclassify as kinds
from dpo_console.casework import undo as undoing
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, day_option, subcommand, text_option
from dpo_console.cli.output import document, narrate, picked, say
from dpo_console.cli.pages.changed import print_change, print_changes
from dpo_console.cli.types import NUMBER, DayOrMinute
from dpo_console.config.methods import METHODS
from dpo_console.errors import BadInput
from dpo_console.law.facts import fact_kind
from dpo_console.law.model import Moment, day_of, minute_of
from dpo_console.law.words import listed
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
    case_views = later("dpo_console.cases.view.case")
    criteria = later("dpo_console.approval.criteria")
    checklists = later("dpo_console.cases.checklist.checklists")
    references = later("dpo_console.cases.office.references")
    release_terms = later("dpo_console.cases.sharing.release_terms")
    clock_page = later("dpo_console.cli.pages.clock_page")


@case_command()
@click.argument("text", nargs=-1, required=True)
def note(invocation: Invocation, reference: str, text: tuple[str, ...]) -> None:
    """Add a note to a case's history.

    \b
      dpo-console note SAR-2026-0042 "IT says the mailbox search is done"
    """
    print_change(invocation, notes.add_note(invocation.desk(), reference, " ".join(text)), "noted.")


@subcommand()
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.argument("who")
def assign(invocation: Invocation, references: tuple[str, ...], who: str) -> int:
    """Assign cases to a person, to yourself (me) or to nobody.

    \b
      dpo-console assign SAR-2026-0042 me
      dpo-console assign SAR-2026-0042 SAR-2026-0043 FOI-2026-0007 clerk
    """
    desk = invocation.desk()
    owner = owner_slug(desk, "" if who == "nobody" else who)

    def act(reference: str) -> tuple[str, str]:
        given = notes.assign(desk, reference, owner)
        return given, f"given to {desk.settings.names.get(owner, owner) or 'nobody'}."

    return print_changes(invocation, references, act)


@subcommand()
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.option("--outcome", required=True, metavar="SLUG", help="How it ended. `kinds` lists them.")
@day_option("--on", "The day it ended. Default: today.")
@text_option("--note", "TEXT", "Such as who withdrew it, and how.")
@text_option("--late", "TEXT", "Why it is late, if it is.")
def close(
    invocation: Invocation, references: tuple[str, ...], outcome: str, on: date | None, note: str,
    late: str,
) -> int:  # fmt: skip
    """Close cases with an outcome that their records support.

    \b
      dpo-console close SAR-2026-0042 --outcome disclosed
      dpo-console close SAR-2026-0043 --outcome withdrawn --note "She rang: she has it already"
    """
    desk = invocation.desk()

    def act(reference: str) -> tuple[str, str]:
        day = on or desk.today
        closed = closing.close(desk, reference, outcome, day, note=note, late=late)
        case = case_views.case_view(desk, closed)
        for flag in map(checklists.without_ids, case.flags):
            narrate(flag if len(references) == 1 else f"{case.reference}: {flag}")
        return closed, f"closed: {case.row.outcome_words}."

    return print_changes(invocation, references, act)


@case_command()
@click.option("--why", required=True, metavar="TEXT", help="Why it isn't over after all.")
def reopen(invocation: Invocation, reference: str, why: str) -> None:
    """Open a closed case again.

    \b
      dpo-console reopen SAR-2026-0042 --why "The parent says two years are missing"
    """
    print_change(invocation, closing.reopen(invocation.desk(), reference, why), "open again.")


@subcommand()
@click.argument("references", metavar="REF...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
def undo(invocation: Invocation, references: tuple[str, ...], dry_run: bool) -> int:
    """Undo your own last change to each case. The history keeps both.

    A fact, a correction, a note, an owner or a closing can be undone if nothing else
    happened to the case since. A letter that was sent or data that were released can't.

    \b
      dpo-console undo SAR-2026-0042 --dry-run
      dpo-console undo SAR-2026-0042
    """
    desk = invocation.desk()

    def act(reference: str) -> tuple[str, str]:
        planned = undoing.undoing(desk, reference)
        return undoing.undo(desk, planned), f"undone: {planned.did.removesuffix('.')}."

    if not dry_run:
        return print_changes(invocation, references, act)
    plans = [undoing.undoing(desk, reference) for reference in references]
    if invocation.json:
        told = [picked(planned, "reference did does") for planned in plans]
        document(told if len(told) > 1 else told[0])
    else:
        for planned in plans:
            say(f"{planned.reference}: {planned.does} ({planned.beside})")
    return 0


@case_command()
@text_option("--to", "PEOPLE", "Who else may see it, such as dpo,head.")
@text_option("--why", "TEXT", "Why. It is kept in the history.")
def restrict(invocation: Invocation, reference: str, to: str, why: str) -> None:
    """Let only you and these people see a case. Nobody else can find it.

    To change the people, restrict it again. `verify` still checks the case.

    \b
      dpo-console restrict SAR-2026-0042 --to dpo,head --why "A colleague's own request"
    """
    desk = invocation.desk()
    if not to.strip():
        mine = desk.person.slug
        raise BadInput(f"Say who else may see it: --to dpo,head. For you alone: --to {mine}.")
    found = restricted.restrict(desk, reference, to.split(","), why)
    print_change(invocation, found, _seen_by)


def _seen_by(case: "CaseView") -> str:
    return f"now seen only by {listed(case.called(slug) for slug in case.readers)}."


@case_command()
@click.option("--why", required=True, metavar="TEXT", help="Why. It is kept in the history.")
def unrestrict(invocation: Invocation, reference: str, why: str) -> None:
    """Let everyone see a case again.

    \b
      dpo-console unrestrict SAR-2026-0042 --why "Closed, and nothing left to withhold"
    """
    print_change(
        invocation,
        restricted.unrestrict(invocation.desk(), reference, why),
        "seen by everyone again.",
    )


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

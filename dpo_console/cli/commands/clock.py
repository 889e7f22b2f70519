"""Dates and why: `explain` and `what-if` for a case, `clock`, `kinds` and `doubts` without one."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

import click

from dpo_console.cases.clock.clocks import clock_if, clock_without_a_case, law_to_check, what_ifs
from dpo_console.cases.clock.clocks import kinds as all_kinds
from dpo_console.cases.view.case import case_view
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command, subcommand
from dpo_console.cli.output import columns, document, moment, narrate, say
from dpo_console.cli.pages.clock_page import clock_json, kind_json, print_clock, what_if_json
from dpo_console.cli.types import DayOrMinute, NamedMoment, Span
from dpo_console.law.calendar.schools import TYPES, School, SchoolType, TermCalendar
from dpo_console.law.calendar.schools import school_type as chosen_type
from dpo_console.law.explaining.headline import headline
from dpo_console.law.facts import fact_kind, words
from dpo_console.law.model import Fact, Moment
from dpo_console.law.open_points import open_points
from dpo_console.law.statutes import statute
from dpo_console.text import day_words


@subcommand()
@click.argument("kind")
@click.argument("received", type=DayOrMinute())
@click.option(
    "--event",
    "events",
    type=NamedMoment(),
    multiple=True,
    metavar="NAME=DATE",
    help="A dated fact, such as clarification_requested=2026-09-03. May be repeated.",
)
@click.option(
    "--term",
    "terms",
    type=Span(),
    multiple=True,
    metavar="FROM..TO",
    help="Days between which the school has lessons, where school days count.",
)
@click.option(
    "--school-type",
    default=SchoolType.MAINTAINED.value,
    metavar="TYPE",
    help=f"{', '.join(TYPES)}; maintained if not said. Some regulations bind only some schools.",
)
def clock(
    invocation: Invocation,
    kind: str,
    received: Moment,
    events: tuple[tuple[str, Moment], ...],
    terms: tuple[tuple[date, date], ...],
    school_type: str,
) -> None:
    """Work out a date without a case: what is due, and why. It needs no records.

    \b
      dpo-console clock sar 2026-09-01
      dpo-console clock sar 2026-09-01 --event clarification_requested=2026-09-03
      dpo-console clock foi 2026-11-09 --term 2026-11-03..2026-12-18
      dpo-console clock breach 2026-11-24T14:20
    """
    kind_of_school = chosen_type(school_type)
    school = School(kind_of_school, TermCalendar(tuple(sorted(terms))) if terms else None)
    given = [("received", received), *events]
    facts = tuple(dated_fact(name, on, number) for number, (name, on) in enumerate(given, 1))
    found = clock_without_a_case(kind, facts, school, invocation.today)
    if invocation.json:
        document(clock_json(found))
    else:
        print_clock(statute(kind).title, found, invocation.now)


def dated_fact(name: str, on: Moment, number: int = 0) -> Fact:
    """Return a fact as the clock takes it. Raises BadInput for an unknown name."""
    slug = fact_kind(name).name
    if isinstance(on, datetime):
        return Fact(slug, on.date(), at=on.time(), id=number)
    return Fact(slug, on, id=number)


@subcommand()
def kinds(invocation: Invocation) -> None:
    """List the kinds of request: name, title, time limit, law and outcomes.

    \b
      dpo-console kinds
      dpo-console kinds --json
    """
    rows = all_kinds()
    if to_check := law_to_check(invocation.today):
        narrate(to_check)
    if invocation.json:
        document([kind_json(row) for row in rows])
        return
    columns(
        [(row.slug, row.title, row.limit, row.law) for row in rows],
        ("Kind", "Title", "Time limit", "Law"),
        wrapped=3,
    )


@subcommand()
@click.argument("kind", required=False, default="")
def doubts(invocation: Invocation, kind: str) -> None:
    """List the points that the law leaves open, and how the console takes each.

    It needs no records.

    \b
      dpo-console doubts
      dpo-console doubts sar
      dpo-console doubts eir --json
    """
    points = open_points(kind)
    if invocation.json:
        document([asdict(point) | {"looked": point.looked.isoformat()} for point in points])
        return
    for number, point in enumerate(points):
        say(("\n" if number else "") + (", ".join(point.kinds) or "every kind"))
        rows = [("Open", point.says), ("Shown", point.shown), ("Source", point.source)]
        rows.append(("Last looked at", day_words(point.looked)))
        columns(rows, indent=2)


@case_command()
def explain(invocation: Invocation, reference: str) -> None:
    """Explain how the date of a case was reached, step by step, with the law for each.

    \b
      dpo-console explain SAR-2026-0042
    """
    desk = invocation.desk()
    case = case_view(desk, reference)
    if invocation.json:
        document({"reference": case.reference, "clock": clock_json(case.clock)})
    else:
        print_clock(case.reference, case.clock, desk.now)


@case_command("what-if")
@click.option(
    "--event",
    "events",
    type=NamedMoment(),
    multiple=True,
    metavar="NAME=DATE",
    help="Suppose a dated fact, such as extension_notified=today. May be repeated.",
)
def what_if(invocation: Invocation, reference: str, events: tuple[tuple[str, Moment], ...]) -> None:
    """Show what a question, an answer or an extension would do to the date. Nothing is saved.

    Without --event: all that makes sense now. With it: the explained clock as it then would be.

    \b
      dpo-console what-if SAR-2026-0042
      dpo-console what-if SAR-2026-0042 --event extension_notified=tomorrow
    """
    if events:
        _suppose(invocation, reference, [dated_fact(name, on) for name, on in events])
    else:
        _all(invocation, reference)


def _all(invocation: Invocation, reference: str) -> None:
    desk = invocation.desk()
    case = case_view(desk, reference)
    found = what_ifs(desk, case.row)
    if invocation.json:
        document({"reference": case.reference, "what_ifs": [what_if_json(w) for w in found]})
        return
    say(f"{case.reference}   {headline(case.clock, desk.now)}\n")
    columns([(w.sentence,) for w in found] or [("Nothing that is asked now would move it.",)])


def _suppose(invocation: Invocation, reference: str, supposed: Sequence[Fact]) -> None:
    desk = invocation.desk()
    case = case_view(desk, reference)
    clock = clock_if(desk, case.row, supposed)
    if invocation.json:
        given = [{"name": fact.name, "on": moment(fact.on)} for fact in supposed]
        document({"reference": case.reference, "supposed": given, "clock": clock_json(clock)})
        return
    said = "; ".join(f"{words(fact.name)} on {day_words(fact.on)}" for fact in supposed)
    columns([(f"Nothing was saved. This is how it would stand with: {said}.",)])
    columns([(f"As it stands: {headline(case.clock, desk.now)}.",)])
    say("")
    print_clock(case.reference, clock, desk.now)

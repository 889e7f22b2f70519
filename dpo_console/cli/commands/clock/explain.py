"""Why a date is what it is, `explain`, and what one more event would do, `what-if`."""

from collections.abc import Sequence

import click

from dpo_console.cases.clock.clocks import clock_if, what_ifs
from dpo_console.cases.view.case import case_view
from dpo_console.cli.commands.clock.clock import dated_fact
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.options import case_command
from dpo_console.cli.output import columns, document, say
from dpo_console.cli.pages.clock_page import clock_json, print_clock, what_if_json
from dpo_console.cli.pages.values import moment
from dpo_console.cli.types import NamedMoment
from dpo_console.law.explaining.headline import headline
from dpo_console.law.facts import words
from dpo_console.law.model import Fact, Moment
from dpo_console.text import day_words


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

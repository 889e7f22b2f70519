"""A clock with its reasons, in a form that a parent's solicitor could follow, and as JSON."""

from datetime import datetime
from typing import TYPE_CHECKING

from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import Json, columns, document, narrate, picked, say
from dpo_console.cli.pages.words import day_cell
from dpo_console.law.explaining.headline import course_words, headline
from dpo_console.law.model import Clock, Deadline, Step
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.cases.clock.clocks import KindRow
    from dpo_console.cases.view.views import CaseView
    from dpo_console.law.what_if import WhatIf


def print_clock(title: str, clock: Clock, now: datetime) -> None:
    """Print the date, every step to it, the other deadlines and the warnings.

    `now` is the minute in Europe/London, naive.
    """
    columns([(f"{title}   {headline(clock, now)}",)])
    say("")
    columns([(day_cell(step.on), _words(step)) for step in clock.steps], indent=2)
    if going := course_words(clock, now.date()):
        say("")
        columns([(going,)], indent=2)
    print_other_deadlines(clock)
    if clock.warnings:
        say("")
        columns([("!", warning) for warning in clock.warnings], indent=2)


def _words(step: Step) -> str:
    return f"{step.text}\n{step.law}" if step.law else step.text


def print_other_deadlines(clock: Clock) -> None:
    """Print the deadlines beside the answer's own, if any."""
    others = clock.deadlines[1:]
    if not others:
        return
    say("\nAlso")
    columns(
        [(day_cell(d.due) or "no date yet", d.title, _state(d)) for d in others],
        indent=2,
    )


def _state(deadline: Deadline) -> str:
    return f"done {day_words(deadline.met_on)}" if deadline.met_on else deadline.footing


def print_outlook(
    invocation: Invocation, case: "CaseView", clock: Clock, now: datetime, how: str
) -> None:
    """Print the clock of a case as it is, then `clock`, to which a change would lead."""
    if invocation.json:
        before = {"reference": case.reference, "saved": False, "before": clock_json(case.clock)}
        return document(before | {"clock": clock_json(clock)})
    print_clock(f"{case.reference} as it is now", case.clock, now)
    print_clock(f"\n{case.reference} as {how}", clock, now)
    return narrate("Nothing was changed.")


def clock_json(value: Clock) -> Json:
    """Return the clock of a case, or of no case."""
    return {
        **picked(
            value,
            "kind received starts due due_if_answered_today safe_by act_by target "
            "extension_notice_by paused_days status",
        ),
        "steps": [picked(step, "on text law") for step in value.steps],
        **picked(value, "warnings stopped_since chase_on may_close_on"),
    }


def what_if_json(value: "WhatIf") -> Json:
    """Return the effect of asking, answering or notifying something."""
    return picked(value, "facts sentence") | {"clock": clock_json(value.clock)}


def kind_json(value: "KindRow") -> Json:
    """Return a kind of request."""
    outcomes = [{"slug": slug, "title": title} for slug, title in value.outcomes]
    return picked(value, "slug title limit law") | {"outcomes": outcomes}

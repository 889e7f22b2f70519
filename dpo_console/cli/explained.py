"""A clock drawn with its reasons, as a parent's solicitor could follow it."""

from datetime import date

from dpo_console.cli.output import columns, say
from dpo_console.cli.words import clock_headline, day_cell
from dpo_console.law.model import Clock, Standing
from dpo_console.text import day_words

STANDINGS = {
    Standing.STATUTORY: "set by law",
    Standing.AGREED: "agreed",
    Standing.TARGET: "our own target",
}


def print_clock(title: str, clock: Clock, today: date) -> None:
    """Print the date, every step that led to it, the other deadlines and what to beware of."""
    say(f"{title}   {clock_headline(clock, today)}\n")
    steps = [(day_cell(step.on), step.text, step.law) for step in clock.steps]
    columns(steps, indent=2, wrapped=2)
    print_other_deadlines(clock)
    print_warnings(clock)


def print_other_deadlines(clock: Clock) -> None:
    """Print the deadlines beside the answer's own, where there are any."""
    others = clock.deadlines[1:]
    if not others:
        return
    say("\nAlso")
    columns(
        [(day_cell(d.due) or "no date yet", d.title, _state(d.standing, d.met_on)) for d in others],
        indent=2,
    )


def _state(standing: Standing, met_on: date | None) -> str:
    return f"done {day_words(met_on)}" if met_on else STANDINGS[standing]


def print_warnings(clock: Clock) -> None:
    """Print what the officer should beware of."""
    if clock.warnings:
        say("")
        columns([("!", warning) for warning in clock.warnings], indent=2)

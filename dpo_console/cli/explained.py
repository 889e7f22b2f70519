"""A clock drawn with its reasons, as a parent's solicitor could follow it."""

from datetime import date

from dpo_console.cli.output import columns, say
from dpo_console.cli.words import day_cell, days_words
from dpo_console.law.model import Clock, Moment, Standing, Status, Step
from dpo_console.text import day_words

STANDINGS = {
    Standing.STATUTORY: "set by law",
    Standing.AGREED: "agreed",
    Standing.TARGET: "our own target",
}


def print_clock(title: str, clock: Clock, today: date) -> None:
    """Print the date, every step that led to it, the other deadlines and what to beware of."""
    say(f"{title}   {clock_headline(clock, today)}\n")
    columns([(day_cell(step.on), _words(step)) for step in clock.steps], indent=2)
    print_other_deadlines(clock)
    print_warnings(clock)


def _words(step: Step) -> str:
    return f"{step.text}\n{step.law}" if step.law else step.text


def clock_headline(clock: Clock, today: date) -> str:
    """The date of a clock in one line: when, how far off, or why there is none."""
    if clock.due:
        return f"due {day_words(clock.due)}, {days_words(_days(clock.due, today))}"
    if clock.status in (Status.PAUSED, Status.WAITING_TO_START):
        return _stopped(clock)
    if clock.status is not Status.NO_LIMIT:
        return "no date can be given yet; see below"
    target = f"; our own target is {day_words(clock.target)}" if clock.target else ""
    return f"no date set by law{target}"


def _stopped(clock: Clock) -> str:
    stopped = "stopped" if clock.status is Status.PAUSED else "not started"
    since = f" since {day_words(clock.stopped_since)}" if clock.stopped_since else ""
    answered = clock.due_if_answered_today
    then = f"; if answered today, due {day_words(answered)}" if answered else ""
    return f"the clock has {stopped}{since}{then}"


def _days(due: Moment, today: date) -> int:
    return (date(due.year, due.month, due.day) - today).days


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

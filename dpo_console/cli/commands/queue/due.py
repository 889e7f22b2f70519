"""`due`, which greets every login: the one command that waits for nothing, not even for click."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dpo_console.cli.commands.queue.case_lines import due_line
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import document, narrate, say

VALUED = ("--home", "--today", "--as", "--on")
"""Its options that take a value."""


def print_due(invocation: Invocation, on: date | None) -> int:
    """Print the cases overdue or due within a week. Return 1 if one is overdue, else 0."""
    from dpo_console.cases.queue.queue import due_report

    desk = invocation.desk()
    if on:
        desk = replace(desk, today=on)
    rows = due_report(desk, desk.today)
    bands = [row.band(desk.now) for row in rows]
    if invocation.json:
        from dpo_console.cli.commands.case import as_json

        document(as_json.rows(rows, desk.now))
    else:
        for row, band in zip(rows, bands, strict=True):
            say(due_line(row, band, desk.today))
    _summarise(bands)
    return 1 if "overdue" in bands else 0


def _summarise(bands: Sequence[str]) -> None:
    """Print the number of cases in each band to stderr."""
    number = Counter(bands)
    words = {"overdue": "overdue", "today": "due today", "week": "due within 7 days"}
    told = [f"{number[band]} {said}" for band, said in words.items() if number[band]]
    narrate(f"{', '.join(told)}." if told else "Nothing is due within a week.")


def plain_options(arguments: Sequence[str]) -> Mapping[str, str] | None:
    """Return the options of a line that click need not read, or None for any other line.

    Such a line is plain `due`, or has no command and opens the console.
    """
    found: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        valued = word in VALUED and (word != "--on" or "due" in found)
        value = next(words, None) if valued else ""
        if value is None or word in found or not (valued or word in ("due", "--json")):
            return None
        found[word] = value
    return found


def print_plain_due(invocation: Invocation, options: Mapping[str, str]) -> int:
    """Do the same as print_due, with options as typed. Raises BadInput for an invalid day."""
    on = _day(invocation, options, "--on")
    give_plain(invocation, options)
    return print_due(invocation, on)


def give_plain(invocation: Invocation, options: Mapping[str, str]) -> None:
    """Take the global options as typed. Raises BadInput for an invalid day."""
    invocation.home = options.get("--home")
    invocation.person = options.get("--as")
    invocation.json = "--json" in options
    invocation.today_given = _day(invocation, options, "--today")


def _day(invocation: Invocation, options: Mapping[str, str], name: str) -> date | None:
    """Return the day of an option, counted from the real one."""
    from dpo_console.text import parse_day

    return parse_day(options[name], invocation.today, name) if name in options else None

"""`due`, which greets every login: the one command that waits for nothing, not even for click."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dpo_console.cases.backup.last_check import why_overdue
from dpo_console.cases.queue.queue import due_report
from dpo_console.cases.retention.reviews import overdue_reviews
from dpo_console.cli.as_json import queue_json
from dpo_console.cli.commands.queue.case_lines import due_line
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import document, narrate, say
from dpo_console.cli.without_click import give_plain, plain_day


def print_due(invocation: Invocation, on: date | None) -> int:
    """Print the cases overdue or due within a week. Return 1 if anything is overdue, else 0."""
    desk = invocation.desk()
    if on:
        desk = replace(desk, today=on)
    rows = due_report(desk, desk.today)
    bands = [row.band(desk.now) for row in rows]
    if invocation.json:
        document(queue_json.rows(rows, desk.now))
    else:
        for row, band in zip(rows, bands, strict=True):
            say(due_line(row, band, desk.today))
    _summarise(bands)
    if overdue := why_overdue(desk):
        narrate(overdue)
    if holds := overdue_reviews(desk):
        narrate(holds)
    return 1 if holds or "overdue" in bands else 0


def _summarise(bands: Sequence[str]) -> None:
    """Print the number of cases in each band to stderr."""
    number = Counter(bands)
    words = {"overdue": "overdue", "today": "due today", "week": "due within 7 days"}
    told = [f"{number[band]} {said}" for band, said in words.items() if number[band]]
    narrate(f"{', '.join(told)}." if told else "Nothing is due within a week.")


def print_plain_due(invocation: Invocation, options: Mapping[str, str]) -> int:
    """Do the same as print_due, with options as typed. Raises BadInput for an invalid day."""
    on = plain_day(invocation, options, "--on")
    give_plain(invocation, options)
    return print_due(invocation, on)

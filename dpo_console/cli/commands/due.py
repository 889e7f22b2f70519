"""`due`, which greets every login: the one command that waits for nothing, not even for click."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dpo_console.cases.backup import why_overdue
from dpo_console.cases.queue.due import due_report, overdue_reviews
from dpo_console.cli.invocation import Invocation
from dpo_console.cli.output import document, narrate, say
from dpo_console.cli.pages.words import due_line
from dpo_console.lazy_import import later
from dpo_console.store.reads.messages import count_waiting
from dpo_console.text import counted

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk
    from dpo_console.cli.pages import queue_json
    from dpo_console.cli.sheets import AskedFormat
    from dpo_console.store.queue_rows import QueueRow
else:
    queue_json = later("dpo_console.cli.pages.queue_json")


def print_due(invocation: Invocation, on: date | None, given: "AskedFormat | None" = None) -> int:
    """Print the cases overdue or due within a week. Return 1 if anything is overdue, else 0.

    `given` is the format and file that were asked for, if any.
    """
    desk = invocation.desk()
    if on:
        desk = replace(desk, today=on)
    named = invocation.json or bool(given and any(given))
    rows = due_report(desk, desk.today, named=named)
    now = desk.now
    bands = [row.band(now) for row in rows]
    if given and any(given):
        _give(invocation, desk, given, rows)
    elif invocation.json:
        document(queue_json.rows(rows, now))
    else:
        _print(desk, rows, bands)
    _summarise(bands)
    if overdue := why_overdue(desk):
        narrate(overdue)
    if holds := overdue_reviews(desk):
        narrate(holds)
    with desk.database.glance() as ask:
        waiting = count_waiting(ask, desk.database.reader)
    if waiting:
        wait = "waits" if waiting == 1 else "wait"
        narrate(f"{counted(waiting, 'message')} {wait} to be gone through: dpo-console intake")
    return 1 if holds or "overdue" in bands else 0


def _print(desk: "Desk", rows: Sequence["QueueRow"], bands: Sequence[str]) -> None:
    for row, band in zip(rows, bands, strict=True):
        say(due_line(row, band, desk.today))


def _give(
    invocation: Invocation, desk: "Desk", given: "AskedFormat", rows: Sequence["QueueRow"]
) -> None:
    """Give the cases in the format asked for. The login banner doesn't wait for this."""
    from dpo_console.cli.pages.queue_json import DUE, case_sheet
    from dpo_console.cli.sheets import give

    now = desk.now
    give(
        invocation,
        desk,
        given,
        lambda: case_sheet("Due", DUE, rows, now),
        lambda: queue_json.rows(rows, now),
        lambda: None,
    )


def _summarise(bands: Sequence[str]) -> None:
    """Print the number of cases in each band to stderr."""
    number = Counter(bands)
    words = {"overdue": "overdue", "today": "due today", "week": "due within 7 days"}
    told = [f"{number[band]} {said}" for band, said in words.items() if number[band]]
    narrate(f"{', '.join(told)}." if told else "Nothing is due within a week.")

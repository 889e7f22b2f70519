"""Linked cases: their links to a case, and which of them is due first."""

from collections.abc import Iterator, Sequence
from datetime import date

from dpo_console.cases.view.views import Linked
from dpo_console.law.regimes import nature
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LinkRow
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import lists
from dpo_console.text import day_words


def linked_cases(ask: Ask, file: CaseFile) -> tuple[Linked, ...]:
    """Return the cases linked with this one, in the order the links were made."""
    rows = {row.id: row for row in lists.several(ask, [link.other_id for link in file.links])}
    return tuple(Linked(rows[x.other_id], x.nature, _words(x), x.towards) for x in file.links)


def _words(link: LinkRow) -> str:
    words = nature(link.nature)
    return words.earlier if link.towards else words.later


def received_otherwise(row: QueueRow, links: Sequence[Linked]) -> Iterator[str]:
    """Yield a warning about each open case of the same message with another day of receipt."""
    for link in links:
        day = link.row.received[:10]
        together = link.same_message and not (row.closed_on or link.row.closed_on)
        if together and day != row.received[:10]:
            yield (
                f"{link.row.reference}, from the same message, has another day of receipt: "
                f"{day_words(date.fromisoformat(day))}. Correct the one that is wrong."
            )


def due_first(row: QueueRow, links: Sequence[Linked]) -> Linked | None:
    """Return the open case of the same message due before `row`, or None if `row` is due first."""
    if row.closed_on:
        return None
    of_message = [
        link for link in links if link.same_message and link.row.due_at and not link.row.closed_on
    ]
    first = min(of_message, key=lambda link: link.row.due_at or "", default=None)
    if first is None or (row.due_at and row.due_at <= (first.row.due_at or "")):
        return None
    return first

"""A list of cases as JSON, and as a sheet."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from dpo_console.cases.queue.filters import BANDS_SAY
from dpo_console.cli.output import Json, picked
from dpo_console.cli.pages.words import MOVES
from dpo_console.cli.sheets import Cell, Sheet, moment_cell
from dpo_console.store.queue_rows import QueueRow

LISTED = (
    "reference", "kind", "requester", "organisation", "subjects", "school", "owner", "received",
    "due", "safe_by", "days_left", "band", "next_action", "whose_move", "closed", "outcome",
)  # fmt: skip

DUE = ("reference", "kind", "due", "days_left", "band", "next_action")
"""The columns of `due`, which names no person."""


def row(value: "QueueRow", now: datetime) -> Json:
    """Return one case of a list, as it stands at `now` (Europe/London)."""
    return {
        **picked(value, "reference kind requester subjects school owner received due safe_by"),
        "days_left": value.days_left(now.date()),
        "band": value.band(now),
        **picked(value, "next_action whose_move"),
    }


def rows(values: Iterable["QueueRow"], now: datetime) -> list[Json]:
    """Return a list of cases."""
    return [row(value, now) for value in values]


def case_sheet(name: str, keys: tuple[str, ...], rows: Iterable[QueueRow], now: datetime) -> Sheet:
    """Return a list of cases, as it stands at `now` (Europe/London), with these columns."""
    return Sheet(name, keys, _rows(keys, rows, now))


def _rows(
    keys: tuple[str, ...], rows: Iterable[QueueRow], now: datetime
) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        band = row.band(now)
        cells = {
            "reference": row.reference,
            "kind": row.title,
            "requester": row.requester,
            "organisation": row.organisation,
            "subjects": "; ".join(row.subjects),
            "school": row.school,
            "owner": row.owner,
            "received": moment_cell(row.received),
            "due": moment_cell(row.due),
            "safe_by": moment_cell(row.safe_by),
            "days_left": None if row.closed_on else row.days_left(now.date()),
            "band": BANDS_SAY[band],
            "next_action": row.next_action,
            "whose_move": MOVES.get(row.whose_move, row.whose_move),
            "closed": moment_cell(row.closed_on),
            "outcome": row.outcome_words if row.closed_on else "",
        }
        yield tuple(cells[key] for key in keys)

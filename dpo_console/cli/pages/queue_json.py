"""A list of cases as JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from dpo_console.cli.pages.values import Json, picked

if TYPE_CHECKING:
    from dpo_console.store.queue_rows import QueueRow


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

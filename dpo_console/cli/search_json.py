"""A search plan as JSON: the keys that scripts rely on, and no others."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dpo_console.casework.search_plan import summary, warnings
from dpo_console.casework.views import PlaceRow

if TYPE_CHECKING:
    from dpo_console.casework.late_answers import OverduePlace

Json = dict[str, object]
"""One JSON object."""


def plan(places: Sequence[PlaceRow], today: date) -> Json:
    """The places of a case; `warnings` are what is late or will be lost, in sentences."""
    return {
        "summary": summary(places) if places else "",
        "warnings": warnings(places, today),
        "places": [_place(row, today) for row in places],
    }


def _place(row: PlaceRow, today: date) -> Json:
    return {
        "number": row.number,
        "slug": row.slug,
        "title": row.title,
        "holder": row.holder,
        "hold": row.hold,
        "gone_on": _iso(row.gone_on),
        "told_on": _iso(row.told_on),
        "told": row.told,
        "asked_on": _iso(row.asked_on),
        "asked": row.asked,
        "reply_by": _iso(row.reply_by),
        "chased_on": _iso(row.chased_on),
        "answered_on": _iso(row.answered_on),
        "result": row.result or None,
        "note": row.note,
        "overdue": row.is_overdue(today),
    }


def overdue(row: "OverduePlace") -> Json:
    """A late answer, in one of all open cases."""
    return {
        "reference": row.reference,
        "number": row.number,
        "title": row.title,
        "holder": row.holder,
        "asked_on": _iso(row.asked_on),
        "reply_by": _iso(row.reply_by),
        "chased_on": _iso(row.chased_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

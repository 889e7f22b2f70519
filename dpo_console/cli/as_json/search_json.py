"""A search plan as JSON: the keys that scripts rely on, and no others."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dpo_console.cases.search.search_plan import summary, warnings
from dpo_console.cli.as_json.values import Json, moment
from dpo_console.store.cases.disclosure_rows import PlaceRow

if TYPE_CHECKING:
    from dpo_console.cases.search.late_answers import OverduePlace


def plan(places: Sequence[PlaceRow], today: date) -> Json:
    """Return the places of a case. `warnings` are sentences on late answers and data at risk."""
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
        "gone_on": moment(row.gone_on),
        "told_on": moment(row.told_on),
        "told": row.told,
        "asked_on": moment(row.asked_on),
        "asked": row.asked,
        "reply_by": moment(row.reply_by),
        "chased_on": moment(row.chased_on),
        "answered_on": moment(row.answered_on),
        "result": row.result or None,
        "note": row.note,
        "overdue": row.is_overdue(today),
    }


def overdue(row: "OverduePlace") -> Json:
    """Return a late answer, in one of all open cases."""
    return {
        "reference": row.reference,
        "number": row.number,
        "title": row.title,
        "holder": row.holder,
        "asked_on": moment(row.asked_on),
        "reply_by": moment(row.reply_by),
        "chased_on": moment(row.chased_on),
    }

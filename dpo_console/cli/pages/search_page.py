"""A search plan: the places, the preservation notices and the answers, drawn and as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dpo_console.cases.search import RESULTS, summary, warnings
from dpo_console.cases.view.views import CaseView
from dpo_console.cli.output import Json, columns, picked, say
from dpo_console.cli.pages.words import day_cell, days_words
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.cases.search import OverduePlace

PLACE_KEYS = (
    "number slug title holder hold gone_on told_on told asked_on asked reply_by chased_on "
    "answered_on result? note"
)


def print_plan(case: CaseView, today: date) -> None:
    """Print the places of a case, then warnings of late answers and data at risk."""
    if not case.places:
        say(f"{case.reference} has no search plan yet. Begin one with:")
        say(f"  dpo-console search {case.reference} add PLACE")
        return
    say(f"{case.reference}: {summary(case.places)}.")
    columns([place_cells(row, today) for row in case.places])
    for warning in warnings(case.places, today):
        say(f"! {warning}")


def place_cells(row: PlaceRow, today: date) -> tuple[str, ...]:
    """Return a place in columns: number, title, person asked, and state."""
    return str(row.number), row.title, row.asked or row.holder, how_it_stands(row, today)


def how_it_stands(row: PlaceRow, today: date) -> str:
    """Return the steps taken at a place, and their result."""
    said = [_answer(row) if row.answered_on else _question(row, today)]
    if row.to_tell:
        said.insert(0, "preservation notice to send")
    if row.told_on:
        said.append(f"on hold since {day_words(row.told_on)} ({row.told})")
    return "; ".join(said)


def _answer(row: PlaceRow) -> str:
    said = f"{RESULTS.get(row.result, 'answered')} {day_words(row.answered_on)}"
    return f"{said}: {row.note}" if row.note else said


def _question(row: PlaceRow, today: date) -> str:
    if row.asked_on is None:
        return "to ask"
    asked = f"chased {day_words(row.chased_on)}" if row.chased_on else "asked"
    late = ""
    if row.reply_by and row.is_overdue(today):
        late = f" ({days_words((row.reply_by - today).days)})"
    return f"{asked}, reply by {day_words(row.reply_by)}{late}"


def print_overdue(rows: Sequence["OverduePlace"], today: date) -> None:
    """Print every late answer of every open case, the longest awaited first."""
    columns(
        [
            (
                row.reference,
                day_cell(row.reply_by),
                days_words((row.reply_by - today).days),
                f"{row.title}, {row.holder}" if row.holder else row.title,
            )
            for row in rows
        ],
        ("Case", "Reply by", "", "Place"),
    )


def plan_json(case: CaseView, today: date) -> Json:
    """Return the places of a case. `warnings` are sentences on late answers and data at risk."""
    return {
        "summary": summary(case.places) if case.places else "",
        "warnings": warnings(case.places, today),
        "places": [
            {**picked(row, PLACE_KEYS), "overdue": row.is_overdue(today)} for row in case.places
        ],
    }


def overdue_json(row: "OverduePlace") -> Json:
    """Return a late answer, in one of all open cases."""
    return picked(row, "reference number title holder asked_on reply_by chased_on")

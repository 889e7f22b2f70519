"""The letters of a search plan, one for each holder: what each says of the places it is about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dpo_console.letters.wording.fields import day_in_full
from dpo_console.store.cases.disclosure_rows import PlaceRow

LETTERS: Mapping[str, str] = {
    "hold": "preservation-notice",
    "ask": "search-request",
    "chase": "search-chase",
}
"""The letter that goes with each act on a plan."""


def by_holder(rows: Iterable[PlaceRow]) -> dict[str, list[PlaceRow]]:
    """Return the places of each holder, in the plan's order. A place without one stands alone."""
    found: dict[str, list[PlaceRow]] = {}
    for row in rows:
        found.setdefault(row.holder or row.title, []).append(row)
    return found


def due_for(letter: str, rows: Sequence[PlaceRow], today: date) -> list[PlaceRow]:
    """Return the places that a letter is due for today, or none for another letter."""
    due = {
        "hold": [row for row in rows if row.to_tell],
        "ask": [row for row in rows if row.to_ask],
        "chase": [row for row in rows if row.is_overdue(today)],
    }
    return next((due[act] for act, name in LETTERS.items() if name == letter), [])


def holder_fields(rows: Sequence[PlaceRow], by: date | None) -> dict[str, str]:
    """Return the fields of a letter about these places.

    Its addressee is empty if they have several holders. `by` is the day for the answer.
    """
    holders = list(by_holder(rows))
    asked = [row.asked_on for row in rows if row.asked_on]
    return {
        "staff.addressee": holders[0] if len(holders) == 1 else "",
        "search.where": "\n".join(row.title for row in rows),
        "search.asked_on": day_in_full(min(asked)) if asked else "",
        "search.reply_by": day_in_full(by) if by else "",
    }

"""Retention holds: who put a case on hold, why, and when the hold is reviewed. Pure.

A hold never lapses. After its day it asks for a review, and it ends only when somebody lifts it.
"""

from dataclasses import dataclass
from datetime import date

from dpo_console.store.cases.case_file import CaseFile
from dpo_console.text import day_words

HELD, REVIEW, ENDED = "held", "hold_review", "hold_ended"
"""The facts of a hold."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that stands. `by` is the slug of the person who made it."""

    since: date
    by: str
    why: str
    review_on: date

    def is_overdue(self, today: date) -> bool:
        """Return True if it should have been reviewed."""
        return self.review_on < today


def hold_of(file: CaseFile) -> Hold | None:
    """Return the hold on a case, or None. Its newest review day and reason count."""
    facts = [f for f in file.standing_facts() if f.name in (HELD, REVIEW, ENDED)]
    ended = max((f.id for f in facts if f.name == ENDED), default=0)
    standing = [f for f in facts if f.id > ended]
    held = [f for f in standing if f.name == HELD]
    if not held:
        return None
    reviews = [f.on for f in standing if f.name == REVIEW]
    return Hold(held[0].on, held[-1].by, held[-1].note, reviews[-1] if reviews else held[0].on)


def hold_words(hold: Hold, name: str, today: date) -> str:
    """Return a hold in a sentence or two. `name` is what its author is called."""
    overdue = hold.is_overdue(today)
    review = f"The review was due {day_words(hold.review_on)}" if overdue else (
        f"Review it by {day_words(hold.review_on)}"
    )  # fmt: skip
    why = hold.why.rstrip(".")
    return f"Kept from disposal since {day_words(hold.since)}, by {name}: {why}. {review}."

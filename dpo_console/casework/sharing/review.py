"""Reviewing a sharing: it continues as approved, or its use ends sooner."""

from dataclasses import dataclass
from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.sharing.after_release import after_release
from dpo_console.cases.sharing.rows import AfterRelease
from dpo_console.casework.change import Change, change
from dpo_console.casework.facts import check_open
from dpo_console.errors import BadInput, Refused
from dpo_console.text import clean, day_words, required_words


@dataclass(frozen=True, slots=True)
class Review:
    """The result of a review.

    `following` is the day of the next review, or None. `until` is the day by which use ends, if
    sooner than was approved.
    """

    on: date
    finding: str
    following: date | None = None
    until: date | None = None


def review(desk: Desk, reference: str, found: Review, *, version: int | None = None) -> str:
    """Record a review of a sharing. It never lengthens one, because that takes a new request.

    Raises Refused if nothing was released, its destruction is certified, or its use would last
    longer than was approved. Raises BadInput for no finding or days out of order.
    """
    require(desk, "review")
    finding = required_words(clean(found.finding, "finding"), "finding")
    whole = resolve(desk, reference)
    with change(desk, whole, "review", version=version) as this:
        check_open(this)
        released = _goes_on(this)
        _check_days(desk, found, released)
        _check_not_longer(found, released)
        this.fact("reviewed", found.on, note=finding)
        _move(this, "review_due", found.following)
        if found.until:
            _move(this, "destruction_due", found.until)
        days = {"next": found.following, "until": found.until}
        this.detail |= {"on": found.on.isoformat(), "note": finding}
        this.detail |= {name: day.isoformat() if day else "" for name, day in days.items()}
    return whole


def _goes_on(this: Change) -> AfterRelease:
    released = after_release(this.file())
    if released is None:
        raise Refused(
            f"{this.case.reference}: nothing has been released, so there is nothing to review."
        )
    if released.certificate:
        raise Refused(
            f"{this.case.reference}: its destruction was certified on "
            f"{day_words(released.certificate.on)}; there is nothing left to review."
        )
    return released


def _check_days(desk: Desk, found: Review, released: AfterRelease) -> None:
    if found.on > desk.today:
        raise BadInput(f"Reviewed {day_words(found.on)} is in the future.")
    if found.on < released.on:
        raise BadInput(
            f"Reviewed {day_words(found.on)} is before the release, {day_words(released.on)}."
        )
    if found.following and found.following <= found.on:
        raise BadInput(f"The next review, {day_words(found.following)}, must be after this one.")
    if found.until and found.until < found.on:
        raise BadInput(f"Use can't have ended on {day_words(found.until)}, before the review.")


def _check_not_longer(found: Review, released: AfterRelease) -> None:
    ends = released.destruction_due
    if found.until and ends and found.until > ends:
        raise Refused(
            f"{day_words(found.until)} is later than the end that was approved, {day_words(ends)}. "
            "Longer use takes a new approval: log a new request."
        )
    last = found.until or ends
    if found.following and last and found.following > last:
        raise BadInput(
            f"The next review, {day_words(found.following)}, is after use ends, {day_words(last)}."
        )


def _move(this: Change, name: str, day: date | None) -> None:
    """Replace a due day with another, or strike it out if there is none."""
    old = next((f for f in this.file().standing_facts() if f.name == name), None)
    if day:
        this.fact(name, day, supersedes=old.id if old else None)
    elif old:
        this.fact(name, old.on, supersedes=old.id, struck=True)

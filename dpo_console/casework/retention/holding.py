"""Retention holds: putting a case on hold, and lifting the hold."""

from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.retention.holds import ENDED, HELD, REVIEW, hold_of
from dpo_console.casework.change import change_meant
from dpo_console.errors import BadInput, Refused
from dpo_console.text import clean, day_words, required_words


def hold(desk: Desk, reference: str, until: date, why: str, version: int | None = None) -> str:
    """Stop every disposal of a case. `until` is the day by which the hold is reviewed.

    A second hold sets a new day and reason. Raises BadInput for a day that isn't in the future or
    without a reason, StaleSave.
    """
    require(desk, "hold")
    reason = required_words(clean(why, "why"), "why")
    if until <= desk.today:
        raise BadInput(f"{day_words(until)} isn't in the future.", "until")
    with change_meant(desk, reference, "hold", version=version) as this:
        held = this.fact(HELD, desk.today, note=reason)
        this.fact(REVIEW, until, answers=held)
        this.detail |= {"until": day_words(until), "note": reason}
    return this.case.reference


def unhold(desk: Desk, reference: str, why: str, version: int | None = None) -> str:
    """Lift the hold on a case. Raises Refused if there is none, BadInput without a reason."""
    require(desk, "unhold")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "unhold", version=version) as this:
        if hold_of(this.file()) is None:
            raise Refused(f"{this.case.reference} is not on hold.")
        this.fact(ENDED, desk.today, note=reason)
        this.detail["note"] = reason
    return this.case.reference

"""Closing a case with its outcome, and opening it again with a reason."""

from datetime import date

from dpo_console.casework.cases import case_view, resolve
from dpo_console.casework.change import Change, change
from dpo_console.casework.desk import Desk
from dpo_console.casework.facts import check_open
from dpo_console.casework.permissions import require
from dpo_console.casework.views import CaseView
from dpo_console.errors import BadInput, Refused
from dpo_console.law.facts import facts_for
from dpo_console.law.statutes import statute
from dpo_console.text import clean, day_words, required


def close(desk: Desk, reference: str, outcome: str, on: date) -> CaseView:
    """Close a case. The answer is taken to have been given by then if nothing says otherwise.

    Raises BadInput for an outcome that this kind doesn't have or a day out of order, Refused
    where something must still be done first.
    """
    require(desk.person, "close")
    found = resolve(desk, reference)
    with change(desk, found, "close") as this:
        check_open(this)
        _check_outcome(this, outcome)
        _check_day(this, on)
        _check_done(this)
        _record_ending(this, outcome, on)
        this.case.outcome = outcome
        this.case.closed_on = on.isoformat()
        this.fact("closed", on)
        title = statute(this.case.kind).outcomes[outcome]
        this.detail |= {"outcome": title, "on": on.isoformat()}
    return case_view(desk, found)


def _check_outcome(this: Change, outcome: str) -> None:
    known = statute(this.case.kind).outcomes
    if outcome not in known:
        raise BadInput(
            f"{this.case.kind} has no outcome {outcome!r}. Its outcomes: {', '.join(known)}."
        )


def _check_day(this: Change, on: date) -> None:
    if on > this.desk.today:
        raise BadInput(f"Closed {day_words(on)} is in the future.")
    received = date.fromisoformat(this.case.received[:10])
    if on < received:
        raise BadInput(f"Closed {day_words(on)} is before it was received, {day_words(received)}.")


def _record_ending(this: Change, outcome: str, on: date) -> None:
    """Record how the case ended, where no fact says so yet."""
    facts = {f.name for f in this.file().standing_facts()}
    ending = "withdrawn" if outcome == "withdrawn" else "responded"
    if this.case.kind == "complaint" and outcome != "withdrawn":
        ending = "outcome_told"
    has = {f.name for f in facts_for(this.case.kind)}
    if ending in has and not facts & {"responded", "outcome_told", "withdrawn", "released"}:
        this.fact(ending, on)


def _check_done(this: Change) -> None:
    facts = {f.name for f in this.file().standing_facts()}
    if this.case.kind == "breach" and not facts & {"reported", "not_reportable"}:
        raise Refused(
            f"{this.case.reference}: say first whether the breach was reported to the Commissioner "
            "(fact reported) or why it need not be (fact not_reportable, with a note)."
        )
    if "released_urgently" in facts and "record_completed" not in facts:
        raise Refused(
            f"{this.case.reference} was released urgently and its record is not complete: "
            "finish the checklist and the ruling first."
        )
    if "destruction_due" in facts and "certificate_received" not in facts:
        raise Refused(
            f"{this.case.reference} still awaits the certificate of destruction. Record it with: "
            f"dpo-console fact {this.case.reference} certificate_received"
        )


def reopen(desk: Desk, reference: str, why: str) -> CaseView:
    """Open a closed case again. Raises Refused where it is open, BadInput without a reason."""
    require(desk.person, "reopen")
    reason = required(clean(why, "why"), "why")
    found = resolve(desk, reference)
    with change(desk, found, "reopen") as this:
        if not this.case.closed_on:
            raise Refused(f"{found} is open; there is nothing to reopen.")
        this.case.outcome = None
        this.case.closed_on = None
        this.fact("reopened", desk.today, note=reason)
        this.detail["note"] = reason
    return case_view(desk, found)

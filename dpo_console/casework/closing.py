"""Closing a case with its outcome, and reopening it with a reason."""

from collections.abc import Mapping, Sequence
from datetime import date

from dpo_console.approval.criteria import checklist_for
from dpo_console.cases.checklist.checklists import past_gate
from dpo_console.cases.checklist.particulars import ABOUT, LATE, said
from dpo_console.cases.clock.projection import case_clock
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.cases.office.acts import Way, Words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.view import contradicted
from dpo_console.cases.view.contradicted import NO_ANSWER, WITHDRAWN, contradictions
from dpo_console.casework.change import TAKEN_BACK, Change, change_meant
from dpo_console.casework.facts import check_open
from dpo_console.casework.leaving.facts_out import fact_departure
from dpo_console.casework.office import drafts
from dpo_console.errors import BadInput, GateClosed, Refused
from dpo_console.law.facts import fact_kind, facts_for
from dpo_console.law.statutes import statute
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import clean, day_words, required, required_words

LATE_BEFORE = "late.before"
"""The word of a closing's entry that keeps the earlier reason, for undoing it."""

ENDINGS = ("responded", "outcome_told", "withdrawn", "released")

TREATED_AS_WITHDRAWN = "Treated as withdrawn: no answer came to what we asked."


def close(
    desk: Desk,
    reference: str,
    outcome: str,
    on: date,
    *,
    note: str = "",
    late: str = "",
    version: int | None = None,
) -> str:
    """Close a case.

    If no fact records the answer, it is taken as given on the closing day. This officer's unsaved
    drafts on the case, such as a letter's fields, are dropped. `note` explains the ending, such as
    who withdrew the request and how. `late` says why the answer is late, as the case detail of that
    name. Raises BadInput if this kind doesn't have the outcome, or the day is out of order. Raises
    GateClosed with every check outstanding and every contradiction in the record.
    """
    require(desk, "close")
    words = clean(note, "note")
    with change_meant(desk, reference, "close", version=version) as this:
        check_open(this)
        _check_outcome(this, outcome)
        days = {f.name: f.on for f in this.file().standing_facts()}
        _check_day(this, on, days)
        title = statute(this.case.kind).outcomes[outcome]
        clock = case_clock(this.file(), desk.settings, desk.today)
        denied = (Gap("", c) for c in contradictions(this.file(), outcome, clock, on))
        ending = _ending(this, outcome, set(days))
        leaves = _leaves(this, ending, outcome, on) if ending else ()
        ended = _record_ending(this, ending, outcome, on, words)
        _say_why_late(this, clean(late, "late"))
        gaps = contradicted.gaps(this.file(), outcome, desk.settings, desk.today)
        if against := dict.fromkeys((*denied, *gaps, *leaves)):
            raise GateClosed(this.case.reference, tuple(against), f"closed as “{title}”")
        this.case.outcome = outcome
        this.case.closed_on = on.isoformat()
        this.fact("closed", on, note="" if ended else words)
        this.detail |= {"outcome": title, "on": on.isoformat(), "note": words}
        this.detail |= {"past_gate": past.why} if (past := past_gate(this.file())) else {}
    drafts.drop_all(desk, this.case.reference)
    return this.case.reference


def _say_why_late(this: Change, why: str) -> None:
    """Record why the answer is late, where it is said."""
    if why:
        this.detail |= {LATE: why, LATE_BEFORE: said(this.file(), LATE)}
        this.note(f"{ABOUT}{LATE}", this.case_id, why)


def _check_outcome(this: Change, outcome: str) -> None:
    known = statute(this.case.kind).outcomes
    if required(outcome, "outcome") not in known:
        raise BadInput(
            f"{this.case.kind} has no outcome {outcome!r}. Its outcomes: {', '.join(known)}."
        )


def _check_day(this: Change, on: date, days: Mapping[str, date]) -> None:
    if on > this.desk.today:
        raise BadInput(f"Closed {day_words(on)} is in the future.")
    for name in ("received", *ENDINGS):
        if name in days and on < days[name]:
            later = f"“{fact_kind(name).words}” is recorded on {day_words(days[name])}"
            raise BadInput(f"You can't close this on {day_words(on)}: {later}.")


def _ending(this: Change, outcome: str, facts: set[str]) -> str:
    """Return the fact that records how the case ended, or '' if one says so already.

    A request whose requester stays silent was not answered: it counts as withdrawn.
    """
    gone = outcome in (WITHDRAWN, NO_ANSWER)
    ending = WITHDRAWN if gone else statute(this.case.kind).work.answered_by
    has = {f.name for f in facts_for(this.case.kind)}
    return "" if ending not in has or facts & set(ENDINGS) else ending


def _leaves(this: Change, fact: str, outcome: str, on: date) -> tuple[Gap, ...]:
    """Return every reason why the answer that closing records could not have left."""
    if not fact_kind(fact).leaves:
        return ()
    ending = checklist_for(this.case.kind).ending(outcome)
    return leaving(fact_departure(this, fact, on, ending=ending))


def _record_ending(this: Change, ending: str, outcome: str, on: date, note: str) -> bool:
    """Record how the case ended. Return True if there was an ending to record."""
    if ending:
        silent = outcome == NO_ANSWER
        this.fact(ending, on, note=note or (TREATED_AS_WITHDRAWN if silent else ""))
    return bool(ending)


def reopen(desk: Desk, reference: str, why: str, version: int | None = None) -> str:
    """Reopen a closed case, and strike out the facts that closing assumed.

    Raises Refused if the case is open, BadInput without a reason, StaleSave.
    """
    require(desk, "reopen")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "reopen", version=version) as this:
        if not this.case.closed_on:
            raise Refused(f"{this.case.reference} is open; there is nothing to reopen.")
        open_again(this, reason)
        this.fact("reopened", desk.today, note=reason)
        this.detail["note"] = reason
    return this.case.reference


def open_again(this: Change, reason: str) -> None:
    """Undo a closing, and strike out the facts that it assumed."""
    for fact in taken_for_granted(this.file().standing_facts()):
        day = fact.on
        this.fact(fact.name, day, supersedes=fact.id, struck=True, note=reason)
    this.case.outcome = None
    this.case.closed_on = None


def taken_for_granted(standing: Sequence[FactRow]) -> list[FactRow]:
    """Return the closing and the answer it assumed, which were recorded in one act."""
    closed = next(f for f in reversed(standing) if f.name == "closed")
    return [
        f
        for f in standing
        if f is closed
        or (f.name in ENDINGS and f.id == closed.id - 1 and f.recorded_at == closed.recorded_at)
    ]


def _open_again(this: Change, words: Words) -> None:
    open_again(this, TAKEN_BACK)
    if words.get(LATE):
        before = words.get(LATE_BEFORE) or ""
        this.note(f"{ABOUT}{LATE}", this.case_id, before, even_empty=True)


OPEN_AGAIN = Way(_open_again, lambda _, words: f"Opens it again (closed as {words['outcome']}).")
"""The way to undo a closing."""

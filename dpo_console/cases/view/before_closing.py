"""Checks before a case is closed with an outcome: every gap at once."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from dpo_console.approval.criteria import checklist_for
from dpo_console.cases.checklist import checklists
from dpo_console.cases.checklist.particulars import LATE, said
from dpo_console.cases.checklist.reasons import counts_for_nothing
from dpo_console.cases.clock.projection import case_clock
from dpo_console.config import Settings
from dpo_console.law.explaining.headline import met_words
from dpo_console.law.model import Clock, Deadline, day_of
from dpo_console.law.reckoning.limits import last_day
from dpo_console.law.statutes import statute
from dpo_console.law.words import listed
from dpo_console.sentences import DetailName, Gap, Phrase, Remedy, first_upper
from dpo_console.store.cases.case_file import CaseFile

UNANSWERED = ("withdrawn", "no-answer")
"""Outcomes without an answer, which therefore can't be late."""


def unless_words(outcomes: Mapping[str, str]) -> str:
    """Return which of these outcomes, slug and title, say that nobody was answered, or ''.

    Such as `, unless you choose “Withdrawn”`.
    """
    silent = [f"“{outcomes[outcome]}”" for outcome in UNANSWERED if outcome in outcomes]
    return f", unless you choose {listed(silent, 'or')}" if silent else ""


def gaps(file: CaseFile, outcome: str, settings: Settings, today: date) -> tuple[Gap, ...]:
    """Return every gap left before a case, its ending recorded, can close with an outcome."""
    days = {f.name: f.on for f in file.standing_facts() if not counts_for_nothing(file, f)}
    return (
        *_not_done(file.case.reference, file.case.kind, days),
        *checklists.gaps(file, checklist_for(file.case.kind).ending(outcome), today),
        *_late(file, outcome, settings, today),
    )


def _not_done(reference: str, kind: str, facts: Mapping[str, date]) -> Iterator[Gap]:
    first = statute(kind).work.before_closing
    if first and not facts.keys() & {*first.one_of}:
        yield Gap("", f"{first_upper(first.say)}.")
    if "released_urgently" in facts and "record_completed" not in facts:
        yield Gap(
            "",
            "It was released urgently and its record is not complete: finish the checklist and "
            "the decision first.",
        )
    if "destruction_due" in facts and "certificate_received" not in facts:
        awaited = "It still awaits the certificate of destruction. Record it with: "
        remedy = Remedy("fact", (reference, "certificate_received"))
        yield Gap("", Phrase(awaited, remedy))
    if "review_due" in facts and "certificate_received" not in facts:
        unreviewed = "It is still to be reviewed. Say what was found, and no further review: "
        yield Gap("", Phrase(unreviewed, Remedy("review", (reference, "--finding ..."))))


def _late(file: CaseFile, outcome: str, settings: Settings, today: date) -> Iterator[Gap]:
    if outcome in UNANSWERED or said(file, LATE):
        return
    late = late_words(case_clock(file, settings, today))
    if late:
        remedy = Remedy("particulars", (file.case.reference, 'late.reason="..."'))
        yield Gap("", Phrase(DetailName(LATE), f": {late}. Say why: ", remedy))


def late_words(clock: Clock) -> str:
    """Return which answers missed their legal limit, in words, or '' if none did."""
    return "; ".join(met_words(d) for d in clock.deadlines if d.statutory and _was_late(d))


def unexplained(clock: Clock) -> str:
    """Return the warning of a late answer that nothing explains, or '' if none was late."""
    late = late_words(clock)
    where = (" Say why in the case details (", DetailName(LATE), ") before it is closed.")
    return Phrase(f"Late: {late}.", *where) if late else ""


def asks_why_late(clock: Clock, today: date) -> bool:
    """Return True if closing today records an answer that missed its legal limit."""
    return any(d.statutory and (_was_late(d) or _is_overdue(d, today)) for d in clock.deadlines)


def _is_overdue(deadline: Deadline, today: date) -> bool:
    due = deadline.due
    return due is not None and not deadline.met_on and last_day(due) < today


def _was_late(deadline: Deadline) -> bool:
    due, met = deadline.due, deadline.met_at or deadline.met_on
    if due is None or met is None:
        return False
    if isinstance(due, datetime) and isinstance(met, datetime):
        return met > due
    return day_of(met) > last_day(due)

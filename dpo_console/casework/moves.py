"""Whose move it is in a case, and what the move is: a few words for the queue."""

from dataclasses import dataclass

from dpo_console.approval.model import Ruling, Verdict
from dpo_console.casework import checklists, gate, search_plan
from dpo_console.casework.after_release import next_after_release
from dpo_console.casework.challenged import next_in_challenges
from dpo_console.casework.schedule_gaps import next_in_schedule
from dpo_console.config import Role, Settings
from dpo_console.law.facts import noun
from dpo_console.law.model import Clock, Status
from dpo_console.law.statutes import statute
from dpo_console.law.words import listed
from dpo_console.store.case_file import CaseFile
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class Move:
    """What is next and whose it is: us, requester, approver, recipient or nobody."""

    action: str
    whose: str = "us"


OVER = Move("Closed", "nobody")


def next_move(file: CaseFile, clock: Clock, settings: Settings) -> Move:
    """The next move in a case."""
    facts = {f.name for f in file.standing_facts()}
    if file.case.closed_on:
        return OVER
    if gate.is_gated(file):
        return _third_party(file, clock, facts, settings)
    if facts & {"responded", "withdrawn", "outcome_told"}:
        last = "Put right what it was reopened for" if "reopened" in facts else "Close the case"
        return Move(checklists.next_before_closing(file) or last)
    if clock.status in (Status.PAUSED, Status.WAITING_TO_START):
        return _waiting(clock)
    if hold := search_plan.next_hold(file):
        return Move(hold)
    moves = statute(file.case.kind).work.moves
    fitting = (
        move.does for move in moves if facts.issuperset(move.when) and facts.isdisjoint(move.unless)
    )
    does = next(fitting, "Close the case")
    if does == moves[-1].does:  # the answer itself, which the search comes before
        does = search_plan.next_in_plan(file) or next_in_schedule(file) or does
    return Move(does)


def _waiting(clock: Clock) -> Move:
    """What the clock stands for, all of it: answered questions are waited for no more."""
    waits = listed(noun(name) for name, _ in clock.waits_for)
    since = f" since {day_words(clock.stopped_since)}" if clock.stopped_since else ""
    return Move(f"Wait for {waits}{since}", "requester")


def _third_party(file: CaseFile, clock: Clock, facts: set[str], settings: Settings) -> Move:
    if "released_urgently" in facts and "record_completed" not in facts:
        return Move("Complete the record of the urgent release")
    if "released" in facts:
        return Move(*next_after_release(file))
    if "withdrawn" in facts:
        return Move("Close the case")
    return _undecided(file, settings)


def _undecided(file: CaseFile, settings: Settings) -> Move:
    decision = gate.latest_decision(file)
    if decision and decision.ruling == Ruling.REFUSE:
        return Move("Send the refusal and close the case")
    gaps = _unsettled(file)
    if gaps:
        answers = checklists.answers_of(file).values()
        if any(a.verdict is Verdict.NEEDS_INFORMATION for a in answers):
            return Move(f"Wait for information; {gaps} criteria open", "requester")
        return Move(f"Assess: {gaps} criteria open")
    unsettled = next_in_challenges(file, settings)
    if unsettled:
        return Move(unsettled)
    if decision and not gate.has_lapsed(file):
        reasons = gate.gate_of(file, settings).reasons
        return Move("Release" if not reasons else "See what keeps the gate closed")
    whose = "approver" if any(p.role is Role.APPROVER for p in settings.people) else "us"
    return Move("Decide again: what was approved has changed" if decision else "Decide", whose)


def _unsettled(file: CaseFile) -> int:
    answers = checklists.answers_of(file)
    settled = (Verdict.MET, Verdict.NOT_APPLICABLE)
    return sum(
        1
        for c in checklists.criteria_of(file)
        if c.mandatory and (c.id not in answers or answers[c.id].verdict not in settled)
    )

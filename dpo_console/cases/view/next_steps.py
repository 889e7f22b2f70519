"""Acts possible on a case now, its open checks, and the reasons against the rest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.approval.criteria import about_data
from dpo_console.cases.checklist.checklists import REFUSED, ChecklistRow
from dpo_console.cases.office.acts import CLOSED, OPEN, Act, Step
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.sharing.release_terms import TERMS_OFFERED
from dpo_console.cases.view.views import NEW_DATE, CaseView, owes_new_date
from dpo_console.law.facts import fact_kind, facts_for
from dpo_console.law.statutes import statute
from dpo_console.law.words import first_low
from dpo_console.lazy_import import later
from dpo_console.text import day_words

if TYPE_CHECKING:
    from dpo_console.letters import catalogue as letters
else:
    letters = later("dpo_console.letters.catalogue")  # a hundred files, for the steps alone


FOUND = "schedule"
"""The head of the criteria that the schedule answers, and its name among the data of others."""

LETTER = "letter"
"""The act that writes a letter."""

ACKNOWLEDGED, ANSWERED, DETAILS = "acknowledged", "responded", "particulars"

ASK_MORE = "To ask for more, write the letter “Request for more information”."

CLOSED_ONLY = "“{}” is for a closed case. {} is open."
"""The reason against a step that only a closed case can take."""


def open_rows(case: CaseView) -> tuple[ChecklistRow, ...]:
    """Return the criteria that hold something up and can be answered here."""
    reasons = case.gate.reasons if case.gate else ()
    open_ids = {gap.criterion for gap in reasons}
    return tuple(row for row in case.checklist if row.id in open_ids and not row.computed)


def to_answer_now(case: CaseView) -> tuple[ChecklistRow, ...]:
    """Return the open criteria to go through, less those about what is still to be found.

    Once it is listed, the schedule answers them. An answer before that would speak of nothing.
    """
    rows = open_rows(case)
    listed = case.schedule is not None and case.schedule.items
    if listed or not any(place.is_open or place.result == "found" for place in case.places):
        return rows
    about = about_data()
    return tuple(r for r in rows if r.head != FOUND and FOUND not in about.get(r.id, ()))


def next_open(case: CaseView, after: str) -> str:
    """Return the next open criterion, starting again from the first after the last.

    Where no other is open, it is the same one.
    """
    place = next((n for n, row in enumerate(case.checklist, 1) if row.id == after), 0)
    order = (*case.checklist[place:], *case.checklist[:place])
    open_ = to_answer_now(case) or open_rows(case)
    return next((row.id for row in order if row in open_), after)


class NextStep(NamedTuple):
    """One line of the step menu, dimmed if `reason` says why the step can't be taken."""

    action: str
    title: str
    reason: str


def reasons(desk: Desk, case: CaseView) -> dict[str, str]:
    """Return each act with '' if it may be done now, else the reason in a sentence."""
    facts = {f.name for f in case.facts if f.superseded_by is None}
    offered = {f.name for f in facts_for(case.row.kind)}
    return {
        act.id: _closed_or_open(case, step)
        or _not_of_this_kind(case, step, offered)
        or _not_allowed(desk, case, act)
        or step.applies(case, facts)
        for act, step in desk.acts.steps
    }


def _closed_or_open(case: CaseView, step: Step) -> str:
    """Return the reason against a step that needs a closed case, or an open one."""
    if case.row.closed_on is None:
        return CLOSED_ONLY.format(step.title, case.row.reference) if step.state == CLOSED else ""
    return "The case is closed; reopen it first." if step.state == OPEN else ""


def _not_of_this_kind(case: CaseView, step: Step, offered: set[str]) -> str:
    """Return the reason against a fact that this kind of case doesn't have, under its question."""
    if not step.fact or step.fact in offered:
        return ""
    question = fact_kind(step.fact).answers
    title = fact_kind(question).step if question else step.title
    why = f"“{title or step.title}” isn't a step of this kind of case."
    asks = question and case.ruled and all(fact.name != "released" for fact in case.facts)
    return f"{why} {ASK_MORE}" if asks else why


def _not_allowed(desk: Desk, case: CaseView, act: Act) -> str:
    """Return the reason against a step, if the officer's role may not take it in this case."""
    return why_may_not(desk, act.in_case(case) if act.in_case else act.id)


def next_steps(desk: Desk, case: CaseView) -> tuple[NextStep, ...]:
    """Return the step menu for this kind of case and this person's role.

    The letter that makes the next move comes first, then the move itself. The first line has the
    words that the case's head has for the move. Steps that can't be taken now come last.
    """
    return _led_by_move(desk, case)[0]


def step_of_move(desk: Desk, case: CaseView) -> str:
    """Return the step that makes the next move, or '' where this person can't take it now."""
    steps, moves = _led_by_move(desk, case)
    ready = [step.action for step in steps[:1] if not step.reason]
    return next((action for action in ready if action in moves), "")


def why_not_next(desk: Desk, case: CaseView) -> str:
    """Return why this person may not make the next move, or ''."""
    acts = (act for act, _ in desk.acts.steps if act.id == case.next_act)
    return next(filter(None, (_not_allowed(desk, case, act) for act in acts)), "")


def _led_by_move(desk: Desk, case: CaseView) -> tuple[tuple[NextStep, ...], Sequence[str]]:
    """Return the step menu, and the steps that make the next move."""
    found = reasons(desk, case)
    found |= {name: found[name] or why for name, why in _unsuited(case).items()}
    offered = {f.name for f in facts_for(case.row.kind)}
    written = _letters_of(case, [case.row.next_act])
    titles = dict(_called(case, written, desk.today))
    steps = [
        NextStep(act.id, titles.get(act.id, step.line), found[act.id])
        for act, step in desk.acts.steps
        if not _not_of_this_kind(case, step, offered) and not _not_allowed(desk, case, act)
    ]
    first = [
        *([LETTER] if written or owes_new_date(case) else []),
        case.row.next_act,
        _first(case, found),
    ]
    order = {name: place for place, name in enumerate(dict.fromkeys(first))}
    told = {fact.name for fact in case.facts if fact.superseded_by is None}
    past = {fact.name for fact in facts_for(case.row.kind) if told.intersection(fact.not_after)}

    def place(step: NextStep) -> tuple[bool, bool, int]:
        return bool(step.reason), step.action in past, order.get(step.action, len(order))

    steps.sort(key=place)
    if not steps:
        return (), first
    leader, *others = steps
    own = leader.action == DETAILS or (leader.action == LETTER and owes_new_date(case))
    if leader.action in first and not leader.reason and not own:
        leader = leader._replace(title=_as_in_head(case.row.next_action, leader.title))
    return (leader, *others), first


def _as_in_head(move: str, title: str) -> str:
    """Return the line of the next move in the words of the case's head, with its step."""
    if first_low(move) in first_low(title):
        return title
    return move if first_low(title) in first_low(move) else f"{move} ({first_low(title)})"


def _called(
    case: CaseView, written: "list[letters.LetterKind]", today: date
) -> Iterator[tuple[str, str]]:
    """Yield each step that a case calls by another name: of its next move, or too late today."""
    if case.row.closed_on:
        yield LETTER, "Letters: to write most of them, reopen the case first"
    if owes_new_date(case):
        yield LETTER, "Letters: tell the requester the new date"
    elif len(written) == 1:
        yield LETTER, f"Write the letter “{written[0].title}”"
    last = case.clock.extension_notice_by
    if last and last < today:
        for fact in facts_for(case.row.kind):
            if fact.extends:
                line = f"Record: {first_low(fact.step)} (only if told by {day_words(last)})"
                yield fact.name, line
    if case.row.next_act == DETAILS:
        move, _, _ = case.row.next_action.partition(";")
        yield DETAILS, f"{move} (case details)"


def letters_next(case: CaseView) -> list[str]:
    """Return the letters for this kind of case that make its next move.

    A new date that we promised comes first. Where no letter makes the next move, they acknowledge
    the case, or once that is done they answer it. A refusal comes last: nobody should come upon it
    first.
    """
    first = [] if any(f.name == ACKNOWLEDGED for f in case.facts) else [ACKNOWLEDGED]
    answers = [TERMS_OFFERED, statute(case.row.kind).work.answered_by]
    if owes_new_date(case):
        return [NEW_DATE]
    found = (_letters_of(case, facts) for facts in ([case.row.next_act], first, answers))
    letters_found = next(filter(None, found), [])
    return [one.name for one in sorted(letters_found, key=lambda one: one.ending == REFUSED)]


def recorded_on(case: CaseView, name: str) -> date | None:
    """Return the day of what a letter records, or None. What several letters record doesn't count.

    The letter is then done with, though it was given in another way. Of those that acknowledge, it
    is the usual one.
    """
    kept = letters.letter_kind(name).records
    days = [f.on for f in case.facts if f.name == kept and f.superseded_by is None]
    alike = [one.name for one in _letters_of(case, [kept])]
    done = len(alike) == 1 or (kept == ACKNOWLEDGED and alike[:1] == [name])
    return days[-1] if days and done else None


def _letters_of(case: CaseView, facts: Sequence[str]) -> "list[letters.LetterKind]":
    """Return the letters for this kind of case that record one of these facts once sent."""
    of_kind = (x for x in letters.catalogue().values() if case.row.kind in x.kinds)
    return [letter for letter in of_kind if letter.records and letter.records in facts]


def _unsuited(case: CaseView) -> dict[str, str]:
    """Return reasons against steps that are allowed, but that this kind of case doesn't need."""
    law, found = statute(case.row.kind), {}
    records = [
        letter.records for letter in letters.catalogue().values() if law.kind in letter.kinds
    ]
    if not records:
        found[LETTER] = "There is no letter for this kind of case."
    if ACKNOWLEDGED not in records:
        found[ACKNOWLEDGED] = "No letter acknowledges this kind of case."
    if law.work.answered_by != ANSWERED:
        found[ANSWERED] = f"“{fact_kind(law.work.answered_by).step}” answers this kind of case."
    if not case.places and not law.work.searched:
        found["search"] = "This kind of case is answered without a search."
    if law.work.reported:
        found |= dict.fromkeys(("schedule", "check_files"), "Nothing is sent in answer to this.")
    if case.ruled and not (case.schedule and case.schedule.items):
        found["schedule"] = "The scope of this request lists what would be shared."
    return found


def _first(case: CaseView, found: Mapping[str, str]) -> str:
    """Return the act of the next move, or recording the answer if no letter answers this kind."""
    if case.next_act == LETTER and found[LETTER]:
        return statute(case.row.kind).work.answered_by
    return case.next_act

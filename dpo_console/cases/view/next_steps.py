"""Acts possible on a case now, and the reasons against the rest, for keys and the step menu."""

from collections.abc import Mapping
from dataclasses import dataclass

from dpo_console.cases.office.acts import CLOSED, OPEN, Act, Step
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.view.views import CaseView
from dpo_console.law.facts import facts_for
from dpo_console.law.statutes import statute


@dataclass(frozen=True, slots=True)
class NextStep:
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
        or _not_of_this_kind(step, offered)
        or _not_allowed(desk, case, act)
        or step.applies(case, facts)
        for act, step in desk.acts.steps
    }


def _closed_or_open(case: CaseView, step: Step) -> str:
    """Return the reason against a step that needs a closed case, or an open one."""
    if case.row.closed_on is None:
        return "The case is open." if step.state == CLOSED else ""
    return "The case is closed; reopen it first." if step.state == OPEN else ""


def _not_of_this_kind(step: Step, offered: set[str]) -> str:
    missing = step.fact and step.fact not in offered
    return f"“{step.title}” isn't a step of this kind of case." if missing else ""


def _not_allowed(desk: Desk, case: CaseView, act: Act) -> str:
    """Return the reason against a step, if the officer's role may not take it in this case."""
    return why_may_not(desk, act.in_case(case) if act.in_case else act.id)


def next_steps(desk: Desk, case: CaseView) -> tuple[NextStep, ...]:
    """Return the step menu for this kind of case and this person's role.

    The next move comes first, and steps that can't be taken now come last.
    """
    found = reasons(desk, case)
    found |= {name: found[name] or why for name, why in _unsuited(case).items()}
    offered = {f.name for f in facts_for(case.row.kind)}
    steps = [
        NextStep(act.id, step.title, found[act.id])
        for act, step in desk.acts.steps
        if not _not_of_this_kind(step, offered) and not _not_allowed(desk, case, act)
    ]
    first = _first(case, found)
    return tuple(sorted(steps, key=lambda step: (bool(step.reason), step.action != first)))


def _unsuited(case: CaseView) -> dict[str, str]:
    """Return reasons against steps that are allowed, but that this kind of case doesn't need."""
    from dpo_console.letters.catalogue import catalogue

    law, found = statute(case.row.kind), {}
    records = [letter.records for letter in catalogue().values() if law.kind in letter.kinds]
    if not records:
        found["letter"] = "There is no letter for this kind of case."
    if "acknowledged" not in records:
        found["acknowledged"] = "No letter acknowledges this kind of case."
    if not case.places and not law.work.searched:
        found["search"] = "This kind of case is answered without a search."
    return found


def _first(case: CaseView, found: Mapping[str, str]) -> str:
    """Return the act of the next move, or recording the answer if no letter answers this kind."""
    if case.next_act == "letter" and found["letter"]:
        return statute(case.row.kind).work.answered_by
    return case.next_act

"""Answers to a case's checklist as an officer gives them: the search plan first, then the rest."""

from dpo_console.cases.checklist.answers_elsewhere import TRANSFERS
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import Assessed, assess_all, say
from dpo_console.casework.search.searching import EVERY, record_answer, tell_to_keep
from tests.casework.gates import AT_HOME


def meet_checklist(desk: Desk, reference: str) -> None:
    """Meet every mandatory criterion that isn't computed. Every place holds something."""
    case = case_view(desk, reference)
    if any(place.to_tell for place in case.places):
        tell_to_keep(desk, reference, EVERY, "IT")
    if any(place.is_open for place in case.places):
        record_answer(desk, reference, EVERY, "found")
    if any(row.id == TRANSFERS for row in case.checklist):
        say(desk, reference, AT_HOME)
    rows = [row for row in case_view(desk, reference).checklist if row.mandatory]
    assess_all(desk, reference, [Assessed(r.id, "met", "seen") for r in rows if not r.computed])

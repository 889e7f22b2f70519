"""Corrections made to a case after a letter was written with the earlier details."""

from dpo_console.cases.office.acts import Act
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.store.cases.case_rows import LetterRow


def since_written(desk: Desk, case: CaseView, letter: LetterRow) -> tuple[str, ...]:
    """Return the corrections made since, in words, oldest first. A sent letter has none.

    Undoing a correction is also one.
    """
    if letter.sent_on:
        return ()
    later = [event for event in case.timeline if event.at > letter.written_at]
    acts = [desk.acts.recorded_as(event.act) for event in later]
    return tuple(e.text.rstrip(".") for e, act in zip(later, acts, strict=True) if _corrects(act))


def _corrects(act: Act | None) -> bool:
    return act is not None and act.corrects

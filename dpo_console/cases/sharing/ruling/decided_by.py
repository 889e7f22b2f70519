"""Who ruled on a request, in words: at the keyboard, or on paper that somebody recorded."""

from collections.abc import Mapping

from dpo_console.cases.papers.pointing import beside
from dpo_console.store.cases.case_rows import DecisionRow

ELSEWHERE = "elsewhere"
"""The slug of an unlisted decision maker, whose name is kept as words."""


def decided_by(decision: DecisionRow, names: Mapping[str, str]) -> str:
    """Return who ruled. Of a ruling on paper, also say who recorded it and which sheet is kept."""
    who = names.get(decision.by, decision.by)
    if not decision.on_paper:
        return who
    recorder = names.get(decision.recorded_by, decision.recorded_by)
    return f"{who} (on paper, recorded by {recorder}{_sheet(decision)})"


def _sheet(decision: DecisionRow) -> str:
    """Return where the signed sheet is: a paper of the case, or in words."""
    if not decision.paper:
        return f"; kept: {decision.evidence}" if decision.evidence else ""
    words = beside(decision.evidence)
    return f", kept as paper {decision.paper}{f': {words}' if words else ''}"

"""Who ruled on a request, in words: at the keyboard, or on paper that somebody recorded."""

from collections.abc import Mapping

from dpo_console.store.cases.case_rows import DecisionRow


def decided_by(decision: DecisionRow, names: Mapping[str, str]) -> str:
    """Return who ruled. Of a ruling on paper, also say who recorded it and which sheet is kept."""
    who = names.get(decision.by, decision.by)
    if not decision.on_paper:
        return who
    recorder = names.get(decision.recorded_by, decision.recorded_by)
    sheet = f"; kept: {decision.evidence}" if decision.evidence else ""
    return f"{who} (on paper, recorded by {recorder}{sheet})"

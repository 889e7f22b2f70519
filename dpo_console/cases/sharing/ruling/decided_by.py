"""Who ruled on a request, in words: at the keyboard, or on paper that somebody recorded."""

from collections.abc import Iterator, Mapping, Sequence

from dpo_console.approval.data_items import SENSITIVITIES
from dpo_console.cases.checklist.checklists import path_of
from dpo_console.cases.papers.files import beside
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile
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


IDENTIFYING = 2
"""The identification risk up to which an item identifies a pupil: 1 is the highest."""


def most_sensitive(file: CaseFile) -> str:
    """Return the items on which two approvers must rule, in words, or ''."""
    if not path_of(file).by_choice:
        return ""
    rated = (item for item in file.scope_items if item.given and 1 <= item.risk <= IDENTIFYING)
    return ", ".join(item.title for item in rated if item.sensitivity == SENSITIVITIES[0])


def second_approver(file: CaseFile, standing: Sequence[DecisionRow]) -> Iterator[Gap]:
    """Yield a gap while two approvers must rule and fewer than two have.

    `standing` are the approvals that count now, one of each approver.
    """
    items = most_sensitive(file)
    if items and len(standing) < 2:
        says = (
            f"Two approvers must rule on {items}: highly sensitive data about pupils who can be "
            "identified. The second may rule on paper: "
        )
        remedy = Remedy("decide", (file.case.reference, "approve", "--by ...", "--evidence ..."))
        yield Gap("", Phrase(says, remedy))

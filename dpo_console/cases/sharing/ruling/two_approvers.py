"""The most sensitive data about pupils who can be identified, which two approvers must rule on.

On the DfE's scale, sensitivity A is the highest, and an identification risk of 1 or 2 identifies a
pupil. A court order, a duty or an emergency doesn't wait for a second approver.
"""

from collections.abc import Iterator, Sequence

from dpo_console.approval.data_items import SENSITIVITIES
from dpo_console.cases.checklist.checklists import path_of
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import DecisionRow

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

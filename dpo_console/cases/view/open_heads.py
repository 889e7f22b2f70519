"""Open criteria counted under the headings of a case's checklist."""

from collections import Counter
from collections.abc import Sequence

from dpo_console.cases.view.views import CaseView


def open_heads(case: CaseView) -> str:
    """Return how much is open under each heading of the checklist, or ''."""
    names = [gap.criterion or str(gap) for gap in (case.gate.reasons if case.gate else ())]
    return under_heads(case, names, " open") if names else ""


def under_heads(case: CaseView, ids: Sequence[str], are: str = "") -> str:
    """Return criteria counted under their headings: `3 open: Who asks (2); The purpose (1)`."""
    titles = dict(case.heads)
    heads = {row.id: titles.get(row.head, row.head) for row in case.checklist}
    under = Counter(heads.get(id, id) for id in ids)
    return f"{len(ids)}{are}: " + "; ".join(f"{head} ({n})" for head, n in under.items())

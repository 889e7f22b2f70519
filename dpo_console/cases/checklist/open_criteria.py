"""Checklist criteria in words for people. Their ids are for commands and JSON."""

from collections import Counter
from collections.abc import Sequence

from dpo_console.approval.criteria import asked
from dpo_console.cases.checklist.particulars import particulars
from dpo_console.cases.view.views import CaseView
from dpo_console.sentences import CriterionId, Gap, Part, worded


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


def without_ids(said: Part) -> str:
    """Return a sentence with the questions of criteria in place of their ids.

    An id that is also a case detail's name stays, because commands take it.
    """
    return worded(said, _word)


def _word(part: Part) -> str:
    if isinstance(part, Gap):
        return first_upper(without_ids(part.said)) if part.criterion else without_ids(part.said)
    if isinstance(part, CriterionId) and part.id not in particulars():
        return f"“{asked(part.id)}”"
    return str(part)


def first_upper(sentence: str) -> str:
    """Return a sentence that begins with a capital letter."""
    return f"{sentence[:1].upper()}{sentence[1:]}"

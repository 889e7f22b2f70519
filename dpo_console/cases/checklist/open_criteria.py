"""Checklist criteria in words for people. Their ids are for commands and JSON."""

from dpo_console.approval.criteria import asked
from dpo_console.cases.checklist.particulars import particulars
from dpo_console.sentences import CriterionId, Gap, Part, first_upper, worded


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

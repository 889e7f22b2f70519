"""Checklist criteria in words for people. Their ids are for commands and JSON."""

import re

from dpo_console.approval.criteria import asked, every_criterion
from dpo_console.cases.checklist.particulars import particulars

_LEADS = re.compile(r"^( *- )?([a-z-]+\.[a-z-]+): (.)", re.MULTILINE)
_NAMED = re.compile(r"\b[a-z]+(?:-[a-z]+)*\.[a-z-]+\b")


def without_ids(sentence: str) -> str:
    """Return sentences with the ids of criteria removed or replaced by their questions.

    An id at the start of a line is removed, because its question follows. Any other becomes its
    question, unless it also names a case detail.
    """
    known, also = every_criterion(), particulars()

    def led(found: re.Match[str]) -> str:
        return f"{found[1] or ''}{found[3].upper()}" if found[2] in known else found[0]

    def named(found: re.Match[str]) -> str:
        is_one = found[0] in known and found[0] not in also
        return f"“{asked(found[0])}”" if is_one else found[0]

    return _NAMED.sub(named, _LEADS.sub(led, sentence))

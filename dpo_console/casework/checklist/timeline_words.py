"""Words of the timeline for answers on the checklist and for the reasons of a case."""

import re

from dpo_console.approval.criteria import asked
from dpo_console.cases.checklist.particulars import particulars
from dpo_console.cases.office.acts import Words, with_more

_VERDICT = "(^|; )([a-z0-9-]+[.][a-z0-9.-]+) (met|not-[a-z]+|needs-information)"


def assessed(words: Words) -> str:
    """Return the answers of an entry, with each criterion's question in place of its id."""
    said = f"{words['criterion']} {words['verdict']}".strip()
    told = re.sub(_VERDICT, lambda found: f"{found[1]}{_answer(found[2], found[3])}", said)
    return with_more(told, words.get("evidence"))


def _answer(criterion: str, verdict: str) -> str:
    return f"{asked(criterion)} {verdict.replace('-', ' ').capitalize()}"


def said(words: Words) -> str:
    """Return the reasons that an entry gives, each under its label."""
    known = particulars()
    given = [f"{known[k].label}: {value or 'removed'}" for k, value in words.items() if k in known]
    return with_more("Case details", *given)

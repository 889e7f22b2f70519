"""Words of the timeline for answers on the checklist and for the reasons of a case."""

import re
from collections import Counter

from dpo_console.approval.criteria import asked
from dpo_console.cases.checklist.particulars import particulars
from dpo_console.cases.office.acts import Words, with_more

SPELT_OUT = 3
"""The most answers that one entry of the timeline spells out."""

_VERDICT = "(^|; )([a-z0-9-]+[.][a-z0-9.-]+) (met|not-[a-z]+|needs-information)"


def assessed(words: Words) -> str:
    """Return the answers of an entry, with each criterion's question in place of its id.

    Of many answers at once only their number is told: the checklist has each with its evidence.
    """
    said = f"{words['criterion']} {words['verdict']}".strip()
    verdicts = [verdict for _, _, verdict in re.findall(_VERDICT, said)]
    if len(verdicts) > SPELT_OUT:
        numbers = Counter(verdict.replace("-", " ") for verdict in verdicts)
        listed = ", ".join(f"{number} {verdict}" for verdict, number in numbers.items())
        return with_more(f"Answered {len(verdicts)} checks: {listed}", words.get("evidence"))
    told = re.sub(_VERDICT, lambda found: f"{found[1]}{_answer(found[2], found[3])}", said)
    return with_more(told, words.get("evidence"))


def _answer(criterion: str, verdict: str) -> str:
    return f"{asked(criterion)} {verdict.replace('-', ' ').capitalize()}"


def said(words: Words) -> str:
    """Return the reasons that an entry gives, each under its label."""
    known = particulars()
    given = [f"{known[k].label}: {value or 'removed'}" for k, value in words.items() if k in known]
    return with_more("Case details", *given)

"""Labels for the slugs, and questions for the ids, in sentences of casework."""

import re
from collections.abc import Mapping
from functools import cache

from dpo_console.cases.checklist.open_criteria import without_ids
from dpo_console.cases.checklist.particulars import particulars

IN_THE_SCOPE: Mapping[str, str] = {
    "sharing.purpose": "Purpose",
    "sharing.items": "Data in words",
    "sharing.cohort": "Pupils",
    "sharing.until": "Keep until",
    "sharing.basis": "Lawful basis",
    "sharing.special": "Condition",
    "sharing.power": "Power or order",
    "sharing.method": "Sent by",
}
"""The labels of the scope's form for the entries that letters take from it."""

_SLUG = re.compile(r"\b[a-z]+\.[a-z_]+\b")


def labelled(sentence: str) -> str:
    """Return the sentence with labels for slugs, and with questions for criteria's ids."""
    return _SLUG.sub(_label, without_ids(sentence))


def asked_for(sentence: str) -> str:
    """Return the first case detail that a sentence names, or ''."""
    return next((slug for slug in _SLUG.findall(sentence) if slug in particulars()), "")


def _label(found: re.Match[str]) -> str:
    known = particulars().get(found[0])
    label = known.label if known else _asked_in_letters().get(found[0], "")
    label = label or IN_THE_SCOPE.get(found[0], "")
    return f"“{label}”" if label else found[0]


@cache
def _asked_in_letters() -> Mapping[str, str]:
    """Return the label of each field of the letters, from the first letter that asks for it."""
    from dpo_console.letters.catalogue import catalogue

    asked = [one for letter in catalogue().values() for one in letter.asks]
    return {one.name: one.label for one in reversed(asked)}

"""The power that compels a disclosure: an enactment with its section, or an order with its day.

A letter compels nobody, whoever signs it. DPA 2018 Sch 2 para 5.
"""

import re

from dpo_console.approval.model import Path
from dpo_console.cases.people.matching.squeezed import folded
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile

_ENACTMENT = re.compile(r"\b(act|regulations|rules)\s+(19|20)\d\d\b|\bsi\s*\d{4}/\d+")
_SECTION = re.compile(
    r"\b(section|sec|s|ss|rule|r|regulation|reg|article|art)\b\.?\s*\d+"
    r"|\b(s|r|reg)\d+\w*\b|\b(cpr|fpr|crimpr)\b"
)
_ASKED = re.compile(r"\b(letter|email|e-mail|mail|request|form|permission|consent)\b")
"""Words for something that anybody may write, with sections of its own."""

_ORDER = re.compile(r"\b(order|ordered|summons|direction|directions|warrant|notice|judgment)\b")
_DAY = re.compile(
    r"\b\d{1,2}(st|nd|rd|th)?\s+(of\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"
)


def names_power(words: str) -> bool:
    """Return True if words name an enactment, a section or rule, or an order with its day."""
    text = folded(words)
    if _ENACTMENT.search(text) or (_ORDER.search(text) and _DAY.search(text)):
        return True
    return bool(_SECTION.search(text) and not _ASKED.search(text))


def power_gap(file: CaseFile) -> Gap | None:
    """Return the gap of a compelled disclosure whose power is none, or None.

    Where no words stand at all, the approval waits for them.
    """
    scope = file.scope
    if scope is None or scope.path != Path.COMPELLED or not scope.power.strip():
        return None
    if names_power(scope.power):
        return None
    said = f"“{scope.power}” doesn't name"
    what = "the power that compels it: an Act with its section, or an order with its day. Say it: "
    remedy = Remedy("scope", (file.case.reference, "--power ..."))
    return Gap("", Phrase(f"{said} {what}", remedy))

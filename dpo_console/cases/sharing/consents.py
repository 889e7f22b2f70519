"""Consents on which a sharing rests: given, by whom and for what, and withdrawn (UK GDPR Art 7)."""

from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import day_words

GIVEN, WITHDRAWN = "consent_given", "consent_withdrawn"
"""The facts about a consent."""


def consents(file: CaseFile) -> tuple[FactRow, ...]:
    """Return the consents that stand: each says who gave it and for what, and wasn't withdrawn.

    A withdrawal that names no consent withdraws every earlier one.
    """
    facts = file.standing_facts()
    gone = [f for f in facts if f.name == WITHDRAWN]
    return tuple(
        f
        for f in facts
        if f.name == GIVEN
        and f.reasoned
        and not any(w.id > f.id and w.answers in (None, f.id) for w in gone)
    )


def consent_words(file: CaseFile) -> str:
    """Return the consents that stand, in words, or ''."""
    return "; ".join(f"{f.note} ({day_words(f.on)})" for f in consents(file))

"""Facts that count only with their reason, question or weighing on record."""

from datetime import date

from dpo_console.cases.checklist.particulars import weighed
from dpo_console.law.facts import fact_kind, reasoned_facts
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow


def lacks_words(fact: FactRow) -> bool:
    """Return True if a fact counts for nothing because no reason or question is recorded."""
    return not fact.reasoned and fact.name in reasoned_facts()


def counts_for_nothing(file: CaseFile, fact: FactRow) -> bool:
    """Return True if a fact waits for its reason, or for the weighing that it rests on."""
    if fact.name not in reasoned_facts():
        return False
    return not fact.reasoned or (fact_kind(fact.name).weighed and not weighed(file))


def waiting_for_words(
    facts: tuple[FactRow, ...], name: str, on: date | None = None
) -> FactRow | None:
    """Return the standing fact of that name (and day) that waits for its reason, or None."""
    standing = (f for f in facts if f.superseded_by is None and not f.struck)
    waiting = (f for f in standing if f.name == name and lacks_words(f))
    return next((f for f in waiting if on in (None, f.on)), None)

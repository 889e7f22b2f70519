"""Reasons and questions that belong to a fact: added later, or asked for before it is recorded."""

from datetime import date

from dpo_console.approval.breach_risk import LIKELIHOODS
from dpo_console.cases.checklist.checklists import waiting_for_words
from dpo_console.cases.checklist.particulars import said, weighed
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.casework.change import change
from dpo_console.errors import Refused
from dpo_console.law.facts import FactKind
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import says_something


def may_record(kind: FactKind) -> str:
    """Return the act whose permission counts: the fact's own, if one role alone may record it."""
    return kind.name if kind.judged_by else "fact"


def lacking_its_reason(
    desk: Desk, reference: str, kind: FactKind, on: date | None
) -> FactRow | None:
    """Return the standing fact of this kind (and day) that waits for its reason, or None."""
    if not kind.reason:
        return None
    file = file_meant(desk, reference)
    return None if file.case.closed_on else waiting_for_words(file.facts, kind.name, on)


def add_reason(
    desk: Desk, reference: str, bare: FactRow, words: str, method: str, version: int | None
) -> str:
    """Add the reason to a fact without one. It counts from its own day on. Raises StaleSave."""
    with change(desk, reference, "correct", version=version) as this:
        number = this.fact(
            bare.name, bare.on, at=bare.at, answers=bare.answers, supersedes=bare.id, note=words,
            method=method,
        )  # fmt: skip
        day = bare.on.isoformat()
        this.detail |= {"fact": number, "name": bare.name, "corrects": bare.id, "note": words}
        this.detail |= {"before": day, "on": day}
    return reference


def check_weighed(file: CaseFile, kind: FactKind, words: str) -> None:
    """Refuse a judgement without its reason, without the weighing of the risk, or against it.

    Only a breach that is unlikely to harm anybody need not be reported (UK GDPR Art 33(1)).
    """
    if not kind.weighed:
        return
    reference = file.case.reference
    if not weighed(file):
        first = f"{reference}: weigh the risk before you judge it not reportable. "
        how = "likelihood=... severity=..."
        raise Refused(first, Remedy("particulars", (reference, how)))
    likelihood = said(file, "breach.likelihood")
    if likelihood != LIKELIHOODS[0]:
        raise Refused(
            f"{reference}: harm is weighed as {likelihood}, and only a breach that is unlikely to "
            "harm anybody need not be reported (UK GDPR Art 33(1)). Report it, or weigh it again "
            "first. ",
            Remedy("particulars", (reference, "likelihood=...")),
        )
    if not says_something(words):
        raise Refused(
            f"{reference}: say why a risk to anybody is unlikely. ",
            Remedy("fact", (reference, kind.name, "--note ..."), option="note"),
        )

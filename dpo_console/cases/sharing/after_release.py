"""Released data: where they went, and what is still due. Pure, from a case's file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpo_console.approval.model import Path
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.chasing import CERTIFICATE
from dpo_console.cases.sharing.scope_items import (
    WITHDRAWN,
    AfterRelease,
    Signed,
    as_released,
    certificate_by,
    cohort_words,
    corrections,
    given_words,
)
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import day_words

TERMS_LETTERS = ("third-party-approval", "processor-terms", "joint-arrangement")
"""The letters that set the terms on which data are released, one for each role of a recipient."""


def after_release(file: CaseFile) -> AfterRelease | None:
    """Return what was released, to whom and on which terms, or None if nothing was released."""
    released = _last(file, "released")
    if released is None:
        return None
    recipient = as_released(file).recipient
    urgently, certificate = _last(file, "released_urgently"), _last(file, "certificate_received")
    return AfterRelease(
        on=released.on,
        what=given_words(file),
        about=cohort_words(file.scope) if file.scope else "",
        to=", ".join(part for part in (recipient.name, recipient.organisation) if part),
        how=released.note or (file.scope.method if file.scope else ""),
        urgently=urgently.note if urgently else "",
        terms=_terms(file),
        signed=tuple(Signed(f.on, f.note) for f in _all(file, "terms_signed")),
        review_due=_day_of(file, "review_due"),
        reviews=tuple(Signed(f.on, f.note) for f in _all(file, "reviewed")),
        destruction_due=_day_of(file, "destruction_due"),
        chased=tuple(f.on for f in _all(file, "certificate_chased")),
        certificate=Signed(certificate.on, certificate.note) if certificate else None,
        corrections=corrections(file),
        compelled=file.scope is not None and file.scope.path == Path.COMPELLED,
    )


def _terms(file: CaseFile) -> str:
    """Return the approval letter sent and the agreement, or else the ruling."""
    letters = [x for x in file.letters if x.name in TERMS_LETTERS and x.sent_on]
    said = [
        f"approval letter no. {letter.number}, sent {day_words(letter.sent_on)}"
        for letter in letters[-1:]
    ]
    if file.scope and file.scope.agreement:
        said.append(f"agreement {file.scope.agreement}")
    decision = release_gate.latest_decision(file)
    if decision and not said:
        said.append(f"ruling of {day_words(decision.on)}")
    return "; ".join(said)


@dataclass(frozen=True, slots=True)
class AfterReleaseMove:
    """The next move after a release, and whose it is. `act` is the id of its act."""

    action: str
    act: str
    whose: str = "us"


CLOSING = AfterReleaseMove("Close the case", "close")

SECURITY = "security_certificate"
"""The fact that says when the recipient's security certificate ends."""


def next_after_release(file: CaseFile) -> AfterReleaseMove:
    """Return the next move after a release, and who must make it.

    The move is a review, the certificate of destruction or closing the case. We chase a certificate
    that is overdue (see chasing.py).
    """
    review, ends_on = _day_of(file, "review_due"), _day_of(file, "destruction_due")
    due = certificate_by(ends_on) if ends_on else None
    if _last(file, "certificate_received"):
        return CLOSING
    if gone := _unreviewed_withdrawal(file):
        words = f"Review the sharing: stop what rested on consent, withdrawn {day_words(gone)}"
        return AfterReleaseMove(words, "review")
    ends = _day_of(file, SECURITY)
    if ends and all(day is None or ends < day for day in (review, due)):
        words = f"Ask for a security certificate beyond {day_words(ends)}"
        return AfterReleaseMove(words, "correct")
    if review and (due is None or review < due):
        return AfterReleaseMove(f"Review the sharing by {day_words(review)}", "review")
    chased = _day_of(file, "certificate_chased")
    if ends_on and chased and chased >= ends_on:
        words = f"Await destruction certificate: chased {day_words(chased)}"
        return AfterReleaseMove(words, "certificate_received", "recipient")
    if due:
        return AfterReleaseMove("Await the certificate of destruction", CERTIFICATE, "recipient")
    return CLOSING


def _unreviewed_withdrawal(file: CaseFile) -> date | None:
    """Return the day on which a consent was withdrawn, if no review has followed."""
    gone, reviewed = _last(file, WITHDRAWN), _last(file, "reviewed")
    return gone.on if gone and (reviewed is None or reviewed.id < gone.id) else None


def _all(file: CaseFile, name: str) -> Iterator[FactRow]:
    return (fact for fact in file.standing_facts() if fact.name == name)


def _last(file: CaseFile, name: str) -> FactRow | None:
    return max(_all(file, name), key=lambda fact: (fact.on, fact.id), default=None)


def _day_of(file: CaseFile, name: str) -> date | None:
    fact = _last(file, name)
    return fact.on if fact else None

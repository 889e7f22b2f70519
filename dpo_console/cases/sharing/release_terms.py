"""What a release must keep to: the end date, the approved method, and signed terms on file.

The notice promises strict terms. Orders, duties and urgent releases go without them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpo_console.approval.gate import digest
from dpo_console.approval.requesters import SIGNED, requester_kind
from dpo_console.cases.checklist.checklists import lacks_words, path_of, waiting_for_words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import acts_as
from dpo_console.cases.papers import answer_files, paper_of, paper_pointed_at
from dpo_console.cases.sharing.scope_items import AfterRelease, Signed
from dpo_console.config import Role
from dpo_console.errors import BadInput
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.text import day_words, fold


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its words. `late` marks an overdue item."""

    label: str
    words: str
    late: bool = False


def release_lines(released: AfterRelease, today: date) -> tuple[Line, ...]:
    """Return the lines of a release: the data, recipient, method and terms, then its follow-up."""
    return tuple(line for line in _lines(released, today) if line.words)


def _lines(released: AfterRelease, today: date) -> Iterator[Line]:
    yield Line("Released", day_words(released.on))
    yield Line("Urgently", released.urgently)
    yield Line("What", "; ".join(released.what.splitlines()))
    yield Line("About", released.about)
    yield Line("To", released.to)
    yield Line("How", released.how)
    yield Line("Corrected", "; ".join(released.corrections))
    yield Line("Terms", released.terms)
    unsigned = "" if released.compelled else "not by the recipient yet"
    yield Line("Terms signed", _each(released.signed) or unsigned)
    yield Line("Reviewed", _each(released.reviews))
    if released.review_due and released.certificate is None:
        late = released.review_due < today
        yield Line("Review due", day_words(released.review_due) + _overdue(late), late)
    if released.destruction_due:
        yield Line("Destruction due", day_words(released.destruction_due))
        yield _certificate(released, today)


def _certificate(released: AfterRelease, today: date) -> Line:
    if released.certificate:
        return Line("Certificate", _each((released.certificate,)))
    late = released.is_late(today)
    chased = ", ".join(map(day_words, released.chased))
    words = "awaited" + _overdue(late) + (f"; chased {chased}" if chased else "")
    return Line("Certificate", words, late)


def _overdue(late: bool) -> str:
    return ", overdue" if late else ""


def _each(rows: tuple[Signed, ...]) -> str:
    return "; ".join(
        f"{day_words(row.on)}, {row.words}" if row.words else day_words(row.on) for row in rows
    )


SIGNING = "terms_signed"
"""The fact that the recipient signed the terms."""

TERMS_OFFERED = "terms_offered"
"""The fact that the recipient was offered terms, by a letter or otherwise."""

SIGNED_FOR = "terms.of"
"""The kind of note that keeps which recipient signed the terms."""

_OTHER_WAYS = re.compile(r"\b(never|not|no|hand|post|courier|portal|link|password|usb|disk)\b")
"""Words of a method that make e-mail only a part of it, or none."""

WITH_A_PAPER = (
    "It counts once your words end with the paper that came back signed, such as “Signed by Jo "
    "Lee, paper 2”, or the DPO, the safeguarding lead or an approver records it."
)
"""What a clerk is told of the signing."""

DAYS_TO_SIGN = 28
"""The days an approval waits for the recipient's signature before we chase it."""


def terms_gaps(file: CaseFile, on: date | None = None) -> Iterator[Gap]:
    """Yield a gap if this sharing needs terms, and none were on file by a day (None: by now)."""
    if not asks_terms(file) or has_terms(file, on):
        return
    sign = Remedy("fact", (file.case.reference, SIGNING, '--note "..."'))
    if requester_kind(file.case.requester_kind).terms == SIGNED:
        said = "The recipient has not signed the terms. Record the signature: "
    else:
        said = "No terms are signed yet. Once ours or theirs come back signed, record that: "
    if bare := waiting_for_words(file.facts, SIGNING):
        said = f"The terms were recorded as signed on {day_words(bare.on)}, and nothing shows it. "
        said += "Keep them as a paper, or say who signed: "
    by = f" They were not on file by {day_words(on)}." if on and has_terms(file) else ""
    yield Gap("", Phrase(said, sign, ".", by))


def asks_terms(file: CaseFile) -> bool:
    """Return True if this path and kind of requester need terms on file before the release."""
    return path_of(file).by_choice and bool(requester_kind(file.case.requester_kind).terms)


def has_terms(file: CaseFile, on: date | None = None) -> bool:
    """Return True if terms are on file by a day. A public body may give its own agreement.

    Terms that another recipient signed are not this one's.
    """
    facts = (f for f in file.standing_facts() if f.name == SIGNING and not lacks_words(f))
    signed = (f.on for f in facts if _signed_for(file, f) in ("", signer(file)))
    own = requester_kind(file.case.requester_kind).terms != SIGNED
    if own and file.scope and file.scope.agreement:
        return True
    return any(on is None or day <= on for day in signed)


def word_counts(desk: Desk, name: str) -> bool:
    """Return True for the signing of the terms, if this officer's word is reason enough for it."""
    return name == SIGNING and any(
        acts_as(desk, role) for role in (Role.DPO, Role.DSL, Role.APPROVER)
    )


def reason_counts(desk: Desk, file: CaseFile, name: str, words: str) -> bool:
    """Return True if an officer's words are a reason for a fact of that name.

    What a clerk says of signed terms, such as “he rang”, counts only if it names the paper that
    came back. Raises BadInput for a paper that can't be that one.
    """
    return name != SIGNING or word_counts(desk, name) or _names_signed_paper(file, words)


def vouched_words(desk: Desk, words: str) -> str:
    """Return what shows that terms were signed, or '' if a clerk says nothing."""
    vouched = f"On the word of {desk.person.name}" if word_counts(desk, SIGNING) else ""
    return words or vouched


def _names_signed_paper(file: CaseFile, words: str) -> bool:
    """Return True if words name a paper that can hold the recipient's signature.

    It came after the terms were offered. What we wrote or send ourselves isn't signed by them.
    """
    number = paper_pointed_at(file, words)
    if not number:
        return False
    paper = paper_of(file, int(number))
    offered = [f.recorded_at for f in file.standing_facts() if f.name == TERMS_OFFERED]
    ours = {one.sha256 for one in answer_files(file)} | {one.sha256 for one in file.letters}
    if paper.sha256 in ours:
        said = "is our own file, as it goes out"
    elif not offered or paper.added_at < offered[-1]:
        said = "was kept before the terms were offered"
    else:
        return True
    raise BadInput(f"Paper {number} {said}. Name the one that came back signed.", "note")


def _signed_for(file: CaseFile, fact: FactRow) -> str:
    """Return who signed, as it is kept with the fact or with the one that it corrects."""
    replaced = {f.id: f.supersedes for f in file.facts}
    number: int | None = fact.id
    while number is not None:
        if kept := file.note(SIGNED_FOR, number):
            return kept
        number = replaced[number]
    return ""


def signer(file: CaseFile) -> str:
    """Return a keyed digest of the recipient, as it is kept with the signature of the terms."""
    recipient, secret = file.recipient, file.scope.nonce if file.scope else ""
    return digest(secret, recipient.name, recipient.organisation)


def release_gaps(
    file: CaseFile, on: date, *, method: str, until: date | None, review: date | None
) -> Iterator[Gap]:
    """Yield each way in which a release on a day would go beyond what was approved.

    `method` is how it was sent, or '' if as approved. `until` is the day by which the data must be
    destroyed, and `review` the day of our review, or None if as approved. Terms that are missing
    altogether keep the gate closed.
    """
    scope = file.scope
    if scope is None:
        return
    again = "Have that approved first."
    sooner = "Give an earlier day, or have this one approved."
    if scope.until and on > scope.until:
        ends = f"“Destroy by” is {day_words(scope.until)}, before {day_words(on)}"
        yield Gap("", f"{ends}. Set a later day, and have it approved.")
    if scope.until and until and until > scope.until:
        beyond = f"{day_words(until)} is later than the end date that was approved"
        yield Gap("", f"{beyond}, {day_words(scope.until)}. {sooner}")
    if scope.review_on and review and review > scope.review_on:
        promised = f"the review that was approved, {day_words(scope.review_on)}"
        yield Gap("", f"{day_words(review)} is later than {promised}. {sooner}")
    if method and _plain(method) != _plain(scope.method):
        approved = f"to go by “{scope.method}”" if scope.method else "without saying how it goes"
        leave_out = "Leave the method out if it goes as approved."
        yield Gap("", f"It was approved {approved}, not by “{method}”. {again} {leave_out}")
    if has_terms(file):
        yield from terms_gaps(file, on)


def goes_by_email(method: str) -> bool:
    """Return True for an approved method that is e-mail, secure or not, and nothing else."""
    said = _plain(fold(method).replace("e-mail", "email"))
    return "email" in said[:2] and not _OTHER_WAYS.search(" ".join(said))


def _plain(words: str) -> list[str]:
    """Return the words of a method, folded, without by or via before them."""
    said = re.findall(r"\w+", fold(words))
    return [word for place, word in enumerate(said) if place or word not in ("by", "via")]

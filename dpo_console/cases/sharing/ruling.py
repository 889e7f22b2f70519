"""The parts that an approval covers, and which of them have changed since.

An approval covers exactly what the approver saw: the data, their recipient, their use, and the
evidence. Each part is kept as a digest of its own, so a refusal can name what changed. The digests
are keyed with the secret of the case's scope, so nobody can guess a part from its digest.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from dpo_console.approval import gate as approval_gate
from dpo_console.approval.data_items import SENSITIVITIES
from dpo_console.approval.model import Criterion, Path
from dpo_console.cases.checklist.checklists import Answers, answers_of, assessed_first, path_of
from dpo_console.cases.checklist.particulars import said
from dpo_console.cases.papers import beside
from dpo_console.law.words import listed
from dpo_console.sentences import Gap, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import DecisionRow
from dpo_console.store.cases.disclosure_rows import ScopeRow
from dpo_console.text import counted

ELSEWHERE = "elsewhere"
"""The slug of an unlisted decision maker, whose name is kept as words."""


def decided_by(decision: DecisionRow, names: Mapping[str, str]) -> str:
    """Return who ruled. Of a ruling on paper, also say who recorded it and which sheet is kept."""
    who = names.get(decision.by, decision.by)
    if not decision.on_paper:
        return who
    recorder = names.get(decision.recorded_by, decision.recorded_by)
    return f"{who} (on paper, recorded by {recorder}{_sheet(decision)})"


def _sheet(decision: DecisionRow) -> str:
    """Return where the signed sheet is: a paper of the case, or in words."""
    if not decision.paper:
        return f"; kept: {decision.evidence}" if decision.evidence else ""
    words = beside(decision.evidence)
    return f", kept as paper {decision.paper}{f': {words}' if words else ''}"


IDENTIFYING = 2
"""The identification risk up to which an item identifies a pupil: 1 is the highest."""


def most_sensitive(file: CaseFile) -> str:
    """Return the items on which two approvers must rule, in words, or ''."""
    if not path_of(file).by_choice:
        return ""
    rated = (item for item in file.scope_items if item.given and 1 <= item.risk <= IDENTIFYING)
    return ", ".join(item.title for item in rated if item.sensitivity == SENSITIVITIES[0])


def second_approver(file: CaseFile, standing: Sequence[DecisionRow]) -> Iterator[Gap]:
    """Yield a gap while two approvers must rule and fewer than two have.

    `standing` are the approvals that count now, one of each approver.
    """
    items = most_sensitive(file)
    if items and len(standing) < 2:
        says = (
            f"Two approvers must rule on {items}: highly sensitive data about pupils who can be "
            "identified. The second may rule on paper: "
        )
        remedy = Remedy("decide", (file.case.reference, "approve", "--by ...", "--evidence ..."))
        yield Gap("", Phrase(says, remedy))


COUNTRY = "recipient.country"
"""The case detail that says where the recipient is."""

ASKED_AS = "party.kind"
"""The kind of note that records a corrected requester kind."""

EVIDENCE = "evidence."
"""The prefix of the parts that hold the answer to a criterion."""

NAMES = {
    "asked by": "the requester",
    "asked as": "the kind of requester",
    "recipient": "the recipient",
    "organisation": "the recipient's organisation",
    "address": "the recipient's address",
    "email": "the recipient's e-mail",
    "phone": "the recipient's telephone number",
    "country": "the recipient's country",
    "subjects": "the pupils named",
    "school": "the school",
    "purpose": "the purpose",
    "items": "the words for the data",
    "listed": "the data items",
    "cohort": "the cohort",
    "pupils": "the number of pupils",
    "years": "the years",
    "lawful_basis": "the lawful basis",
    "condition": "the condition for special category data",
    "power": "the power or order",
    "path": "the path",
    "method": "how the data are sent",
    "until": "the end date",
    "review": "the day of review",
    "agreement": "the agreement",
    "dpia": "the DPIA",
}
"""The parts of an approval in words, in the order in which a refusal names them."""

PLURAL = ("the data items", "the words for the data", "the pupils named", "the years")
"""Names of parts that are plural."""

ADDED_LATER = ("agreement", "dpia", "country", "review")
"""The parts that count once an approval holds them: what may follow it, and the country.

The terms are accepted after it, a DPIA may be written after it, and a review may be promised after
it. None may be dropped or exchanged. Approvals of earlier releases hold neither the DPIA, the
country nor the review.
"""


def parts_of(file: CaseFile, answers: Answers | None = None) -> dict[str, str]:
    """Return a keyed digest of each part that an approval of this case would now cover.

    A part that holds nothing has no digest. `answers` are those of the checklist, if known.
    """
    secret = file.scope.nonce if file.scope else ""
    said = {**dict(_people(file)), **dict(_scope(file)), **dict(_evidence(file, answers))}
    return {
        name: approval_gate.digest(secret, name, value) for name, value in said.items() if value
    }


def changed_words(approved: Mapping[str, str], now: Mapping[str, str], file: CaseFile) -> str:
    """Return `the cohort and the end date have changed since`, or '' if nothing has."""
    parts = _changed(approved, now, file)
    have = "have" if len(parts) > 1 or {*parts} & {*PLURAL} else "has"
    return f"{listed(parts)} {have} changed since" if parts else ""


def _changed(approved: Mapping[str, str], now: Mapping[str, str], file: CaseFile) -> list[str]:
    """Return the parts that differ from the approved ones, in words.

    A criterion that is open again is a gap of its own, and isn't named here too.
    """
    fixed = [n for n in NAMES if n not in ADDED_LATER or n in approved]
    words = [NAMES[name] for name in fixed if approved.get(name) != now.get(name)]
    return [*words, *_evidence_changed(approved, now, file)]


def _evidence_changed(
    approved: Mapping[str, str], now: Mapping[str, str], file: CaseFile
) -> Iterator[str]:
    """Yield the criteria that are settled by other evidence than the approver saw.

    After an urgent release the assessment follows, so new evidence changes no ruling on it.
    """
    asked = [] if path_of(file) is Path.URGENT else assessed_first(file)
    other = [c.question for c in asked if _is_other(c, approved, now)]
    if len(other) == 1:
        yield f"the evidence on “{other[0]}”"
    elif other:
        yield f"the evidence on {counted(len(other), 'question')}"


def _is_other(criterion: Criterion, approved: Mapping[str, str], now: Mapping[str, str]) -> bool:
    name = f"{EVIDENCE}{criterion.id}"
    counts = criterion.mandatory or name in approved
    return counts and name in now and now[name] != approved.get(name)


def _people(file: CaseFile) -> Iterator[tuple[str, str]]:
    recipient, asking = file.recipient, file.requester
    yield "asked by", json.dumps([asking.name, asking.organisation])
    # A kind corrected since the approval stays corrected, even to the kind it was before.
    yield "asked as", file.case.requester_kind + file.note(ASKED_AS, asking.id)
    yield "recipient", recipient.name
    for way in ("organisation", "address", "email", "phone"):
        yield way, str(getattr(recipient, way))
    yield "country", said(file, COUNTRY) or "not recorded"
    yield "subjects", json.dumps(sorted(file.subjects))
    yield "school", file.case.school


def _scope(file: CaseFile) -> Iterator[tuple[str, str]]:
    scope: ScopeRow | None = file.scope
    if scope is None:
        return
    for name in (
        "purpose", "items", "cohort", "lawful_basis", "power", "path", "method", "years",
        "condition", "agreement", "dpia",
    ):  # fmt: skip
        yield name, str(getattr(scope, name))
    yield "pupils", "" if scope.pupils is None else str(scope.pupils)
    yield "until", scope.until.isoformat() if scope.until else ""
    yield "review", scope.review_on.isoformat() if scope.review_on else ""
    given = sorted(
        (i.slug, i.title, i.instead, i.sensitivity, i.risk) for i in file.scope_items if i.given
    )
    yield "listed", json.dumps(given) if given else ""


def _evidence(file: CaseFile, answers: Answers | None) -> Iterator[tuple[str, str]]:
    """Yield the answers that settle criteria, but not the acceptance of terms."""
    answers = answers_of(file) if answers is None else answers
    for criterion in assessed_first(file):
        answer = answers.get(criterion.id)
        if answer and approval_gate.settles(criterion, answer):
            yield f"{EVIDENCE}{criterion.id}", f"{answer.verdict}\0{answer.evidence}"


def earlier_covers(file: CaseFile) -> tuple[str, str]:
    """Return the fingerprints of this case in the two earlier forms.

    The later form includes the pupils named, even if there are none. The earlier one doesn't.
    """
    named = sorted(file.subjects)
    return _fingerprint(file, subjects=json.dumps(named)), _fingerprint(file)


def _fingerprint(file: CaseFile, **about: str) -> str:
    recipient, scope = file.recipient, file.scope
    return approval_gate.fingerprint(
        secret=scope.nonce if scope else "",
        recipient=recipient.name,
        organisation=recipient.organisation,
        purpose=scope.purpose if scope else "",
        items=scope.items if scope else "",
        cohort=scope.cohort if scope else "",
        lawful_basis=scope.lawful_basis if scope else "",
        power=scope.power if scope else "",
        path=scope.path if scope else "",
        method=scope.method if scope else "",
        until=scope.until.isoformat() if scope and scope.until else "",
        **(_covered_further(file, scope) if scope else {}),
        **about,
        **_where_to(file),
        **_asked_as(file),
    )


def _asked_as(file: CaseFile) -> dict[str, str]:
    """Return the requester's kind once corrected: the approval was for another kind."""
    kind = file.note(ASKED_AS, file.requester.id)
    return {"asked as": kind} if kind else {}


def _where_to(file: CaseFile) -> dict[str, str]:
    """Return the contact details of a separate recipient: a new address needs a new approval."""
    recipients = (p for p in file.parties if p.role == "recipient")
    said = {f"to.{way}": getattr(p, way) for p in recipients for way in ("address", "email")}
    return {name: value for name, value in said.items() if value}


def _covered_further(file: CaseFile, scope: ScopeRow) -> dict[str, str]:
    """Return the item-by-item scope, leaving out empty parts.

    An approval given before these parts existed therefore stays valid. Withheld items, and papers
    about the sharing, are not covered.
    """
    given = sorted((i.slug, i.title, i.instead) for i in file.scope_items if i.given)
    said = {
        "listed": json.dumps(given) if given else "",
        "years": scope.years,
        "pupils": "" if scope.pupils is None else str(scope.pupils),
        "condition": scope.condition,
    }
    return {name: value for name, value in said.items() if value}

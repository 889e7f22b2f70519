"""A third-party request at the approval gate, judged from its record."""

import json
from collections.abc import Sequence
from dataclasses import replace

from dpo_console.approval import gate as approval_gate
from dpo_console.approval.model import Criterion, Decision, Gate, Ruling
from dpo_console.cases.checklist.checklists import answers_of, assessed_first, criteria_of, path_of
from dpo_console.cases.sharing.challenged import blocking
from dpo_console.config import Role, Settings
from dpo_console.law.statutes import statute
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import DecisionRow, PartyRow, ScopeRow

SHEET = "decision-sheet"
"""The letter on which the controller decides on paper, with the DPO's advice."""

ASKED_AS = "party.kind"
"""The kind of note that records a corrected requester kind."""


def is_gated(file: CaseFile) -> bool:
    """Return True if this case is a third-party request, released only through the gate."""
    return statute(file.case.kind).work.gated


def covers(file: CaseFile) -> str:
    """Return the fingerprint of the content that an approval of this case would now cover.

    It includes the pupils named, even if there are none: an approval is about nobody else.
    """
    named = sorted(p.name for p in file.parties if p.role == "subject")
    return _fingerprint(file, subjects=json.dumps(named))


def _stands(file: CaseFile, decision: DecisionRow) -> bool:
    """Return True if the content decided on is unchanged.

    An older decision that didn't cover the pupils' names is still accepted.
    """
    return decision.covers in (covers(file), _fingerprint(file))


def _fingerprint(file: CaseFile, **about: str) -> str:
    recipient, scope = _recipient(file), file.scope
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
    kind = "".join(file.note(ASKED_AS, p.id) for p in file.parties if p.role == "requester")
    return {"asked as": kind} if kind else {}


def _recipient(file: CaseFile) -> PartyRow:
    """Return the recipient of the data, or the requester if nobody else is named."""
    by_role = {p.role: p for p in file.parties if p.role in ("requester", "recipient")}
    return by_role.get("recipient") or by_role["requester"]


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


def latest_decision(file: CaseFile) -> DecisionRow | None:
    """Return the ruling that counts: the last one."""
    return file.decisions[-1] if file.decisions else None


def has_lapsed(file: CaseFile) -> bool:
    """Return True if the content decided on has changed since."""
    decision = latest_decision(file)
    return decision is not None and not _stands(file, decision)


def gate_of(file: CaseFile, settings: Settings) -> Gate:
    """Return the gate for release, with every reason why the request isn't ready."""
    return _gate(file, settings, criteria_of(file), latest_decision(file))


def before_terms(file: CaseFile, settings: Settings) -> Gate:
    """Return the gate for offering terms, which leaves out the checks on their acceptance."""
    return _gate(file, settings, assessed_first(file), latest_decision(file))


def record_is_complete(file: CaseFile, settings: Settings) -> bool:
    """Return True if an urgent release was assessed and ruled on afterwards, either way."""
    row = latest_decision(file)
    if row is None:
        return False
    ruled = replace(row, ruling=Ruling.APPROVE)
    return _gate(file, settings, criteria_of(file), ruled).open


def _gate(
    file: CaseFile, settings: Settings, criteria: Sequence[Criterion], ruled: DecisionRow | None
) -> Gate:
    state = approval_gate.gate(
        criteria,
        answers_of(file),
        path=path_of(file),
        decision=_decision(ruled, settings) if ruled else None,
        covers=ruled.covers if ruled and _stands(file, ruled) else covers(file),
        power=file.scope.power if file.scope else "",
        conflict=conflict(file, settings),
    )
    reasons = (*state.reasons, *blocking(file, settings))
    return replace(state, open=not reasons, reasons=reasons)


def answered_after_ruling(file: CaseFile) -> list[str]:
    """Return the mandatory criteria answered, or answered again, only after the approval.

    Answers about terms are allowed then, because terms are accepted after the approval.
    """
    ruling = latest_decision(file)
    if ruling is None or ruling.ruling == Ruling.REFUSE:
        return []
    given = file.verdicts()
    asked = [c.id for c in assessed_first(file) if c.mandatory and c.id in given]
    return [name for name in asked if given[name].recorded_at > ruling.recorded_at]


def advisers(file: CaseFile) -> set[str]:
    """Return the people who advised, by answering the checklist or writing a decision sheet."""
    sheets = {letter.by for letter in file.letters if letter.name == SHEET}
    return {a.by for a in file.assessments} | sheets


def conflict(file: CaseFile, settings: Settings) -> str:
    """Return why the person who ruled was not entitled to, or ''.

    An adviser doesn't decide if the office has an approver. The gate checks this again, because
    advice may come after the ruling (UK GDPR Art 38-39).
    """
    row = latest_decision(file)
    approvers = [p.name for p in settings.people if p.role is Role.APPROVER]
    if row is None or not approvers or row.decided_by not in advisers(file):
        return ""
    decider = next((p for p in settings.people if p.slug == row.decided_by), None)
    if decider is None or decider.role is Role.APPROVER:
        return ""
    return f"{decider.name} advised on it and also decided; the approver decides: {approvers[0]}."


def _decision(row: DecisionRow, settings: Settings) -> Decision:
    return Decision(
        ruling=Ruling(row.ruling),
        by=settings.names.get(row.decided_by, row.decided_by),
        on=row.on,
        covers=row.covers,
    )

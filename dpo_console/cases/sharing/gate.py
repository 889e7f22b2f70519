"""How a third-party request stands at the approval gate, from what is kept about it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dpo_console.approval import gate as approval_gate
from dpo_console.approval.model import Criterion, Decision, Gate, Ruling
from dpo_console.cases.checklist.checklists import answers_of, assessed_first, criteria_of, path_of
from dpo_console.cases.sharing.challenged import blocking
from dpo_console.config import Role, Settings
from dpo_console.law.statutes import statute
from dpo_console.store.cases.case_file import CaseFile, DecisionRow, PartyRow, ScopeRow

SHEET = "decision-sheet"
"""The letter on which the controller decides on paper, with the DPO's advice."""

ASKED_AS = "party.kind"
"""What words are about that say as what kind of requester somebody asks, since it was put right."""


def is_gated(file: CaseFile) -> bool:
    """Whether this case is a third-party request, released only through the gate."""
    return statute(file.case.kind).work.gated


def covers(file: CaseFile) -> str:
    """The fingerprint of what an approval of this case would cover, as it now stands.

    That is the pupils it names as well, be it none: an approval is about nobody else.
    """
    named = sorted(p.name for p in file.parties if p.role == "subject")
    return _fingerprint(file, subjects=json.dumps(named))


def _stands(file: CaseFile, decision: DecisionRow) -> bool:
    """Whether what was decided on is as it was; who is named doesn't count where it didn't then."""
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
        until=scope.until or "" if scope else "",
        **(_covered_further(file, scope) if scope else {}),
        **about,
        **_where_to(file),
        **_asked_as(file),
    )


def _asked_as(file: CaseFile) -> dict[str, str]:
    """The kind of whoever asks, once it was put right: an approval was given to another kind."""
    kind = "".join(file.note(ASKED_AS, p.id) for p in file.parties if p.role == "requester")
    return {"asked as": kind} if kind else {}


def _recipient(file: CaseFile) -> PartyRow:
    """Who would get it: whoever asks, where nobody else is named."""
    by_role = {p.role: p for p in file.parties if p.role in ("requester", "recipient")}
    return by_role.get("recipient") or by_role["requester"]


def _where_to(file: CaseFile) -> dict[str, str]:
    """Where a recipient of its own is reached: another address is another recipient."""
    recipients = (p for p in file.parties if p.role == "recipient")
    said = {f"to.{way}": getattr(p, way) for p in recipients for way in ("address", "email")}
    return {name: value for name, value in said.items() if value}


def _covered_further(file: CaseFile, scope: ScopeRow) -> dict[str, str]:
    """What is said item by item, where anything is: an approval given before there was any still
    covers what it did. Items that are kept back, and papers about the sharing, are not covered."""
    given = sorted((i.slug, i.title, i.instead) for i in file.scope_items if i.given)
    said = {
        "listed": json.dumps(given) if given else "",
        "years": scope.years,
        "pupils": "" if scope.pupils is None else str(scope.pupils),
        "condition": scope.condition,
    }
    return {name: value for name, value in said.items() if value}


def latest_decision(file: CaseFile) -> DecisionRow | None:
    """The ruling that counts: the last one."""
    return file.decisions[-1] if file.decisions else None


def has_lapsed(file: CaseFile) -> bool:
    """Whether what was decided on has changed since."""
    decision = latest_decision(file)
    return decision is not None and not _stands(file, decision)


def gate_of(file: CaseFile, settings: Settings) -> Gate:
    """Whether this request may be released, and every reason why not."""
    return _gate(file, settings, criteria_of(file), latest_decision(file))


def before_terms(file: CaseFile, settings: Settings) -> Gate:
    """Whether terms may be offered: the same, but that nobody has accepted them yet."""
    return _gate(file, settings, assessed_first(file), latest_decision(file))


def record_is_complete(file: CaseFile, settings: Settings) -> bool:
    """Whether an urgent release was assessed and ruled on afterwards, whatever the ruling."""
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
    """The mandatory criteria that were answered, or answered anew, only after the approval.

    Terms may be: they are accepted after it.
    """
    ruling = latest_decision(file)
    if ruling is None or ruling.ruling == Ruling.REFUSE:
        return []
    given = file.verdicts()
    asked = [c.id for c in assessed_first(file) if c.mandatory and c.id in given]
    return [name for name in asked if given[name].recorded_at > ruling.recorded_at]


def advisers(file: CaseFile) -> set[str]:
    """Who advised: by answering the checklist, or on a decision sheet."""
    sheets = {letter.recorded_by for letter in file.letters if letter.name == SHEET}
    return {a.recorded_by for a in file.assessments} | sheets


def conflict(file: CaseFile, settings: Settings) -> str:
    """Why whoever ruled was not entitled to: who advised doesn't decide where there is an approver.

    Looked at again at the gate, because advice may come after the ruling (UK GDPR Art 38-39).
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
        on=date.fromisoformat(row.on_day),
        covers=row.covers,
    )

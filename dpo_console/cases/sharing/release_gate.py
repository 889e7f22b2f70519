"""A third-party request at the approval gate, judged from its record.

Safeguarding can't wait. The DSL or the DPO releases at once, and the controller is told: an
approver who isn't concerned, or else the chair of governors on paper.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dpo_console.approval import gate as approval_gate
from dpo_console.approval.model import Criterion, Decision, Gate, Ruling, Verdict
from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.checklist.checklists import (
    Answers,
    answers_of,
    assessed_first,
    criteria_of,
    path_of,
)
from dpo_console.cases.office.permissions import Ruled, free_approvers, has_advised, is_concerned
from dpo_console.cases.sharing.challenged import blocking
from dpo_console.cases.sharing.release_terms import terms_gaps
from dpo_console.cases.sharing.ruling import (
    ELSEWHERE,
    changed_words,
    decided_by,
    earlier_covers,
    most_sensitive,
    parts_of,
    second_approver,
)
from dpo_console.config import Person, Role, Settings
from dpo_console.law.statutes import statute
from dpo_console.london import london_day
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import DecisionRow, FactRow
from dpo_console.text import day_words

SHEET = "decision-sheet"
"""The letter on which the controller decides on paper, with the DPO's advice."""

FORMER_KIND = "party.kind-before"
"""The kind of note that keeps the requester's kind before it was corrected."""


def told(file: CaseFile, settings: Settings, day: date) -> tuple[Person, ...]:
    """Return the approvers who are told of an urgent release on a day: those not concerned in it.

    Somebody who stands in for an approver on that day is told too.
    """
    names = [party.name for party in file.parties]
    approvers = settings.in_role(Role.APPROVER, day)
    return tuple(p for p in approvers if not is_concerned(p, names))


def owes_paper(file: CaseFile, settings: Settings, day: date) -> bool:
    """Return True if no approver may be told, so a paper for the chair of governors is owed.

    An office whose only account does everything has nobody else to tell.
    """
    return bool(settings.people) and not told(file, settings, day)


def paper_written(file: CaseFile) -> bool:
    """Return True if the decision sheet was written since the urgent release."""
    released = max(fact.recorded_at for fact in _urgent(file))
    return any(x.name == SHEET and x.written_at >= released for x in file.letters)


def released_on(file: CaseFile) -> date:
    """Return the day of the urgent release."""
    return max(fact.on for fact in _urgent(file))


def _urgent(file: CaseFile) -> list[FactRow]:
    return [fact for fact in file.standing_facts() if fact.name == "released_urgently"]


def former_kind(file: CaseFile) -> str:
    """Return the title of the requester's kind before it was corrected, or ''."""
    before = file.note(FORMER_KIND, file.requester.id)
    return requester_kinds()[before].title if before else ""


def confirmed_words(file: CaseFile, name: str) -> str:
    """Return the confirmation of a corrected kind by whoever released urgently, or ''."""
    before = former_kind(file)
    if not before:
        return ""
    now = requester_kinds()[file.case.requester_kind].title
    return f"Logged first as “{before}”; {name} confirmed “{now}”"


ADVISED = "advice.by"
"""The kind of note that names those who set the scope or answered a challenge, by slug."""

APPROVED_PARTS = "decision.parts"
"""The kind of note that keeps the parts that an approval covers."""

ENDS = {
    "withdrawn": "the request was withdrawn since",
    "reopened": "the request was closed and reopened since",
    "consent_withdrawn": "a consent was withdrawn since",
}
"""The facts that end an approval, in words."""

UNAPPROVED = "release.unapproved"
"""The kind of note that a release went before anybody approved it, and what was open then."""

LAST_FACT = "last fact"
"""The part of an approval that says which fact was the last one then."""


def is_gated(file: CaseFile) -> bool:
    """Return True if this case is a third-party request, released only through the gate."""
    return statute(file.case.kind).work.gated


def approval_of(file: CaseFile) -> dict[str, str]:
    """Return all that an approval of this case would now cover, part by part, and when it is."""
    return {**parts_of(file), LAST_FACT: str(max((f.id for f in file.facts), default=0))}


def fingerprint(approval: Mapping[str, str]) -> str:
    """Return the fingerprint that a ruling keeps of an approval."""
    return approval_gate.fingerprint(**approval)


def why_lapsed(file: CaseFile, decision: DecisionRow, answers: Answers | None = None) -> str:
    """Return why a ruling no longer counts, naming what changed, or '' if it stands.

    After the release it stays the ruling on what was released.
    """
    facts = {f.name for f in file.standing_facts()}
    urgent_and_open = "released_urgently" in facts and "record_completed" not in facts
    if is_released(file) and not urgent_and_open:
        return ""
    kept = file.note(APPROVED_PARTS, decision.id)
    approved = json.loads(kept) if kept else {}
    return _gone(file, decision, approved) or _what_changed(file, decision, approved, answers)


def _gone(file: CaseFile, decision: DecisionRow, approved: Mapping[str, str]) -> str:
    """Return why a ruling ended with the request that it was about, or ''."""
    last = int(approved.get(LAST_FACT, 0))
    after = (f for f in file.facts if last or f.recorded_at > decision.recorded_at)
    later = {f.name for f in after if f.id > last and not _is_slip(file, f)}
    return next((words for name, words in ENDS.items() if name in later), "")


def _is_slip(file: CaseFile, fact: FactRow) -> bool:
    """Return True for a fact that was undone next, by whoever recorded it, that day.

    An undo has no reason of its own. A fact that was struck out with one was believed until then,
    so the approval ended with it.
    """
    if fact.struck:
        return True
    after = next((later for later in file.facts if later.id > fact.id), None)
    return (
        after is not None
        and (after.struck and not after.reasoned)
        and (after.supersedes, after.by) == (fact.id, fact.by)
        and london_day(after.recorded_at) == london_day(fact.recorded_at)
    )


def _what_changed(
    file: CaseFile, decision: DecisionRow, approved: Mapping[str, str], answers: Answers | None
) -> str:
    """Return the parts that changed since a ruling. A ruling of an earlier release has no parts."""
    if not approved:
        stands = decision.covers in earlier_covers(file)
        return "" if stands else "what would be shared has changed since"
    if fingerprint(approved) != decision.covers:
        return "the record of the approved sharing is damaged"
    return changed_words(approved, parts_of(file, answers), file)


def latest_decision(file: CaseFile) -> DecisionRow | None:
    """Return the ruling that counts: the last one."""
    return file.decisions[-1] if file.decisions else None


def too_early(file: CaseFile, on: date) -> tuple[Gap, ...]:
    """Return the gap of a release on a day before it was approved, if it was."""
    decision = latest_decision(file)
    if decision is None or on >= decision.on:
        return ()
    said = f"Released {day_words(on)} is before it was approved, {day_words(decision.on)}."
    return (Gap("", said),)


def is_released(file: CaseFile) -> bool:
    """Return True if data were released, on an approval or urgently: what follows waits no more.

    A release that was recorded before anybody approved it is history, and opens nothing: what goes
    after it waits for the gate as it stands.
    """
    if file.note(UNAPPROVED, file.case.id):
        return False
    return any(fact.name == "released" for fact in file.standing_facts())


def is_ruled(file: CaseFile) -> bool:
    """Return True if a ruling stands: what it was about hasn't changed since."""
    decision = latest_decision(file)
    return decision is not None and not why_lapsed(file, decision)


def standing_approvals(file: CaseFile) -> tuple[DecisionRow, ...]:
    """Return the approvals that count now, the latest of each approver, since any refusal."""
    found: dict[str, DecisionRow] = {}
    for decision in reversed(file.decisions):
        if decision.ruling == Ruling.REFUSE:
            break
        if not why_lapsed(file, decision):
            found.setdefault(decision.by.casefold(), decision)
    return tuple(found.values())


def gate_of(file: CaseFile, settings: Settings) -> Gate:
    """Return the gate for release, with every reason why the request isn't ready."""
    state = _gate(file, settings, criteria_of(file), latest_decision(file))
    if not state.open:
        return state  # the terms are offered once the sharing is approved
    reasons = tuple(terms_gaps(file))
    return replace(state, open=not reasons, reasons=reasons)


def awaits_terms(file: CaseFile, settings: Settings) -> bool:
    """Return True if all that is missing for a release is that the recipient accepts the terms."""
    return any(terms_gaps(file)) and before_terms(file, settings).open


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
    answers = answers_of(file)
    lapsed = why_lapsed(file, ruled, answers) if ruled else ""
    state = approval_gate.gate(
        criteria,
        answers,
        path=path_of(file),
        decision=_decision(ruled, settings) if ruled else None,
        covers=ruled.covers if ruled and not lapsed else "",
        changed=lapsed,
        power=file.scope.power if file.scope else "",
        conflict=conflict(file, settings),
    )
    refused = ruled is not None and ruled.ruling == Ruling.REFUSE
    two = not refused and most_sensitive(file)
    second = second_approver(file, standing_approvals(file)) if two else ()
    # What the scope still needs comes first: changing it ends an approval.
    reasons = (*blocking(file, settings, answers), *state.reasons, *second)
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
    """Return the people who advised.

    They answered the checklist or a challenge, set the scope, or wrote a decision sheet.
    """
    return {a.by for a in file.assessments} | _vouched(file)


def _vouched(file: CaseFile) -> set[str]:
    """Return the advisers who did more than doubt an answer, as the approver may."""
    doubts = (Verdict.NOT_MET, Verdict.NEEDS_INFORMATION)
    answers = {a.by for a in file.assessments if a.verdict not in doubts}
    sheets = {letter.by for letter in file.letters if letter.name == SHEET}
    return answers | sheets | {*file.note(ADVISED, file.case.id).split()}


def ruled_by(file: CaseFile, day: date, ruling: str = Ruling.APPROVE) -> Ruled:
    """Return what bears on who may rule on this case on a day."""
    return Ruled(
        day=day,
        advisers=advisers(file),
        vouched=_vouched(file),
        concerned=tuple(party.name for party in file.parties),
        approved={d.decided_by for d in standing_approvals(file)} if most_sensitive(file) else (),
        refuses=ruling == Ruling.REFUSE,
    )


def conflict(file: CaseFile, settings: Settings) -> str:
    """Return why the person who ruled was not entitled to, or ''.

    The DPO doesn't approve while there is an unconcerned approver, and an adviser never does. The
    gate checks this again, because advice may come after the ruling (UK GDPR Art 38-39), and an
    approver may be made a person of the case only while somebody else rules.
    """
    row = latest_decision(file)
    decider = next((p for p in settings.people if row and p.slug == row.decided_by), None)
    if row is None or decider is None:
        return _by_an_outsider(file, settings, row) if row else ""
    ruled = ruled_by(file, row.on, row.ruling)
    others = free_approvers(settings, ruled._replace(approved=()))
    free = [person.name for person in others if person != decider]
    stands_in = Role.APPROVER in settings.roles_of(decider, row.on)
    if has_advised(settings, decider, ruled):
        instead = f"the approver decides: {free[0]}" if free else "the chair of governors decides"
        return f"{decider.name} advised on it and also decided; {instead}."
    if free and not stands_in and not ruled.refuses:
        return f"{decider.name} advises and never approves; the approver decides: {free[0]}."
    return ""


def _by_an_outsider(file: CaseFile, settings: Settings, row: DecisionRow) -> str:
    """Return that somebody unlisted approved on paper though a listed approver is free, or ''."""
    if row.decided_by != ELSEWHERE or row.ruling == Ruling.REFUSE:
        return ""
    heard = {decision.decided_by for decision in standing_approvals(file)}
    free = free_approvers(settings, ruled_by(file, row.on, row.ruling)._replace(approved=heard))
    who = decided_by(row, settings.names)
    return f"{who} isn't listed; the approver decides: {free[0].name}." if free else ""


def _decision(row: DecisionRow, settings: Settings) -> Decision:
    return Decision(
        ruling=Ruling(row.ruling), by=decided_by(row, settings.names), on=row.on, covers=row.covers
    )

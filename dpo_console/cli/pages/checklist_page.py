"""A case's checklist and details, with scope and ruling for a third party, drawn and as JSON."""

from collections.abc import Sequence
from itertools import groupby

from dpo_console.approval.model import RULED, Gate
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.application import FormBack
from dpo_console.cases.checklist.checklists import (
    ChecklistRow,
    ParticularRow,
    said_words,
    verdict_words,
    without_ids,
)
from dpo_console.cases.sharing.ruling import decided_by
from dpo_console.cases.view.views import CaseView
from dpo_console.cli.output import Json, columns, picked, say
from dpo_console.cli.pages.scope_page import challenges_json, print_challenges, print_requester
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_rows import DecisionRow
from dpo_console.text import counted, day_words

STATES = {
    "met": "met",
    "not-met": "not met",
    "needs-information": "waits",
    "not-applicable": "n/a",
    "": "open",
}
"""Words of the verdicts, which a screen reader says as they are."""

WANTING = {"not-met": "Not met.", "needs-information": "Waits for information."}
"""The verdicts that prevent a release."""


def print_checklist(case: CaseView) -> None:
    """Print every criterion under its head, then the open ones."""
    if case.ruled:
        print_requester(case)
    titles = dict(case.heads)
    for head, criteria in groupby(case.checklist, key=lambda row: row.head):
        say(titles.get(head, head))
        columns([_cells(row) for row in criteria], indent=2)
        say("")
    for line in ruling_and_gate(case) if case.ruled else open_lines(case):
        say(line)
    print_challenges(case)


def open_lines(case: CaseView) -> list[str]:
    """Return the open criteria of a checklist without a ruling, one gap a line."""
    reasons = case.gate.reasons if case.gate else ()
    if not reasons:
        return [f"{case.checklist_title}: nothing is open."]
    return [f"{case.checklist_title}, still open:", *(f"  - {gap.missing}" for gap in reasons)]


def print_particulars(case: CaseView) -> None:
    """Print a case's details and the allowed values, then their consequences."""
    columns(
        [(row.name, row.value or "not said", _what(row)) for row in case.particulars],
        ("Name", "Says", "What belongs there"),
    )
    for flag in case.flags:
        say(without_ids(flag))


def _what(row: ParticularRow) -> str:
    return f"{row.label}: {', '.join(row.choices) or row.hint}"


def _cells(row: ChecklistRow) -> tuple[str, ...]:
    wanted = "" if row.mandatory else " (optional)"
    state = STATES["" if row.computed and row.verdict != "met" else row.verdict]
    said = verdict_words(row).removeprefix(state).strip("; ")
    evidence = ": ".join(filter(None, (said, row.evidence)))
    if row.computed:
        evidence = f"from {row.by}: {row.evidence}"
    return (
        state,
        row.id,
        "\n".join(t for t in (row.question + wanted, evidence, said_words(row)) if t),
    )


def ruling_and_gate(case: CaseView) -> list[str]:
    """Return the controller's latest ruling and the state of the gate, with its reasons.

    While criteria are unanswered, they are only counted, and the rest is short.
    """
    lines = [_ruling(case, case.decision)] if case.decision else []
    if case.gate is None:
        return lines
    if case.gate.open:
        return [*lines, "Ready to release."]
    checks = case.gate.checks
    left = f" {counted(checks, 'check')} outstanding:" if checks else ""
    closed = f"Not ready to release:{left}"
    reasons = map(without_ids, _reasons(case, case.gate.reasons))
    return [*lines, closed, *(f"  - {reason}" for reason in reasons)]


def _reasons(case: CaseView, all_reasons: Sequence[Gap]) -> Sequence[Gap | str]:
    mandatory = [row for row in case.checklist if row.mandatory]
    unanswered = sum(not row.verdict for row in mandatory)
    if not unanswered:
        return all_reasons
    wanting = [
        f"{row.question} {WANTING[row.verdict]}" for row in mandatory if row.verdict in WANTING
    ]
    ruling = [] if case.decision else ["No approver has decided yet."]
    more = len(all_reasons) - unanswered - len(wanting) - len(ruling)
    return [
        f"to answer: {counted(unanswered, 'check')}",
        *wanting,
        *ruling,
        *([f"{more} more; in full: dpo-console checklist {case.reference} --json"] if more else []),
    ]


def _ruling(case: CaseView, decision: DecisionRow) -> str:
    lapsed = f" It has lapsed: {decision.changed}." if decision.lapsed else ""
    when, by = day_words(decision.on), decided_by(decision, case.names)
    left_out = f"; left out: {decision.left_out}" if decision.left_out else ""
    return (
        f"{RULED[decision.ruling]} {when} by {by}: {decision.reason.rstrip('.')}{left_out}.{lapsed}"
    )


def checklist_json(value: CaseView) -> Json:
    """Return the criteria of a case and its gate."""
    requester = requester_kind(value.requester_kind)
    return {
        "criteria": [_criterion(criterion) for criterion in value.checklist],
        "gate": _gate(value.gate) if value.gate else None,
        "challenges": challenges_json(value),
        "requester": picked(requester, "kind=slug title power? ask never"),
        "forms": [form_json(one) for one in value.forms],
    }


def _criterion(criterion: ChecklistRow) -> Json:
    return {
        **picked(criterion, "id head question mandatory verdict? evidence by on computed"),
        "paper": int(criterion.paper) if criterion.paper else None,
        **picked(criterion, "requester_says=says? requester_says_paper=says_paper?"),
    }


def _gate(gate: Gate) -> Json:
    return picked(gate, "open path") | {"reasons": [str(gap) for gap in gate.reasons]}


def form_json(value: FormBack) -> Json:
    """Return a form that came back, without the answers that stand beside criteria."""
    return picked(value, "paper on answered empty more beside removed")


def particulars_json(value: CaseView) -> Json:
    """Return a case's details in words, including those still empty."""
    return {
        "reference": value.reference,
        "particulars": [picked(row, "name label value hint choices") for row in value.particulars],
        "flags": list(value.flags),
    }

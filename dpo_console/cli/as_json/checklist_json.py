"""A case's checklist, the challenges to a sharing, and its case details as JSON."""

from dpo_console.approval.model import Gate
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.application.answers import FormBack
from dpo_console.cases.checklist.rows import ChecklistRow
from dpo_console.cases.view.views import CaseView
from dpo_console.cli.as_json.values import Json, moment


def checklist(value: CaseView) -> Json:
    """Return the criteria of a case and its gate."""
    return {
        "criteria": [_criterion(criterion) for criterion in value.checklist],
        "gate": _gate(value.gate) if value.gate else None,
        "challenges": challenges(value),
        "requester": _requester(value.requester_kind),
        "forms": [form(one) for one in value.forms],
    }


def challenges(value: CaseView) -> list[Json]:
    """Return the challenges to a sharing, each with its answer or null."""
    return [
        {"name": c.name, "says": c.says, "blocks": c.blocks, "reason": c.reason or None}
        for c in value.challenges
    ]


def _requester(slug: str) -> Json:
    """Return a requester kind's power, what to ask it for, and what it must never be told."""
    kind = requester_kind(slug)
    return {
        "kind": kind.slug,
        "title": kind.title,
        "power": kind.power or None,
        "ask": kind.ask,
        "never": kind.never,
    }


def _criterion(criterion: ChecklistRow) -> Json:
    return {
        "id": criterion.id,
        "head": criterion.head,
        "question": criterion.question,
        "mandatory": criterion.mandatory,
        "verdict": criterion.verdict or None,
        "evidence": criterion.evidence,
        "by": criterion.by,
        "on": moment(criterion.on),
        "computed": criterion.computed,
        "paper": int(criterion.paper) if criterion.paper else None,
        "requester_says": criterion.says or None,
        "requester_says_paper": criterion.says_paper or None,
    }


def form(value: FormBack) -> Json:
    """Return a form that came back, without the answers that stand beside criteria."""
    return {
        "paper": value.paper,
        "on": moment(value.on),
        "answered": value.answered,
        "empty": list(value.empty),
        "more": dict(value.more),
        "beside": list(value.beside),
        "removed": list(value.removed),
    }


def particulars(value: CaseView) -> Json:
    """Return a case's details in words, including those still empty."""
    return {
        "reference": value.reference,
        "particulars": [
            {
                "name": row.name,
                "label": row.label,
                "value": row.value,
                "hint": row.hint,
                "choices": list(row.choices),
            }
            for row in value.particulars
        ],
        "flags": list(value.flags),
    }


def _gate(gate: Gate) -> Json:
    return {
        "open": gate.open,
        "path": gate.path.value,
        "reasons": [str(gap) for gap in gate.reasons],
    }

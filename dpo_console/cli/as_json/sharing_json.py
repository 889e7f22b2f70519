"""A third party's request, the ruling on it, and its outcome, as JSON."""

from dataclasses import asdict
from datetime import date

from dpo_console.cases.sharing.rows import AfterRelease, Scope, Signed
from dpo_console.cli.as_json.values import Json, moment
from dpo_console.store.cases.case_rows import DecisionRow


def scope(value: Scope) -> Json:
    """Return the requested and planned sharing."""
    return {
        "purpose": value.purpose,
        "items": value.items,
        "cohort": value.cohort,
        "lawful_basis": value.lawful_basis,
        "power": value.power,
        "path": value.path,
        "method": value.method,
        "until": moment(value.until),
        "years": value.years,
        "pupils": value.pupils,
        "condition": value.condition,
        "dpia": value.dpia,
        "agreement": value.agreement,
        "review": moment(value.review_on),
        "listed": [asdict(item) for item in value.listed],
    }


def decision(decision: DecisionRow) -> Json:
    """Return the latest ruling on a third party's request."""
    return {
        "ruling": decision.ruling,
        "reason": decision.reason,
        "by": decision.by,
        "on": moment(decision.on),
        "evidence": decision.evidence,
        "recorded_by": decision.recorded_by,
        "on_paper": decision.on_paper,
        "lapsed": decision.lapsed,
        "left_out": decision.left_out,
        "paper": int(decision.paper) if decision.paper else None,
    }


def released(released: AfterRelease, today: date) -> Json:
    """Return the state of a release. `late` is true if its certificate is late."""
    return {
        "on": moment(released.on),
        "what": released.what.splitlines(),
        "about": released.about,
        "to": released.to,
        "method": released.how,
        "urgent": released.urgently or None,
        "terms": released.terms,
        "signed": [_signed(one) for one in released.signed],
        "review_due": moment(released.review_due),
        "reviews": [_signed(one) for one in released.reviews],
        "destruction_due": moment(released.destruction_due),
        "chased": [moment(day) for day in released.chased],
        "certificate": _signed(released.certificate) if released.certificate else None,
        "late": released.is_late(today),
        "corrections": list(released.corrections),
    }


def _signed(value: Signed) -> Json:
    return {"on": moment(value.on), "words": value.words}

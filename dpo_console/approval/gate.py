"""The gate: nothing is released until every mandatory criterion is met and it was approved."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from dpo_console.approval.model import Answer, Criterion, Decision, Gate, Path, Ruling, Verdict


def gate(
    criteria: Sequence[Criterion],
    answers: Mapping[str, Answer],
    *,
    path: Path,
    decision: Decision | None,
    covers: str,
    power: str = "",
) -> Gate:
    """Whether a release may go ahead, and every gap that keeps it back.

    `covers` is the fingerprint of what would now be shared; an approval of anything else has
    lapsed. On the compelled path the `power` that compels must be named. "Met" counts only with
    evidence, and "not applicable" only where the criterion allows it.
    """
    reasons = [
        *_gaps(criteria, answers),
        *_about_power(path, power),
        *_about_decision(decision, covers),
    ]
    return Gate(not reasons, path, tuple(reasons))


def _gaps(criteria: Sequence[Criterion], answers: Mapping[str, Answer]) -> Iterator[str]:
    for criterion in criteria:
        if criterion.mandatory:
            gap = _gap(criterion, answers.get(criterion.id))
            if gap:
                yield f"{criterion.id}: {gap}. {criterion.question}"


def _gap(criterion: Criterion, answer: Answer | None) -> str:
    """What is missing on one criterion; '' where it is settled."""
    if answer is None:
        return "not answered yet"
    match answer.verdict:
        case Verdict.NOT_MET:
            return "not met"
        case Verdict.NEEDS_INFORMATION:
            return "waits for information"
        case Verdict.NOT_APPLICABLE if not criterion.not_applicable:
            return "can't be called not applicable"
    return "" if answer.evidence.strip() else "has no evidence"


def _about_power(path: Path, power: str) -> Iterator[str]:
    if path is Path.COMPELLED and not power.strip():
        yield "What compels this is not named: say which order or duty, with its section or date."


def _about_decision(decision: Decision | None, covers: str) -> Iterator[str]:
    if decision is None:
        yield "Nobody entitled to has approved it yet."
    elif decision.ruling is Ruling.REFUSE:
        yield f"It was refused by {decision.by}."
    elif decision.covers != covers:
        yield (
            f"The approval by {decision.by} has lapsed: what is asked for has changed since. "
            "It must be approved again."
        )


def fingerprint(**what: str) -> str:
    """SHA-256 of what an approval covers: recipient, items, cohort, purpose, end date, path."""
    spelled = json.dumps(what, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()

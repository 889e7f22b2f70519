"""The gate: nothing goes out until every mandatory criterion is met; to third parties, until it was
approved as well.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dpo_console.approval.model import Answer, Criterion, Decision, Gate, Path, Ruling, Verdict
from dpo_console.text import day_words


def gate(
    criteria: Sequence[Criterion],
    answers: Mapping[str, Answer],
    *,
    path: Path,
    decision: Decision | None,
    covers: str,
    power: str = "",
    conflict: str = "",
) -> Gate:
    """Whether a release may go ahead, and every gap that keeps it back.

    `covers` is the fingerprint of what would now be shared; an approval of anything else has
    lapsed. `conflict` says why whoever ruled was not entitled to ('' where they were). On the
    compelled path the `power` that compels must be named. "Met" counts only with evidence, and
    "not applicable" only where the criterion allows it, with evidence too.
    """
    mandatory = [c for c in criteria if c.mandatory and path in c.paths]
    reasons = [
        *_gaps(mandatory, answers),
        *_about_power(path, power),
        *_about_decision(decision, covers),
        *([conflict] if conflict else []),
    ]
    return Gate(not reasons, path, tuple(reasons))


def checked(criteria: Sequence[Criterion], answers: Mapping[str, Answer]) -> Gate:
    """Whether every mandatory criterion is met, where nobody's ruling is needed; and every gap."""
    reasons = tuple(_gaps([c for c in criteria if c.mandatory], answers))
    return Gate(not reasons, Path.ORDINARY, reasons)


def accounted(criteria: Sequence[Criterion], answers: Mapping[str, Answer]) -> Gate:
    """Whether every mandatory criterion was answered truly, met or not, for what went out already.

    What is computed must be met all the same: that can still be done.
    """
    told = {
        name: replace(a, verdict=Verdict.MET) if not a.computed and _is_told(a) else a
        for name, a in answers.items()
    }
    return checked(criteria, told)


def _is_told(answer: Answer) -> bool:
    return answer.verdict is not Verdict.NEEDS_INFORMATION


def _gaps(mandatory: Sequence[Criterion], answers: Mapping[str, Answer]) -> Iterator[str]:
    if not mandatory:
        yield "There is no checklist for this request, so nothing in it was assessed."
    for criterion in mandatory:
        gap = _gap(criterion, answers.get(criterion.id))
        if gap:
            yield f"{criterion.id}: {gap}. {criterion.question}"


def _gap(criterion: Criterion, answer: Answer | None) -> str:
    """What is missing on one criterion; '' where it is settled."""
    if answer is None:
        return "not answered yet"
    if answer.computed and answer.verdict is not Verdict.MET:
        return answer.evidence.rstrip(".")
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
        return
    ruled = f"by {decision.by} on {day_words(decision.on)}"
    if decision.ruling is Ruling.REFUSE:
        yield f"It was refused {ruled}."
    elif decision.covers != covers:
        yield (
            f"The approval {ruled} has lapsed: what would be shared has changed since. "
            "It must be approved again."
        )


def fingerprint(**what: str) -> str:
    """SHA-256 over all that an approval covers, by name. Give a secret among it: the values may be
    few enough to guess."""
    spelled = json.dumps(what, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()

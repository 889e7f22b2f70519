"""The gate: every mandatory criterion must be met before a release.

Third parties also need an approval.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dpo_console.approval.model import Answer, Criterion, Decision, Gate, Path, Ruling, Verdict
from dpo_console.sentences import TO_ANSWER, Gap, answer_again
from dpo_console.text import day_words


def gate(
    criteria: Sequence[Criterion],
    answers: Mapping[str, Answer],
    *,
    path: Path,
    decision: Decision | None,
    covers: str,
    changed: str = "what would be shared has changed since",
    power: str = "",
    conflict: str = "",
) -> Gate:
    """Return the gate for a release, open or closed with every gap.

    `covers` is the fingerprint of the present proposal. An approval of anything else has lapsed,
    and `changed` says what changed. `conflict` explains why the person who ruled was not entitled
    to, or is ''. On the compelled path the `power` that compels must be named. "Met" counts only
    with evidence. "Not applicable" counts only with evidence and if the criterion allows it.
    """
    mandatory = [c for c in criteria if c.mandatory and path in c.paths]
    reasons = [
        *_gaps(mandatory, answers),
        *_about_power(path, power),
        *_about_decision(decision, covers, changed),
        *([Gap("", conflict)] if conflict else []),
    ]
    return Gate(not reasons, path, tuple(reasons))


def checked(criteria: Sequence[Criterion], answers: Mapping[str, Answer]) -> Gate:
    """Return the gate of a case that needs no ruling: every mandatory criterion must be met."""
    reasons = tuple(_gaps([c for c in criteria if c.mandatory], answers))
    return Gate(not reasons, Path.ORDINARY, reasons)


def accounted(criteria: Sequence[Criterion], answers: Mapping[str, Answer]) -> Gate:
    """Return the gate of data already released: every mandatory criterion needs a true answer.

    The answer may be met or not. A computed criterion must still be met, because that is possible.
    """
    told = {
        name: replace(a, verdict=Verdict.MET) if not a.computed and _is_told(a) else a
        for name, a in answers.items()
    }
    return checked(criteria, told)


def _is_told(answer: Answer) -> bool:
    return answer.verdict is not Verdict.NEEDS_INFORMATION


def _gaps(mandatory: Sequence[Criterion], answers: Mapping[str, Answer]) -> Iterator[Gap]:
    if not mandatory:
        yield Gap("", "There is no checklist for this request, so nothing in it was assessed.")
    for criterion in mandatory:
        answer = answers.get(criterion.id)
        if gap := _gap(criterion, answer):
            again = answer is not None and bool(answer.before)
            yield Gap(criterion.id, gap, criterion.question, again=again)


def settles(criterion: Criterion, answer: Answer) -> bool:
    """Return True if an answer settles its criterion."""
    return not _gap(criterion, answer)


def _gap(criterion: Criterion, answer: Answer | None) -> str:
    """Return the missing part of one criterion, or '' if it is settled."""
    if answer is None:
        return TO_ANSWER
    if answer.before:
        return answer_again(answer.before)
    if answer.computed and answer.verdict is not Verdict.MET:
        ends = answer.evidence.endswith(".")
        return answer.evidence.rstrip(".") if ends else answer.evidence
    match answer.verdict:
        case Verdict.NOT_MET:
            return "not met"
        case Verdict.NEEDS_INFORMATION:
            return "waits for information"
        case Verdict.NOT_APPLICABLE if not criterion.not_applicable:
            return "can't be called not applicable"
    return "" if any(c.isalnum() for c in answer.evidence) else "has no evidence"


def _about_power(path: Path, power: str) -> Iterator[Gap]:
    if path is Path.COMPELLED and not power.strip():
        asked = "say which order or duty, with its section or date."
        yield Gap("", f"What compels this is not named: {asked}")


def _about_decision(decision: Decision | None, covers: str, changed: str) -> Iterator[Gap]:
    if decision is None:
        yield Gap("", "No approver has decided yet.")
        return
    ruled = f"by {decision.by} on {day_words(decision.on)}"
    if decision.ruling is Ruling.REFUSE:
        yield Gap("", f"It was refused {ruled}.")
    elif decision.covers != covers:
        yield Gap("", f"The approval {ruled} has lapsed: {changed}. It must be approved again.")


def digest(secret: str, name: str, value: str) -> str:
    """Return a short digest of one named value, keyed with a secret of hex digits, or none."""
    said = f"{name}\0{value}".encode()
    return hashlib.blake2b(said, key=bytes.fromhex(secret)[:64], digest_size=10).hexdigest()


def fingerprint(**what: str) -> str:
    """Return a SHA-256 over all that an approval covers, by name.

    Include a secret: the values may be few enough to guess.
    """
    spelled = json.dumps(what, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()

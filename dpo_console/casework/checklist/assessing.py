"""Recording checklist answers and case details."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches

from dpo_console.approval.criteria import about_data
from dpo_console.approval.criteria import criterion as known_criterion
from dpo_console.approval.model import QUESTIONS, Verdict
from dpo_console.cases.checklist import checklists
from dpo_console.cases.checklist.answers_elsewhere import standing
from dpo_console.cases.checklist.particulars import (
    ABOUT,
    ADVICE,
    ANSWERED_FOR,
    Particular,
    answered_for,
    particular_of,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_own, require, why_may_not
from dpo_console.cases.papers import paper_pointed_at
from dpo_console.cases.people.protected import protected_elsewhere
from dpo_console.cases.sharing import release_gate
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.facts import check_open
from dpo_console.errors import BadInput, Refused
from dpo_console.sentences import CriterionId, DetailName, Phrase, joined
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.session import add
from dpo_console.text import clean

FEWEST = 3
"""The fewest letters and digits of evidence, such as the section of an Act."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A verdict on a criterion, with the evidence for it."""

    criterion: str
    verdict: str
    evidence: str = ""


def assess(
    desk: Desk,
    reference: str,
    criterion: str,
    verdict: str,
    evidence: str = "",
    *,
    version: int | None = None,
) -> str:
    """Record a verdict on one criterion.

    The latest verdict counts, and earlier ones are kept. Raises BadInput if the criterion is
    unknown or not asked of this case. Raises Refused if another record already answers it, or the
    case is closed.
    """
    return assess_all(desk, reference, [Assessed(criterion, verdict, evidence)], version=version)


def assess_all(
    desk: Desk, reference: str, findings: list[Assessed], *, version: int | None = None
) -> str:
    """Record several verdicts in one act: all or none. Raises as `assess` does."""
    cleaned = [_cleaned(finding) for finding in findings]
    with change_meant(desk, reference, "assess", version=version) as this:
        check_open(this)
        require(desk, act(this, cleaned))
        file = this.file()  # an answer changes nothing that the next one hangs on
        refuse_own(desk, file.parties)
        _check_evidence(file, cleaned)
        _check_asked(file, cleaned)
        for finding in cleaned:
            _record(this, file, finding)
        this.detail |= _told(cleaned)
        complete_if_met(this)
    return this.case.reference


def _check_evidence(file: CaseFile, findings: list[Assessed]) -> None:
    """Raise BadInput for evidence on which data would be released, and which says nothing."""
    for finding in findings if release_gate.is_gated(file) else ():
        said = finding.evidence
        told = sum(character.isalnum() for character in said)
        if said and finding.verdict not in QUESTIONS and told < FEWEST:
            raise BadInput(f"{said!r} says nothing. Say what was seen, or where it is.", "evidence")


def _told(findings: list[Assessed]) -> dict[str, str]:
    """Return the findings in the form the timeline shows."""
    if len(findings) == 1:
        return asdict(findings[0])
    return {"criterion": "; ".join(map(_in_words, findings)), "verdict": "", "evidence": ""}


def _in_words(finding: Assessed) -> str:
    evidence = ", ".join(finding.evidence.splitlines())
    return f"{finding.criterion} {finding.verdict}" + (f" ({evidence})" if evidence else "")


def act(this: Change, findings: list[Assessed]) -> str:
    """Return the permission that answering these criteria needs.

    On a third-party case an answer is advice, and the decision maker may question it. On another, a
    clerk may doubt whether somebody would be harmed, and may not answer it.
    """
    if not release_gate.is_gated(this.file()):
        return "assess" if _is_judged(this, findings) else "check"
    may = why_may_not(this.desk, "question") == ""
    doubts = all(finding.verdict in QUESTIONS for finding in findings)
    return "question" if may and doubts else "assess"


def _is_judged(this: Change, findings: list[Assessed]) -> bool:
    """Return True if the DPO or the safeguarding lead answers one of these.

    Where a case about the same pupil protects somebody, that holds of what keeps them safe.
    """
    settling = [known_criterion(f.criterion) for f in findings if f.verdict not in QUESTIONS]
    if any(criterion.judged for criterion in settling):
        return True
    file = this.file()
    return any(criterion.protects for criterion in settling) and (
        any(party.protected for party in file.parties)
        or any(other.same_pupil for other in protected_elsewhere(this.desk, file))
    )


def _cleaned(finding: Assessed) -> Assessed:
    if finding.verdict not in tuple(Verdict):
        raise BadInput(f"There is no verdict {finding.verdict!r}: {', '.join(Verdict)}.")
    known_criterion(finding.criterion)
    return Assessed(finding.criterion, finding.verdict, clean(finding.evidence, "evidence"))


def _check_asked(file: CaseFile, findings: list[Assessed]) -> None:
    """Refuse an answer to a criterion that isn't asked, or that another record answers."""
    asked, standing_answers = [c.id for c in checklists.criteria_of(file, "")], standing(file)
    for criterion in (finding.criterion for finding in findings):
        if criterion not in asked:
            raise _not_asked(file.case.reference, criterion, asked)
        if elsewhere := standing_answers.get(criterion):
            raise Refused(
                CriterionId(criterion),
                f" is answered by {elsewhere.by}, not by hand. ",
                elsewhere.evidence,
                ".",
            )


def _not_asked(reference: str, criterion: str, asked: list[str]) -> BadInput:
    close = get_close_matches(criterion, asked, n=3, cutoff=0.3) or asked[:3]
    return BadInput(
        Phrase(
            f"{reference} is not asked ",
            CriterionId(criterion),
            ". It is asked, for example: ",
            joined(", ", map(CriterionId, close)),
            ".",
        )
    )


def _record(this: Change, file: CaseFile, finding: Assessed) -> None:
    today = this.desk.today.isoformat()
    row = this.row(criterion=finding.criterion, verdict=finding.verdict, on_day=today)
    number = add(this.session, tables.AssessmentTable, row)
    this.note("assessment", number, finding.evidence)
    this.note("assessment.paper", number, paper_pointed_at(file, finding.evidence))
    if finding.criterion in about_data():
        this.note(ANSWERED_FOR, number, answered_for(file))


def complete_if_met(this: Change) -> None:
    """Record the case as complete once an urgent release has been assessed and ruled on."""
    file = this.file()
    facts = {f.name for f in file.standing_facts()}
    if "released_urgently" not in facts or "record_completed" in facts:
        return
    if release_gate.record_is_complete(file, this.desk.settings):
        this.fact("record_completed", this.desk.today)


def say(desk: Desk, reference: str, given: Mapping[str, str], version: int | None = None) -> str:
    """Record some case details by name, keeping the earlier values in the history.

    '' clears a detail. Raises BadInput for an unknown name or choice, Refused on a closed case,
    StaleSave.
    """
    require(desk, "particulars")
    with change_meant(desk, reference, "particulars", version=version) as this:
        check_open(this)
        for typed, words in given.items():
            particular = particular_of(this.case.kind, typed)
            value = _said(particular, words)
            this.note(f"{ABOUT}{particular.name}", this.case_id, value, even_empty=True)
            this.detail[particular.name] = value
            if particular.name == ADVICE:
                keep_adviser(this)
    return this.case.reference


def keep_adviser(this: Change) -> None:
    """Keep who advised by this act, so that they don't rule on it too (UK GDPR Art 38(6))."""
    known = this.file().note(release_gate.ADVISED, this.case_id).split()
    if this.desk.person.slug not in known:
        names = " ".join((*known, this.desk.person.slug))
        this.note(release_gate.ADVISED, this.case_id, names)


def _said(particular: Particular, words: str) -> str:
    value = clean(words, particular.name)
    if value and particular.choices and value not in particular.choices:
        choices = ", ".join(particular.choices)
        raise BadInput(Phrase(DetailName(particular.name), f" is one of {choices}."))
    return value

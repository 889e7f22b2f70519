"""The fields a third-party request gives its letters: the scope, ruling and assessment."""

from collections.abc import Mapping
from datetime import date

from dpo_console.approval.lawful_bases import bases_named
from dpo_console.approval.model import Answer, Criterion, Verdict
from dpo_console.cases.application import SaidOnForm, form_fields, said_on_forms
from dpo_console.cases.checklist import checklists
from dpo_console.cases.checklist.checklists import SAYS
from dpo_console.cases.checklist.particulars import particulars, said
from dpo_console.cases.notice.coverage import told_elsewhere
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.asking import compels
from dpo_console.cases.sharing.challenged import challenges_of
from dpo_console.cases.sharing.scope_items import certificate_by, cohort_words, given_words
from dpo_console.law.words import in_full, listed
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import letter_kind
from dpo_console.letters.letter import Rows, Value
from dpo_console.letters.wording.conditions import day_in_full
from dpo_console.sentences import DetailName, Part, worded
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ScopeRow
from dpo_console.text import counted

MOST_OPEN = 3
"""The most open points that a decision sheet lists above its signature."""

VERDICTS = {
    Verdict.MET: "Yes",
    Verdict.NOT_MET: "No",
    Verdict.NOT_APPLICABLE: "Not applicable",
    Verdict.NEEDS_INFORMATION: "Waits for information",
}


OPEN = "Not answered: must be settled"
"""A mandatory question without an answer, on the decision sheet."""


def sharing_fields(desk: Desk, file: CaseFile, letter: str = "") -> dict[str, Value]:
    """Return the fields of a third-party request, or none for another case.

    A letter to a family or a pupil names a lesser item without the one that it stands for.
    """
    if not release_gate.is_gated(file):
        return {}
    found = form_fields(file)
    if file.scope is None:
        return found
    told = {"sharing.items": given_words(file, plainly=True)} if _is_told(letter) else {}
    return (
        found
        | _scope(desk, file, file.scope)
        | told
        | _decision(desk, file)
        | _assessed(desk, file)
    )


def _is_told(letter: str) -> bool:
    return bool(letter) and letter_kind(letter).addressee is To.TOLD


def _scope(desk: Desk, file: CaseFile, scope: ScopeRow) -> dict[str, Value]:
    until = scope.until
    return {
        "sharing.purpose": scope.purpose,
        "sharing.items": given_words(file),
        "sharing.cohort": cohort_words(scope),
        "sharing.basis": in_full(scope.lawful_basis),
        "sharing.because": " and ".join(b.told for b in bases_named(scope.lawful_basis)),
        "sharing.special": in_full(scope.condition),
        "sharing.power": scope.power,
        "sharing.compels": compels(scope.power),
        "sharing.dpia": scope.dpia,
        "sharing.method": scope.method,
        "sharing.until": _day(until),
        "sharing.agreement": scope.agreement,
        "sharing.review_on": _day(scope.review_on),
        "sharing.country": said(file, "recipient.country"),
        "sharing.cover": said(file, "recipient.cover"),
        "sharing.certificate_by": _day(until and certificate_by(until)),
    }


def _decision(desk: Desk, file: CaseFile) -> dict[str, Value]:
    decision = release_gate.latest_decision(file)
    days = {f.name: f.on for f in file.standing_facts()}
    found: dict[str, Value] = {
        "sharing.requested_on": _day(days.get("received")),
        "sharing.released_on": _day(days.get("released")),
    }
    if decision:
        name = decision.named or _name_of(desk, decision.decided_by)
        found["sharing.decided_by"] = name
        found["sharing.decided_on"] = _day(decision.on)
    return found


def _assessed(desk: Desk, file: CaseFile) -> dict[str, Value]:
    """Return the answers and objections as a table, and the list of those still open."""
    answers = checklists.answers_of(file)
    criteria = checklists.criteria_of(file)
    with desk.database.read() as ask:
        told = told_elsewhere(ask, desk, file)
    challenges = challenges_of(file, desk.settings, answers, told)
    forms = said_on_forms(file)
    rows = [
        _answered(c.question, answers.get(c.id), forms.get(c.id), must=c.mandatory)
        for c in criteria
    ]
    rows += [(c.says, "Answered", c.reason) for c in challenges if c.reason]
    against = [c.says for c in challenges if not c.reason]
    rows += [(says, "Not answered", "-") for says in against]
    checks = [c.question for c in criteria if c.mandatory and _is_open(answers, c)]
    return {
        "decision.checklist": Rows(("Question", "Answer", "Evidence"), tuple(rows)),
        "decision.open": "\n".join(_first_of(against, checks)),
        "sharing.questions": "\n".join(c.asks for c in criteria if c.asks and _is_open(answers, c)),
    }


def _first_of(against: list[str], checks: list[str]) -> list[str]:
    """Return what is open, as far as it leaves room for the signature on the same page."""
    if len(against) + len(checks) <= MOST_OPEN:
        return [*against, *checks]
    shown = [*against, *checks][: MOST_OPEN - 1]
    points = len(against) - len(shown)
    more = [counted(points, "more point")] if points > 0 else []
    more += [f"{counted(len(checks), 'check')} outstanding"] if checks else []
    return [*shown, f"{listed(more)}: the table below shows them."]


def _is_open(answers: Mapping[str, Answer], criterion: Criterion) -> bool:
    answer = answers.get(criterion.id)
    return answer is None or answer.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE)


def _answered(
    question: str, answer: Answer | None, said: SaidOnForm | None, *, must: bool
) -> tuple[str, str, str]:
    """Return a row of the table. No cell is blank, because a blank one invites writing by hand.

    The requester's own words stand below the evidence, marked as theirs.
    """
    verdict = VERDICTS[answer.verdict] if answer else OPEN if must else "Not answered"
    evidence = (worded(answer.evidence, _labelled) or "None given") if answer else ""
    theirs = f"{SAYS}: {said.words} (paper {said.paper})" if said else ""
    return question, verdict, "\n".join(filter(None, (evidence, theirs))) or "-"


def _labelled(part: Part) -> str:
    """Return a part of a sentence, with a case detail by its label: a paper names no key."""
    known = particulars().get(part.name) if isinstance(part, DetailName) else None
    return known.label if known else str(part)


def _day(day: date | None) -> str:
    return day_in_full(day) if day else ""


def _name_of(desk: Desk, slug: str) -> str:
    return next((p.name for p in desk.people if p.slug == slug), slug)

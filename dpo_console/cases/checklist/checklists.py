"""A case's checklist: the questions asked, the answers given, and the checks outstanding."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dpo_console.approval import gate as approval_gate
from dpo_console.approval.criteria import asked, checklist_for, criteria_for
from dpo_console.approval.model import Answer, Criterion, Gate, Path, Verdict
from dpo_console.cases.checklist.answers_elsewhere import left_out, proposed, standing
from dpo_console.cases.checklist.particulars import (
    Data,
    data_of,
    listed_later,
    particulars,
    said,
    weighed,
)
from dpo_console.cases.disclosure import items_words
from dpo_console.law.facts import fact_kind, reasoned_facts
from dpo_console.law.statutes import statute
from dpo_console.sentences import CriterionId, Gap, Part, first_upper, worded
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import AssessmentRow, FactRow


def lacks_words(fact: FactRow) -> bool:
    """Return True if a fact counts for nothing because no reason or question is recorded."""
    return not fact.reasoned and fact.name in reasoned_facts()


def counts_for_nothing(file: CaseFile, fact: FactRow) -> bool:
    """Return True if a fact waits for its reason, or for the weighing that it rests on."""
    if fact.name not in reasoned_facts():
        return False
    return not fact.reasoned or (fact_kind(fact.name).weighed and not weighed(file))


def waiting_for_words(
    facts: tuple[FactRow, ...], name: str, on: date | None = None
) -> FactRow | None:
    """Return the standing fact of that name (and day) that waits for its reason, or None."""
    standing = (f for f in facts if f.superseded_by is None and not f.struck)
    waiting = (f for f in standing if f.name == name and lacks_words(f))
    return next((f for f in waiting if on in (None, f.on)), None)


def without_ids(said: Part) -> str:
    """Return a sentence with the questions of criteria in place of their ids.

    An id that is also a case detail's name stays, because commands take it.
    """
    return worded(said, _word)


def _word(part: Part) -> str:
    if isinstance(part, Gap):
        return first_upper(without_ids(part.said)) if part.criterion else without_ids(part.said)
    if isinstance(part, CriterionId) and part.id not in particulars():
        return f"“{asked(part.id)}”"
    return str(part)


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A criterion with its latest answer. `verdict` is '' if there is none.

    A `computed` answer follows from the part of the case that `by` names. `paper` is the number of
    the kept paper that its evidence points to, or ''. `says` are the requester's own words on a
    form, which nobody has judged, and `says_paper` is the number of that paper, or 0. `later` names
    the data listed only after the answer `was` given, which must be given again.
    """

    id: str
    head: str
    question: str
    hint: str
    mandatory: bool
    source: str
    verdict: str
    evidence: str
    by: str
    on: date | None
    computed: bool = False
    paper: str = ""
    says: str = ""
    says_paper: int = 0
    was: str = ""
    later: str = ""

    @property
    def given(self) -> str:
        """The verdict that an officer gave, even if it must be given again."""
        return self.was or self.verdict


def verdict_words(row: ChecklistRow) -> str:
    """Return the answer in a word or two, and the reason if it must be given again."""
    again = f"; answer again, because {row.later}" if row.later else ""
    return f"{row.given.replace('-', ' ')}{again}"


SAYS = "The requester says"
"""The words that mark an answer as the requester's own."""


def said_words(row: ChecklistRow) -> str:
    """Return the requester's own words in one line, marked as theirs, or ''."""
    if not row.says:
        return ""
    return f"{SAYS}: {'; '.join(row.says.splitlines())} (paper {row.says_paper})"


@dataclass(frozen=True, slots=True)
class ParticularRow:
    """A case detail. `value` is '' if none is recorded.

    `by` is the slug of the officer who recorded the advice, '' for other details. `offers` are the
    words that the form begins with while none is recorded.
    """

    name: str
    label: str
    hint: str
    value: str
    choices: tuple[str, ...]
    by: str = ""
    offers: str = ""


Answers = Mapping[str, Answer]
"""The latest answer to each criterion."""

REFUSED = "refused"
"""The ending of a request that was refused."""

NOTHING = "nothing"
"""The ending of a request for what the school doesn't hold."""

PAST_GATE = "fact.past_gate"
"""The kind of note that lists the gaps open when a fact was recorded under an override."""

WHY_PAST_GATE = "fact.why_past_gate"
"""The kind of note that gives the reason for an override."""


def path_of(file: CaseFile) -> Path:
    """Return the approval path: urgent after an urgent release, otherwise as the scope says."""
    if any(f.name == "released_urgently" for f in file.standing_facts()):
        return Path.URGENT
    return Path(file.scope.path) if file.scope else Path.ORDINARY


def ending_of(file: CaseFile) -> str:
    """Return the likely ending of the case, from its outcome or the record so far.

    '' if the ending makes no difference to the questions.
    """
    found, outcomes = checklist_for(file.case.kind), statute(file.case.kind).outcomes
    possible = [ending for outcome in outcomes if (ending := found.ending(outcome))]
    signs = (name for name, is_so in _SIGNS.items() if name in possible and is_so(file))
    likely = found.ending(file.case.outcome or "") or next(signs, "")
    return likely or next(iter(possible), "")


def _keeps_back(file: CaseFile) -> bool:
    return bool(said(file, "withheld.reason")) or bool(left_out(file))


def found_nothing(file: CaseFile) -> bool:
    """Return True if every place searched holds nothing."""
    results = {place.result for place in file.places}
    return "nothing" in results and results <= {"nothing", "not-searched"}


def found_something(file: CaseFile) -> str:
    """Return the places that hold something, or else the items listed, in words, or ''."""
    places = [place.title for place in file.places if place.result == "found"]
    items = items_words([item.number for item in file.items]) if file.items else ""
    return ", ".join(places) or items


_SIGNS: dict[str, Callable[[CaseFile], bool]] = {
    REFUSED: lambda file: bool(said(file, "refusal.reason")),
    "part": _keeps_back,
    NOTHING: found_nothing,
}
"""Signs in the record that show an answer's ending before it is given."""


def criteria_of(file: CaseFile, ending: str | None = None) -> tuple[Criterion, ...]:
    """Return the questions for an ending. None means the likely ending, and '' any ending.

    Where details of a person are protected, court orders and families at risk must be looked for.
    """
    asked_for = ending_of(file) if ending is None else ending
    found = criteria_for(file.case.kind, file.case.requester_kind, path_of(file), asked_for)
    if not any(party.protected for party in file.parties):
        return found
    return tuple(
        replace(c, mandatory=True, not_applicable=False) if c.protects else c for c in found
    )


def assessed_first(file: CaseFile) -> tuple[Criterion, ...]:
    """Return the questions to answer before terms are offered: all but the terms."""
    terms = {head.slug for head in checklist_for(file.case.kind).heads if head.terms}
    return tuple(c for c in criteria_of(file) if c.head not in terms)


def answers_of(file: CaseFile, today: date | None = None) -> dict[str, Answer]:
    """Return the latest verdict on each criterion, preferring one that another record settles.

    Answers that grow out of date are noticed only if `today` is given, here and below.
    """
    return proposed(file) | _given(file) | standing(file, today)


def _given(file: CaseFile) -> dict[str, Answer]:
    verdicts = file.verdicts()
    data = data_of(file) if verdicts else ()
    return {criterion: _answer(file, row, data) for criterion, row in verdicts.items()}


def _answer(file: CaseFile, row: AssessmentRow, data: Sequence[Data]) -> Answer:
    """Return an answer. One about the data is open again if data were listed or altered later."""
    before = listed_later(file, row, data)
    return Answer(
        criterion=row.criterion,
        verdict=Verdict.NEEDS_INFORMATION if before else Verdict(row.verdict),
        evidence=row.evidence,
        by=row.by,
        on=row.on,
        before=before,
    )


def state_of(file: CaseFile, ending: str | None = None, today: date | None = None) -> Gate:
    """Return the state of the checks for an ending, on a case that needs no ruling.

    An answer sent under an override must be accounted for: answered truthfully, met or not.
    """
    return _state(file, criteria_of(file, ending), today)


def _state(file: CaseFile, criteria: Sequence[Criterion], today: date | None) -> Gate:
    judged = approval_gate.accounted if past_gate(file) else approval_gate.checked
    return judged(criteria, answers_of(file, today))


def gaps(file: CaseFile, ending: str, today: date | None = None) -> tuple[Gap, ...]:
    """Return the checks an ending still needs. The ending '' needs none."""
    return state_of(file, ending, today).reasons if ending else ()


def before_it_goes(file: CaseFile, fact: str, ending: str, today: date) -> tuple[Gap, ...]:
    """Return the checks that a fact, such as the answer, still waits for.

    Those that the sending settles, or that come afterwards, are not among them.
    """
    if fact not in checklist_for(file.case.kind).holds or not ending:
        return ()
    criteria = [c for c in criteria_of(file, ending) if not c.afterwards]
    return _state(file, criteria, today).reasons


@dataclass(frozen=True, slots=True)
class PastGate:
    """An answer sent under an override: the reason, the officer, and the criteria then open.

    `others` are the other gaps of then, in sentences.
    """

    on: date
    why: str
    by: str
    open_then: tuple[str, ...]
    others: tuple[str, ...] = ()


def past_gate(file: CaseFile) -> PastGate | None:
    """Return the standing answer that was sent under an override, or None."""
    recorded_by = {f.id: f.by for f in file.facts}
    for fact in file.standing_facts():
        for number in corrected_line(file, fact):
            if kept := file.note(PAST_GATE, number):
                why, by = file.note(WHY_PAST_GATE, number), recorded_by[number]
                on = fact.on
                then = tuple(c.criterion for c in file.open_checks if c.fact_id == number)
                others = [x for x in kept.splitlines() if x.partition(":")[0] not in then]
                return PastGate(on, why, by, then, tuple(others))
    return None


def corrected_line(file: CaseFile, fact: FactRow) -> list[int]:
    """Return a fact's number and the numbers of the facts it corrected."""
    replaced = {f.id: f.supersedes for f in file.facts}
    line, number = [fact.id], replaced[fact.id]
    while number is not None:
        line.append(number)
        number = replaced[number]
    return line


def next_before_closing(file: CaseFile) -> str:
    """Return what an answered case's checklist still needs, in a few words, or ''."""
    found = checklist_for(file.case.kind)
    left = len(gaps(file, ending_of(file))) if found.holds else 0
    if not left:
        return ""
    answered = past_gate(file) and not statute(file.case.kind).work.reported
    account = "Account for the answer" if answered else "Complete the checklist"
    return f"{account}: {left} open"

"""Checklist answers that follow from other records of the case.

Some can't be given by hand (`standing`). They come from the search plan, the schedule, the case
details, and questions still unanswered. Others are proposed by a recorded fact until an officer
answers (`proposed`), such as proof of identity received.
"""

from collections.abc import Callable, Iterator
from datetime import date

from dpo_console.approval.adequacy import AT_HOME, is_abroad
from dpo_console.approval.criteria import every_criterion
from dpo_console.approval.model import Answer, Verdict
from dpo_console.cases import disclosure, search
from dpo_console.cases.checklist.particulars import particulars_of, said
from dpo_console.law.exemptions.exemptions import law_of
from dpo_console.law.regimes import SAME_MESSAGE
from dpo_console.sentences import DetailName, Phrase, Remedy, joined
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.store.cases.disclosure_rows import ItemRow
from dpo_console.text import counted, day_words

Standing = tuple[str, str, str]
"""A criterion, its gap ('' if it is met), and the evidence if it is met."""


def standing(file: CaseFile, today: date | None = None) -> dict[str, Answer]:
    """Return the answers that follow from the rest of the case. Nobody gives them by hand.

    An opinion on health data can grow out of date, which is checked only if `today` is given.
    """
    told = [(source, found) for source, part in _PARTS.items() for found in part(file)]
    told += [(SCHEDULE, found) for found in _from_schedule(file, today)]
    return {found[0]: _answer(*found, source) for source, found in told}


def proposed(file: CaseFile) -> dict[str, Answer]:
    """Return the answers that facts and linked cases give until an officer answers by hand."""
    facts = {f.name: f for f in file.standing_facts()}
    return _by_twins(file) | {
        criterion: _answer(criterion, "", evidence, FACTS)
        for name, criteria in _PROVES.items()
        if name in facts and (evidence := _proof(file, facts[name]))
        for criterion in criteria
    }


def _by_twins(file: CaseFile) -> dict[str, Answer]:
    """Return the answers of cases that came by the same message."""
    twins = {x.kind: x.reference for x in file.links if x.nature == SAME_MESSAGE}
    return {
        one.id: _answer(one.id, "", f"Logged as {twins[one.twin]}", LINKED)
        for one in (every_criterion().values() if twins else ())
        if one.twin in twins
    }


FACTS = "recorded facts"
LINKED = "linked cases"
SCHEDULE = "the schedule"

TRANSFERS = "handling.transfers"
"""The criterion on transfers abroad (UK GDPR Art 44A to 49A)."""

REVIEW = "processing.review"
"""The criterion on the next review of a supplier that processes for us."""

_PROVES = {
    "id_received": ("who.identity",),
    "id_requested": ("who.doubt",),
    "authority_received": ("who.responsibility", "who.mandate"),
    "acknowledged": ("first.told",),
    "individuals_told": ("told.people",),
    "security_certificate": ("handling.certification",),
}
"""Facts that answer a criterion, if their note gives the evidence."""


def _proof(file: CaseFile, fact: FactRow) -> str:
    return f"{fact.note} ({day_words(fact.on)})" if fact.note else ""


def _answer(criterion: str, gap: str, evidence: str, source: str) -> Answer:
    verdict = Verdict.NEEDS_INFORMATION if gap else Verdict.MET
    return Answer(criterion, verdict, gap or evidence, source, None, computed=True)


def _from_facts(file: CaseFile) -> Iterator[Standing]:
    names = [f.name for f in file.standing_facts()]
    for asked, came, criteria, what in _ASKED:
        if names.count(asked) > names.count(came):
            yield from ((c, f"{what} was asked for and has not come", "") for c in criteria)
    yield "told.commissioner", *_told_commissioner(file)
    for fact, criterion, missing in _DONE:
        done = "" if fact in names else missing
        yield criterion, done, f"Recorded: {fact.replace('_', ' ')}"


_ASKED = (
    ("id_requested", "id_received", ("who.identity",), "proof of identity"),
    ("authority_requested", "authority_received", ("who.responsibility", "who.mandate"),
     "authority to act"),
)  # fmt: skip
"""Question, answer, the criteria that wait for it, and its words."""

_DONE = (
    ("outcome_told", "outcome.told", "the outcome is not recorded as told"),
    ("responded", "answer.sent", "no answer is recorded as sent"),
)
"""Facts that are a criterion's only answer."""


def _told_commissioner(file: CaseFile) -> tuple[str, str]:
    facts = {f.name: f for f in file.standing_facts()}
    if "reported" in facts:
        return "", f"Reported {day_words(facts['reported'].on)}"
    if "not_reportable" not in facts:
        return "neither reported nor judged not reportable", ""
    why = file.note("fact", facts["not_reportable"].id)
    return ("", why) if why else ("judged not reportable, but nothing says why", "")


def _from_particulars(file: CaseFile) -> Iterator[Standing]:
    asked = [p for p in particulars_of(file.case.kind) if p.criterion]
    for criterion in dict.fromkeys(p.criterion for p in asked):
        own = [p for p in asked if p.criterion == criterion]
        missing = [DetailName(p.name) for p in own if not said(file, p.name)]
        gap = Phrase("missing from the case details: ", joined(", ", missing)) if missing else ""
        yield criterion, gap, "; ".join(f"{p.label}: {said(file, p.name)}" for p in own)
    yield from _from_transfers(file)


def _from_transfers(file: CaseFile) -> Iterator[Standing]:
    """Yield the answer on transfers abroad, which has fields of its own. No text is searched.

    Data held in the United Kingdom need no cover.
    """
    names = ("recipient.country", "recipient.cover")
    if any(p.name == names[1] for p in particulars_of(file.case.kind)):
        country, cover = (said(file, name) for name in names)
        cover = cover or ("" if not country or is_abroad(country) else AT_HOME)
        pairs = zip(names, (country, cover), strict=True)
        missing = [DetailName(name) for name, words in pairs if not words]
        abroad = cover == AT_HOME and is_abroad(country)
        gap = f"{country} is abroad, so say what covers the transfer" if abroad else ""
        if missing:
            gap = Phrase("missing from the case details: ", joined(", ", missing))
        yield TRANSFERS, gap, f"{country}: {cover}"


def _from_review(file: CaseFile) -> Iterator[Standing]:
    """Yield the answer on the review of a supplier, which follows from its day in the scope."""
    if file.scope:
        day = file.scope.review_on
        set_it = Remedy("scope", (file.case.reference, "--review ..."))
        gap = "" if day else Phrase("no day of review is set (", set_it, ")")
        yield REVIEW, gap, f"To be reviewed on {day_words(day)}" if day else ""


def _from_reasons(file: CaseFile) -> Iterator[Standing]:
    refusal, withheld = said(file, "refusal.reason"), said(file, "withheld.reason")
    sent = sent_refusal(file)
    relied_on = {item.exemption for item in left_out(file)}
    grounds = sorted({law_of(exemption) or "a reason" for exemption in relied_on})
    listed = f"In the schedule: {', '.join(grounds)}" if grounds else ""
    missing = "no reason is in the case details: "
    refused = Phrase(missing, DetailName("refusal.reason"))
    kept_back = Phrase(missing, DetailName("withheld.reason"))
    has = {p.name for p in particulars_of(file.case.kind)}
    reasons = [name for name in ("refusal.reason", "withheld.reason") if name in has]
    either = Phrase(missing, joined(" or ", map(DetailName, reasons)))
    for criterion, found, gap in (
        ("refusal.reason", refusal or sent, refused),
        ("content.withheld", withheld or listed, kept_back),
        ("exemption.named", refusal or withheld or listed, either),
        ("unsent.reason", refusal or withheld, either),
    ):
        yield criterion, "" if found else gap, found
    if sent:
        yield "refusal.rights", "", sent


def left_out(file: CaseFile) -> list[ItemRow]:
    """Return the redacted or withheld items of the schedule, each with its ground there."""
    return [item for item in file.items if item.treatment in disclosure.LEFT_OUT]


REFUSAL = "refusal-"
"""The prefix of the names of refusal letters.

It is matched by name, because a list of cases shouldn't load the code that writes letters.
"""


def sent_refusal(file: CaseFile) -> str:
    """Return the refusal letter sent, with its day, or ''."""
    sent = (i for i in file.letters if i.sent_on and i.name.startswith(REFUSAL))
    return next((f"Letter {i.name} no. {i.number}, sent {i.sent_on}" for i in sent), "")


def _from_search(file: CaseFile) -> Iterator[Standing]:
    """Yield the answers from the search plan, if there is one. Older records have none."""
    if file.places:
        rows = search.place_rows(file)
        told = search.summary(rows)
        for name, gap in search.standing(file):
            unneeded = name == search.HOLD and not search.notices_needed(rows)
            yield name, _lower(gap), "no place on it needs one" if unneeded else told


def _from_schedule(file: CaseFile, today: date | None) -> Iterator[Standing]:
    """Yield the answers from the schedule, if it has items. A few pages need no schedule."""
    if file.items:
        told = f"{counted(len(file.items), 'item')} on the schedule"
        for name, gap in disclosure.standing(file, today):
            unchecked = name == disclosure.SECOND_LOOK and not left_out(file)
            yield name, _lower(gap), "nothing is redacted or withheld" if unchecked else told


def _lower(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


_PARTS: dict[str, Callable[[CaseFile], Iterator[Standing]]] = {
    FACTS: _from_facts,
    "the case details": _from_particulars,
    "the scope": _from_review,
    "the reasons on file": _from_reasons,
    "the search plan": _from_search,
}
"""The sources of answers, in words."""

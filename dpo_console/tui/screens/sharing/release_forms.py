"""The forms of a release, and of the review that follows it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.approval.model import QUESTIONS, Path
from dpo_console.approval.proposal import challenge_words
from dpo_console.cases.checklist.particulars import ADVICE
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.release_terms import release_lines
from dpo_console.cases.sharing.scope_items import words_given
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing import release as releases
from dpo_console.casework.sharing import release as reviews
from dpo_console.casework.sharing import ruling
from dpo_console.text import day_words, each_once
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import (
    Choosing,
    Opened,
    ask,
    day_field,
    follows,
    given_day,
)
from dpo_console.typed_days import parse_day, parse_moment

WHY = "The same people were refused before. Say why this request is different."


def answer(desk: Desk, case: CaseView) -> Opened | Choosing:
    """Open the form for the refusal to answer, which is chosen first if there are several."""
    if len(case.refusals) == 1:
        return answer_one(desk, case, case.refusals[0].reference)
    choices = [Choice(one.reference, one.reference, draw.day(one.on)) for one in case.refusals]
    return Choosing("Which refusal?", choices, lambda one: answer_one(desk, case, one))


@follows
def answer_one(desk: Desk, case: CaseView, earlier: str) -> Opened:
    """Open the form for the reason."""

    def save(given: Mapping[str, str], version: int) -> str:
        return ruling.answer_refusal(desk, case.reference, earlier, given["why"], version=version)

    on = next(one.on for one in case.refusals if one.reference == earlier)
    fields = [Field("why", "Why", lines=3, hint="what is different this time")]
    title = f"Refused {day_words(on)}, in {earlier}"
    return ask(desk, case, title, fields, save, draw.words(WHY), act="answer_refusal"), "Answered"


AT_RISK = "Only where somebody is at risk of serious harm now. The checks come afterwards."
"""The caution above the form of an urgent release."""

UNTIL = "if agreed, else empty"
"""When a recipient has a day by which to destroy the data."""

REVIEW = "if the sharing continues"
"""When a sharing is reviewed."""


@follows
def release(desk: Desk, case: CaseView, *, urgent: bool = False) -> Opened:
    """Open a form to record the release. An urgent one asks why it can't wait."""

    def save(given: Mapping[str, str], version: int) -> str:
        return releases.release(
            desk, case.reference, parse_moment(given["on"], desk.today, "on"),
            method=given["method"], urgent=urgent, reason=given.get("reason", ""),
            version=version, until=given_day(desk, given, "until", ahead=True),
            review=given_day(desk, given, "review", ahead=True),
        )  # fmt: skip

    until, review = (
        day.isoformat() if day else "" for day in (case.scope.until, case.scope.review_on)
    )
    fields = [
        Field("on", "On", "today", day=True, check=lambda typed: _when(desk, typed, urgent)),
        Field("method", "Way of sending", case.scope.method, hint="such as secure e-mail"),
        day_field(desk, "until", "Destroy by", until, hint=UNTIL, ahead=True),
        day_field(desk, "review", "Review on", review, hint=REVIEW, ahead=True),
    ]
    if urgent:
        fields.insert(0, Field("reason", "Why it can't wait", lines=2))
    what = what_goes(case) or "the data asked for"
    goes = draw.words(f"What goes to {case.requester.name}: {what}.")
    sent = draw.words("Send it first. This records that it went, and can't be undone.")
    records = draw.lines([goes, sent])
    about = draw.lines([*([draw.words(AT_RISK, draw.WARNING)] if urgent else []), records])
    title = f"Release {case.reference}{' urgently, for safeguarding' if urgent else ''}?"
    act = "release_urgently" if urgent else "release"
    return ask(desk, case, title, fields, save, about, act=act), "Released"


def _when(desk: Desk, typed: str, urgent: bool) -> str:
    """Return how the day, or the minute, of a release is understood."""
    moment = parse_moment(typed, desk.today, "on")
    wanting = urgent and not isinstance(moment, datetime)
    return "add a time, such as 14:20" if wanting else draw.day(moment)


def what_goes(case: CaseView) -> str:
    """Return the data that would be given, on one line."""
    return "; ".join(words_given(case.scope.items, case.scope.listed).splitlines())


@follows
def review(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the review's finding, with a further review or an earlier end."""

    def save(given: Mapping[str, str], version: int) -> str:
        days = {name: given_day(desk, given, name, ahead=True) for name in ("following", "until")}
        on = parse_day(given["on"], desk.today, "on")
        return reviews.review(
            desk, case.reference, reviews.Review(on, given["finding"], **days), version=version
        )

    fields = [
        Field("finding", "Found", lines=2, hint="is it still needed, are the terms kept?"),
        day_field(desk, "on", "On"),
        day_field(desk, "following", "Next review", "", ahead=True),
        day_field(desk, "until", "Destroy by", "", hint="if sooner than approved", ahead=True),
    ]
    owed = release_lines(case.released, desk.today) if case.released else ()
    said = [draw.words(f"{line.label}: {line.words}") for line in owed if line.label in DUE]
    none = "Without a next review, this is the last one. Further use needs a new request."
    about = draw.lines([*said, draw.words(none)])
    title = f"Review {case.reference}"
    return ask(desk, case, title, fields, save, about, act="review"), "Reviewed"


DUE = ("Review due", "Destruction due", "Certificate")
"""The lines of a release that the form shows."""


VERDICTS = {
    "met": "met", "not-met": "not met", "not-applicable": "not applicable",
    "needs-information": "waiting for information", "again": "to answer again", "": "open",
}  # fmt: skip
"""The answers of the checklist, in words that follow their number."""


def to_read(case: CaseView) -> RenderableType | None:
    """Draw the request as a ruling would cover it, then the checks and the advice.

    Return None where the case waits for no ruling.
    """
    stands = case.decision is not None and not case.decision.lapsed
    if not case.ruled or case.row.closed_on or stands:
        return None
    said = advice(case) or "The DPO has recorded no advice yet."
    rows = (*_request(case), ("checks", checks(case)), ("advice", said))
    drawn = draw.table((draw.line(label, draw.QUIET), draw.words(words)) for label, words in rows)
    return Group(*_released(case), drawn, *_doubted(case), *unanswered(case))


def _released(case: CaseView) -> list[Text]:
    """Draw the day of an urgent release, and by whom, which a ruling follows."""
    gone = [f for f in case.facts if f.name == "released_urgently" and f.superseded_by is None]
    return [
        draw.words(
            f"Released urgently on {draw.day(fact.on)}, by {case.called(fact.by)}. "
            "You decide afterwards.",
            draw.WARNING,
        )
        for fact in gone[-1:]
    ]


def _request(case: CaseView) -> Iterator[tuple[str, str]]:
    """Yield each part of the request that was entered, after its label."""
    asks, scope = case.requester, case.scope
    who = each_once(asks.name, asks.organisation)
    pupils = "" if scope.pupils is None else str(scope.pupils)
    ends = f"to be destroyed by {draw.day(scope.until)}" if scope.until else ""
    goes = "went by" if case.path == Path.URGENT else "goes by"
    rows = {
        "from": f"{who} ({case.asks_as})" if case.asks_as else who,
        "data": what_goes(case) or "not written down yet",
        "pupils": each_once(scope.cohort, pupils, scope.years),
        "purpose": scope.purpose,
        "basis": "; ".join(filter(None, (scope.lawful_basis, scope.condition, scope.power))),
        goes if scope.method else "after": "; ".join(filter(None, (scope.method, ends))),
    }
    yield from ((label, words) for label, words in rows.items() if words)


def checks(case: CaseView) -> str:
    """Return how many checks are met and not, and how many of the open ones are required."""
    verdicts = Counter("again" if row.later else row.verdict for row in case.checklist)
    told = [f"{verdicts[one]} {words}" for one, words in VERDICTS.items() if verdicts[one]]
    must = [row for row in case.checklist if row.mandatory and not row.verdict]
    some = f"{len(must) or 'none'} of the open ones"
    left = f", {'all' if len(must) == verdicts[''] else some} required" if verdicts[""] else ""
    return f"{', '.join(told)}{left}"


def advice(case: CaseView) -> str:
    """Return the advice on the request with whoever recorded it, or ''."""
    row = next((row for row in case.particulars if row.name == ADVICE and row.value), None)
    return f"{row.value} (recorded by {case.names.get(row.by, row.by)})" if row else ""


def unanswered(case: CaseView) -> list[Text]:
    """Draw the unanswered challenges, which the approver must have seen, and an empty way."""
    about = "; ".join(challenge_words(c.name, c.ratings) for c in case.challenges if not c.reason)
    said = [f"Still unanswered: {about}"] if about else []
    said += [] if case.scope.method or case.path == Path.URGENT else [WAY_MISSING]
    return [draw.words(f"! {words}", draw.WARNING) for words in said]


WAY_MISSING = "“Way of sending” is empty. To fill it in later ends the approval."
"""A warning before a ruling: the letter names the way, and the approval covers it."""


def _doubted(case: CaseView) -> list[Text]:
    """Draw each check that was answered against sharing."""
    asked = [row for row in case.checklist if row.verdict in QUESTIONS]
    said = [f"! {VERDICTS[row.verdict].capitalize()}: {row.question}" for row in asked]
    return [draw.words(words, draw.WARNING) for words in said]

"""What an approver reads before a ruling: the request, its checks, and the DPO's advice."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from dpo_console.approval.model import QUESTIONS, Path
from dpo_console.approval.proposal import challenge_words
from dpo_console.cases.checklist.particulars import ADVICE
from dpo_console.cases.view.views import CaseView
from dpo_console.text import each_once
from dpo_console.tui import draw
from dpo_console.tui.screens.sharing.release_forms import what_goes

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

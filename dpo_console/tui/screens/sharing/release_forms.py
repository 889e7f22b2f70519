"""The forms of a release, and of the review that follows it."""

from collections.abc import Mapping
from datetime import datetime

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.release_words import release_lines
from dpo_console.cases.sharing.scope_items import words_given
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing import release as releases
from dpo_console.casework.sharing import review as reviews
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, day_field, follows, given_day
from dpo_console.typed_days import parse_day, parse_moment

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

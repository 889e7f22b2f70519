"""The form after a release: the review of a sharing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.release_words import release_lines
from dpo_console.cases.view.views import CaseView
from dpo_console.lazy_import import later
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, day_field, follows
from dpo_console.typed_days import parse_day

if TYPE_CHECKING:
    from dpo_console.casework.sharing import review as reviews
else:
    reviews = later("dpo_console.casework.sharing.review")


@follows
def review(desk: Desk, case: CaseView) -> Opened:
    """Open a form for the review's finding, with a further review or an earlier end."""

    def save(given: Mapping[str, str], version: int) -> str:
        days = {n: parse_day(given[n], desk.today, n) for n in ("following", "until") if given[n]}
        on = parse_day(given["on"], desk.today, "on")
        return reviews.review(
            desk, case.reference, reviews.Review(on, given["finding"], **days), version=version
        )

    fields = [
        Field("finding", "Found", lines=2, hint="is it still needed, are the terms kept?"),
        day_field(desk, "on", "On"),
        day_field(desk, "following", "Next review", ""),
        day_field(desk, "until", "Use ends", ""),
    ]
    owed = release_lines(case.released, desk.today) if case.released else ()
    said = [draw.words(f"{line.label}: {line.words}") for line in owed if line.label in DUE]
    none = "Without a next review, this is the last one. Further use needs a new request."
    about = draw.lines([*said, draw.words(none)])
    title = f"Review {case.reference}"
    return ask(desk, case, title, fields, save, about, act="review"), "Reviewed"


DUE = ("Review due", "Destruction due", "Certificate")
"""The lines of a release that the form shows."""

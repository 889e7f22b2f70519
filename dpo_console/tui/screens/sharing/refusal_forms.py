"""The form that answers an earlier refusal to the same people."""

from collections.abc import Mapping

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.sharing import refusals
from dpo_console.text import day_words
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice
from dpo_console.tui.forms.field import Field
from dpo_console.tui.screens.case.case_choices import Choosing
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows

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
        return refusals.answer_refusal(desk, case.reference, earlier, given["why"], version=version)

    on = next(one.on for one in case.refusals if one.reference == earlier)
    fields = [Field("why", "Why", lines=3, hint="what is different this time")]
    title = f"Refused {day_words(on)}, in {earlier}"
    return ask(desk, case, title, fields, save, draw.words(WHY), act="answer_refusal"), "Answered"

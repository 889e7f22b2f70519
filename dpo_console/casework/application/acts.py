"""Acts on an application form: to read one that came back. Writing one is writing a letter."""

from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import CASEWORKERS, Act, Key, Step, Words, with_more
from dpo_console.text import counted

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView


def _read(words: Words) -> str:
    answered = counted(int(words.get("answered") or 0), "answer")
    return with_more(f"Read the application form, paper {words['number']}", answered)


def _of_third_party(case: "CaseView", _facts: set[str]) -> str:
    return "" if case.ruled else "Only a third party's request has an application form."


APPLICATION_ACTS = (
    Act(
        id="read_application",
        said="read an application form",
        who=CASEWORKERS,
        step=Step("Take in an application form that came back", 346, _of_third_party),
        key=Key("read form", "Take in an application form that came back", 66),
        form="dpo_console.tui.screens.application.read_form:read_form",
        run="dpo_console.casework.application.reading:read_application",
        records="application",
        tells=_read,
        instead="the answers are the requester's own words; judge them in the checklist",
        leaves=False,
    ),
)

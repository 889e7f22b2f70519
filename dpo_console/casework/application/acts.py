"""Acts on an application form: to read one that came back. Writing one is writing a letter."""

from dpo_console.cases.office.acts import CASEWORKERS, Act, Key, Step, Words, with_more
from dpo_console.text import counted


def _read(words: Words) -> str:
    answered = counted(int(words.get("answered") or 0), "answer")
    return with_more(f"Read the application form, paper {words['number']}", answered)


APPLICATION_ACTS = (
    Act(
        id="read_application",
        said="read an application form",
        who=CASEWORKERS,
        step=Step("Read an application form that came back", 346),
        key=Key("read form", "Put the answers of a form beside the checklist", 66),
        form="dpo_console.tui.screens.application.read_form:read_form",
        run="dpo_console.casework.application.reading:read_application",
        records="application",
        tells=_read,
        instead="the answers are the requester's own words; judge them in the checklist",
        leaves=False,
    ),
)

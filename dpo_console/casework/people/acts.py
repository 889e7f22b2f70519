"""Acts on the people of a case, and on who may see it."""

from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import CASEWORKERS, EITHER, Act, Key, Step, with_more
from dpo_console.config import Role

if TYPE_CHECKING:
    from dpo_console.cases.office.acts import Words
    from dpo_console.cases.view.views import CaseView


def _unrestricted(case: "CaseView", _facts: set[str]) -> str:
    return "" if case.row.restricted else "It is not restricted."


def _people(words: "Words") -> str:
    """Return the change to a person of the case, never contact details."""
    who = f"{words['role']} {words['name']}"
    if words["act"] == "set":
        return with_more(f"Corrected {words['changed']} of {who}", words.get("note"))
    return with_more(f"{'Added' if words['act'] == 'add' else 'Took off'} {who}", words.get("note"))


PEOPLE_ACTS = (
    Act(
        id="people",
        said="change the people of a case, or see protected addresses",
        who=CASEWORKERS,
        step=Step("Change the people of the case", 410, state=EITHER),
        key=Key("people", "Add, correct or take off a person", 230, command="case.party"),
        form="dpo_console.tui.screens.people:somebody",
        run="dpo_console.casework.people.parties:change_party",
        tells=_people,
        instead="correct the people again",
        corrects=True,
        leaves=False,
    ),
    Act(
        id="protected_shown",
        within="people",
        run="dpo_console.casework.people.parties:with_protected",
        records="details shown",
        tells=lambda _: "Saw the protected details",
        instead="who has seen them has seen them",
        leaves=False,
    ),
    Act(
        id="lift_protection",
        said="change protected details, or lift their protection",
        who=(Role.DPO, Role.DSL),
        run="dpo_console.casework.people.parties:change_party",
        leaves=False,
    ),
    Act(
        id="restrict",
        said="limit who can see a case",
        who=(Role.DPO, Role.APPROVER),
        step=Step("Limit who can see the case", 420, state=EITHER),
        key=Key("restrict", "Let only some people see the case; (r) marks it", 240),
        form="dpo_console.tui.screens.people:restrict",
        run="dpo_console.casework.restricted:restrict",
        tells=lambda words: with_more(f"Restricted to {words['to']}", words.get("note")),
        people=("to",),
        instead="lift the restriction",
        leaves=False,
    ),
    Act(
        id="unrestrict",
        within="restrict",
        step=Step("Let everyone see it again", 430, _unrestricted, EITHER),
        key=Key("unrestrict", "Let everyone see the case again", 250),
        form="dpo_console.tui.screens.people:unrestrict",
        run="dpo_console.casework.restricted:unrestrict",
        tells=lambda words: with_more("Everyone may see it again", words.get("note")),
        instead="restrict it again",
        leaves=False,
    ),
)

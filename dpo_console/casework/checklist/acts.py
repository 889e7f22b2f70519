"""Acts on the checklist and on the reasons that a case must hold."""

from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import CASEWORKERS, Act, Key, Later, Step
from dpo_console.config import Role

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView

_CHECKLIST = "dpo_console.tui.screens.sharing.approval:checklist"


def not_ruled(case: "CaseView", _facts: set[str]) -> str:
    """Return the reason against ruling on a request that isn't a third party's."""
    return "" if case.ruled else "Only third-party requests are decided and released."


CHECKLIST_ACTS = (
    Act(
        id="check",
        said="answer a checklist",
        who=CASEWORKERS,
        run="dpo_console.casework.checklist.assessing:assess",
        records="assess",
        leaves=False,
    ),
    Act(
        id="assess",
        said="answer these checks",
        who=(Role.DPO, Role.DSL),
        in_case=lambda case: "assess" if case.ruled else "check",
        step=Step("Complete the checks", 180),
        key=Key(
            "checklist",
            "Checks before this can be sent",
            150,
            "A",
            shown=True,
            command="case.checklist",
            opens=_CHECKLIST,
        ),
        form=f"{_CHECKLIST}:assess",
        run="dpo_console.casework.checklist.assessing:assess",
        tells=Later("dpo_console.casework.checklist.timeline_words:assessed"),
        instead="answer the question of the checklist again",
        leaves=False,
    ),
    Act(
        id="question",
        said="question a check",
        who=(Role.APPROVER,),
        step=Step("Send a check back: not met, or needs information", 190, not_ruled),
        with_key_of="assess",
        form=f"{_CHECKLIST}:question",
        run="dpo_console.casework.checklist.assessing:assess",
        records="assess",
        leaves=False,
    ),
    Act(
        id="particulars",
        said="record a case's details",
        who=CASEWORKERS,
        step=Step("Record the case details", 200),
        key=Key(
            "case details", "Record the reasons for what you decide, and what happened", 110, "F"
        ),
        form="dpo_console.tui.screens.checklist:particulars",
        run="dpo_console.casework.checklist.assessing:say",
        tells=Later("dpo_console.casework.checklist.timeline_words:said"),
        instead="record the case details again",
        leaves=False,
    ),
)

"""Acts on the checklist and on the reasons that a case must hold, and their lines of history."""

import re
from collections import Counter
from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import CASEWORKERS, Act, Key, Step, Words, with_more
from dpo_console.config import Role
from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.approval import criteria
    from dpo_console.cases.checklist import particulars as details
    from dpo_console.cases.view.views import CaseView
else:  # the first frame tells no entry of the log
    criteria = later("dpo_console.approval.criteria")
    details = later("dpo_console.cases.checklist.particulars")

SPELT_OUT = 3
"""The most answers that one entry of the timeline spells out."""

_VERDICT = "(^|; )([a-z0-9-]+[.][a-z0-9.-]+) (met|not-[a-z]+|needs-information)"

_CHECKLIST = "dpo_console.tui.screens.sharing.approval:checklist"


def not_ruled(case: "CaseView", _facts: set[str]) -> str:
    """Return the reason against ruling on a request that isn't a third party's."""
    return "" if case.ruled else "Only third-party requests are decided and released."


def _assessed(words: Words) -> str:
    """Return the answers of an entry, with each criterion's question in place of its id.

    Of many answers at once only their number is told: the checklist has each with its evidence.
    """
    said = f"{words['criterion']} {words['verdict']}".strip()
    verdicts = [verdict for _, _, verdict in re.findall(_VERDICT, said)]
    if len(verdicts) > SPELT_OUT:
        numbers = Counter(verdict.replace("-", " ") for verdict in verdicts)
        listed = ", ".join(f"{number} {verdict}" for verdict, number in numbers.items())
        return with_more(f"Answered {len(verdicts)} checks: {listed}", words.get("evidence"))
    told = re.sub(_VERDICT, lambda found: f"{found[1]}{_answer(found[2], found[3])}", said)
    return with_more(told, words.get("evidence"))


def _answer(criterion: str, verdict: str) -> str:
    return f"{criteria.asked(criterion)} {verdict.replace('-', ' ').capitalize()}"


def _said(words: Words) -> str:
    """Return the reasons that an entry gives, each under its label."""
    known = details.particulars()
    given = [f"{known[k].label}: {value or 'removed'}" for k, value in words.items() if k in known]
    return with_more("Case details", *given)


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
        tells=_assessed,
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
        tells=_said,
        instead="record the case details again",
        leaves=False,
    ),
)

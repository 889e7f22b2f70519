"""Acts on what is kept and what is disposed of."""

from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import CLOSED, EITHER, Act, Key, Step, with_more
from dpo_console.config import Role

if TYPE_CHECKING:
    from dpo_console.cases.office.acts import Words
    from dpo_console.cases.view.views import CaseView


def _not_held(_case: "CaseView", facts: set[str]) -> str:
    return "" if "held" in facts else "It is not on hold."


def _erased(_case: "CaseView", facts: set[str]) -> str:
    return "It was erased." if "erased" in facts else ""


def _tells_erasure(words: "Words") -> str:
    agreed = f"agreed by {words['approved']}" if words.get("approved") else None
    return with_more("Erased", words.get("why"), agreed, words.get("although"))


RETENTION_ACTS = (
    Act(
        id="hold",
        said="put a case on hold",
        who=(Role.DPO, Role.APPROVER, Role.DSL),
        step=Step("Keep from disposal: put on hold", 475, _erased, EITHER),
        key=Key("hold", "Stop every disposal of the case, until a review", 262),
        form="dpo_console.tui.screens.retention:hold",
        run="dpo_console.casework.retention.due_list:hold",
        tells=lambda words: with_more(f"On hold, review by {words['until']}", words.get("note")),
        instead="lift the hold",
        leaves=False,
    ),
    Act(
        id="unhold",
        said="lift a hold",
        who=(Role.DPO, Role.APPROVER),
        step=Step("Lift the hold", 476, _not_held, EITHER),
        key=Key("lift hold", "Lift the hold on the case", 264),
        form="dpo_console.tui.screens.retention:unhold",
        run="dpo_console.casework.retention.due_list:unhold",
        tells=lambda words: with_more("Hold lifted", words.get("note")),
        instead="put it on hold again",
        leaves=False,
    ),
    Act(
        id="propose_erasure",
        within="erase",
        run="dpo_console.casework.retention.erasing:erase",
        records="propose-erasure",
        tells=lambda words: with_more("Erasure proposed", words.get("why"), words.get("although")),
        instead="it has no effect until a second person confirms it, or once the case changes",
        leaves=False,
    ),
    Act(
        id="erase",
        said="erase a case",
        who=(Role.DPO, Role.APPROVER),
        step=Step("Erase for good", 480, _erased, CLOSED),
        key=Key("erase", "Erase names, words and letters for good; two people agree", 266),
        form="dpo_console.tui.screens.retention:erase",
        run="dpo_console.casework.retention.erasing:erase",
        tells=_tells_erasure,
        people=("approved", "proposed"),
        instead="it was erased for good",
        leaves=False,
    ),
    Act(
        id="complete_erasure",
        within="erase",
        run="dpo_console.casework.retention.erasing:erase",
        records="erased",
        tells=lambda words: with_more("Erasure complete", words.get("left")),
        instead="it was erased for good",
        leaves=False,
    ),
)

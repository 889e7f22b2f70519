"""Acts on what the records hold about the office's own work."""

from dpo_console.cases.office.acts import EITHER, Act, Key, Step
from dpo_console.config import Role

RECORD_ACTS = (
    Act(
        id="views",
        said="see who looked at a case",
        who=(Role.DPO, Role.AUDITOR),
        step=Step("See who looked", 490, state=EITHER),
        key=Key("who looked", "Who looked at the case, and when", 268),
        form="dpo_console.tui.screens.records.who_looked:who_looked",
        run="dpo_console.cases.records.looks:views",
        leaves=False,  # it is about the office's own people
    ),
    Act(
        id="accept_head",
        said="go on from records that lack entries",
        who=(Role.DPO,),
        run="dpo_console.casework.records.accepting:accept",
        leaves=False,
    ),
    Act(
        id="confirm_program",
        said="let a restored home run its program",
        who=(Role.DPO,),
        run="dpo_console.casework.records.accepting:confirm_program",
        leaves=False,
    ),
    Act(
        id="mend",
        said="clear what killed processes left",
        who=(Role.DPO,),
        run="dpo_console.casework.records.mending:mend",
        leaves=False,
    ),
)

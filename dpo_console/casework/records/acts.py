"""Acts on what the records hold about the office's own work."""

from dpo_console.cases.office.acts import Act, Key
from dpo_console.config import Role

RECORD_ACTS = (
    Act(
        id="views",
        said="see who looked at a case",
        who=(Role.DPO, Role.AUDITOR),
        key=Key(
            "who looked", "Who looked at the case, and when", 268,
            opens="dpo_console.tui.screens.records.who_looked:who_looked",
        ),
        run="dpo_console.cases.records.looks:views",
        leaves=False,  # it is about the office's own people
    ),
)  # fmt: skip

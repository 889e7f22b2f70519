"""Acts of the office itself, on no case."""

from dpo_console.cases.office.acts import Act
from dpo_console.config import Role

OFFICE_ACTS = (
    Act(
        id="settings",
        said="change the office's settings",
        who=(Role.DPO,),
        run="dpo_console.cases.queue.saved_views:save_view",
        leaves=False,
    ),
)

"""Acts on the records as a whole: a backup is a copy of everything that they hold."""

from dpo_console.cases.office.acts import Act
from dpo_console.config import Role

BACKUP_ACTS = (
    Act(
        id="backup",
        said="back up the records",
        who=(Role.DPO,),
        run="dpo_console.casework.backup.backing_up:back_up",
        leaves=False,  # it is for the office itself
    ),
)

"""The acts on messages that came: taken in, made a case, set aside, deleted."""

from dpo_console.cases.office.acts import CASEWORKERS, Act
from dpo_console.config import Role

INTAKE_ACTS = (
    Act(
        id="intake",
        said="take in messages",
        who=CASEWORKERS,
        run="dpo_console.casework.intake.taking:take_in",
        leaves=False,
    ),
    Act(
        id="accept_message",
        within="log",
        run="dpo_console.casework.intake.accepting:accept",
        leaves=False,
    ),
    Act(
        id="set_aside",
        within="intake",
        run="dpo_console.casework.intake.accepting:set_aside",
        leaves=False,
    ),
    Act(
        id="delete_message",
        said="delete a message that was set aside",
        who=(Role.DPO,),
        run="dpo_console.casework.intake.accepting:delete",
        leaves=False,
    ),
)

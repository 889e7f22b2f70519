"""The act of gathering what is held on a person."""

from dpo_console.cases.office.acts import Act
from dpo_console.config import Role

ABOUT_ACTS = (
    Act(
        id="about",
        said="gather what is held on a person",
        who=(Role.DPO,),
        run="dpo_console.casework.about.forms:tell_about",
        leaves=False,  # it is for the school's own DPO, never for a requester
    ),
)

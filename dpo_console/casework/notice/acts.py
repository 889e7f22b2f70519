"""Acts on the privacy notice: to write it, and to publish it."""

from dpo_console.cases.office.acts import CASEWORKERS, Act
from dpo_console.config import Role

NOTICE_ACTS = (
    Act(
        id="notice",
        said="write the privacy notice",
        who=(*CASEWORKERS, Role.APPROVER),
        run="dpo_console.casework.notice.writing:write_notice",
        leaves=False,  # it is about the office, and names nobody in a case
    ),
    Act(
        id="publish_notice",
        said="publish the privacy notice",
        who=(Role.DPO, Role.APPROVER),
        run="dpo_console.casework.notice.publishing:publish_notice",
        leaves=False,  # a notice that names a pupil is refused
    ),
    Act(
        id="publish",
        said="publish the pages for the website",
        who=(Role.DPO, Role.APPROVER),
        run="dpo_console.casework.notice.publishing:publish",
        leaves=True,  # the register among them passes the door, release by release
    ),
)

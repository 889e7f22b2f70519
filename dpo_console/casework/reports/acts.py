"""Acts that write papers about many cases, or a whole case as one folder."""

from dpo_console.cases.office.acts import CASEWORKERS, EITHER, Act, Key, Step, Words
from dpo_console.config import Role


def _packed(words: Words) -> str:
    """Return the pack that was made. A zip went to its maker alone, and has no number."""
    which = "as a zip" if words["number"] == "zip" else f"no. {words['number']}"
    return f"Made an evidence pack, {which}, for {words['for']}"


REPORT_ACTS = (
    Act(
        id="register",
        said="write the register",
        who=(*CASEWORKERS, Role.APPROVER),
        run="dpo_console.casework.reports.papers:write_register",
        leaves=True,
    ),
    Act(
        id="full_register",
        said="see the full register",
        who=(Role.DPO, Role.APPROVER, Role.AUDITOR),
        run="dpo_console.cases.reports.register:full_register",
        leaves=False,  # for the office's own people
    ),
    Act(
        id="report",
        said="write the report of statistics",
        who=(*CASEWORKERS, Role.APPROVER),
        run="dpo_console.casework.reports.statistics_report:write_report",
        leaves=False,  # numbers alone, and nothing about a person
    ),
    Act(
        id="pack",
        said="make an evidence pack",
        who=(Role.DPO,),
        step=Step("Make an evidence pack", 440, state=EITHER),
        key=Key("evidence pack", "Report of the whole case, a folder for the Commissioner", 260),
        form="dpo_console.tui.screens.people:pack",
        run="dpo_console.casework.reports.evidence_pack:make_pack",
        tells=_packed,
        instead="the pack was made; delete its folder if it isn't needed",
        leaves=True,
    ),
)

"""A researcher's request as the console's tests log it, and that request ready for its ruling."""

from datetime import date

from dpo_console.approval.data_items import ListedItem
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import Scope
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.facts import record_fact
from dpo_console.casework.sharing.scope import set_scope
from tests.casework.gates import meet
from tests.conftest import TODAY
from tests.tui.conftest import Log

SCOPE = Scope(
    purpose="Safer crossings",
    listed=(ListedItem("postcode", "Postcode", "C", 2),),
    cohort="Year 7",
    lawful_basis="public task",
    method="secure portal",
    until=date(2027, 1, 31),
)


def asked(log: Log) -> CaseView:
    return log(
        "disclosure", requester="Dr Ann Bell", organisation="Kent University",
        requester_kind="researcher",
    )  # fmt: skip


def assessed(desk: Desk, case: CaseView) -> None:
    set_scope(desk, case.reference, SCOPE)
    record_fact(desk, case.reference, "terms_signed", TODAY, note="Both copies on file")
    meet(desk, case.reference, "seen")

"""The third place: the form, on one case and on many."""

from collections.abc import Mapping, Sequence

from dpo_console.cases.bulk import Marked, refusing
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.tui.forms.controls import Field
from dpo_console.tui.screens.case.case_forms import Opened, ask, follows
from dpo_console.tui.screens.queue.bulk_forms import ForMany
from tests.casework.added import calling

FIELDS = (Field("answer", "Answer"),)


@follows
def telephone(desk: Desk, case: CaseView) -> Opened:
    def save(given: Mapping[str, str], version: int) -> str:
        return calling.telephone(desk, case.reference, given["answer"], version)

    title = f"Telephone {case.row.requester}"
    return ask(desk, case, title, FIELDS, save, act="telephone"), "Telephoned"


def telephone_many(desk: Desk, marked: Sequence[Marked]) -> ForMany:
    return ForMany(
        title="Telephone {}",
        does="",
        done="Telephoned",
        fields=FIELDS,
        check=lambda given: given,
        do=lambda one, given: calling.telephone(desk, one.reference, given["answer"]),
        why_not=refusing(marked, "telephone"),
    )

"""Refusals to change a case that is not a third-party request, or was released."""

from dpo_console.cases.sharing import release_gate
from dpo_console.cases.sharing.as_released import CORRECTION, is_frozen
from dpo_console.casework.change import Change
from dpo_console.casework.facts import check_open
from dpo_console.errors import Refused
from dpo_console.sentences import Remedy


def check_gated(this: Change) -> None:
    """Refuse a change of a closed case, or of a request that nobody rules on."""
    check_open(this)
    if not release_gate.is_gated(this.file()):
        raise Refused(
            f"{this.case.reference} is not a third-party request: nobody rules on it. "
            "What goes out in it is answered with its letters."
        )


def check_unreleased(this: Change) -> None:
    """Refuse changes after a release, except to complete an urgent release's record."""
    if is_frozen(this.file()):
        reference = this.case.reference
        raise Refused(
            f"{reference} was released; what was released and on whose ruling stays as it was. "
            "Log a new request for anything more. If it is recorded wrongly, add what is right "
            "and the register shows both: ",
            Remedy("particulars", (reference, f'{CORRECTION}="..."')),
        )

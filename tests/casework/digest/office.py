"""An office with one case for each part of the digest."""

from dataclasses import replace
from datetime import date
from pathlib import Path as FilePath

from dpo_console.approval.model import Path
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from tests.casework.gates import RECIPIENT, REQUEST, assessed, meet, opened, scope_of
from tests.conftest import TODAY, desks

NAMES = ("Jane", "Tom", "Finch", "Nair", "Wren", "Old", "Westmarch")
"""Words of the names in these cases."""

LATE, SOON, PAUSED, OLD = "SAR-2026-0001", "SAR-2026-0002", "SAR-2026-0003", "SAR-2019-0001"
GIVEN, UNSIGNED, WAITING = "DSC-2026-0001", "DSC-2026-0002", "DSC-2026-0003"


def fill(home: FilePath) -> None:
    """Log the cases, and work on them."""
    desk, head = desks(home)(), desks(home)("head")
    for day in (date(2026, 10, 1), date(2026, 10, 28), date(2026, 11, 2)):
        log_request(desk, NewRequest("sar", day, "Jane Doe", "parent", subjects=("Tom Doe",)))
    record_fact(desk, PAUSED, "clarification_requested", date(2026, 11, 9), note="Which years?")
    log_request(desk, NewRequest("sar", date(2019, 3, 1), "Old Wren"))
    record_fact(desk, OLD, "withdrawn", date(2019, 3, 8), note="By telephone")
    close(desk, OLD, "withdrawn", date(2019, 3, 8))
    opened(desk, head, "researcher", Path.ORDINARY)
    release(desk, GIVEN, TODAY)
    log_request(desk, replace(REQUEST, requester_kind="researcher"))
    add_party(desk, UNSIGNED, "recipient", RECIPIENT)
    set_scope(desk, UNSIGNED, scope_of(desk, Path.ORDINARY))
    meet(desk, UNSIGNED, "Seen on file 7")
    decide(head, UNSIGNED, "approve", "The least that will do")
    record_fact(desk, UNSIGNED, "terms_offered", TODAY)
    assessed(desk, "researcher", Path.ORDINARY)

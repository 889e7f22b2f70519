"""The proposal to erase a case, which a second person has yet to confirm. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.london import london_day
from dpo_console.store.audit.erased import PROPOSE
from dpo_console.store.cases.case_file import AuditRow, last_change

PROPOSED = "erasure_proposed"
"""The fact of a proposal to erase a case."""


@dataclass(frozen=True, slots=True)
class ErasureProposal:
    """Who proposed an erasure, by slug, when and why. `although` answers what speaks against it."""

    by: str
    on: date
    why: str
    although: str = ""


def proposal_of(history: Sequence[AuditRow]) -> ErasureProposal | None:
    """Return the proposal that stands, or None. It falls if the case changes."""
    last = last_change(history)
    if last.action != PROPOSE or not last.detail:
        return None
    words: dict[str, str | None] = json.loads(last.detail)
    return ErasureProposal(
        words["proposed"] or "", london_day(last.at), words["why"] or "", words["although"] or ""
    )

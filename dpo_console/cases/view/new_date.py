"""The new date for an answer that a letter promised, until the requester is told it."""

from collections.abc import Iterator, Mapping
from datetime import date

from dpo_console.cases.view.views import CaseView

NEW_DATE = "new-date"
"""The letter that tells the requester the new date."""

PROMISES: Mapping[str, str] = {
    "identity-request": "id_received",
    "authority-request": "authority_received",
    "fee": "fee_paid",
}
"""The letters that promise a new date once this fact comes: see wording/parts/replaces.md."""

ENDS = ("responded", "withdrawn")


def owes_new_date(case: CaseView) -> bool:
    """Return True if what a letter asked for came, and no letter has told the new date since."""
    names = {fact.name for fact in case.facts if fact.superseded_by is None}
    settled = case.row.closed_on or case.clock.waits_for or not case.clock.due
    if settled or "acknowledged" not in names or names.intersection(ENDS):
        return False
    came = max(_kept(case), default=None)
    told = (x.sent_on for x in case.letters if x.name == NEW_DATE and x.sent_on)
    return came is not None and all(day < came for day in told)


def _kept(case: CaseView) -> Iterator[date]:
    """Yield the day on which each promise fell due."""
    sent = {PROMISES[x.name]: x.sent_on for x in case.letters if x.name in PROMISES and x.sent_on}
    for fact in case.facts:
        if fact.superseded_by is None and fact.name in sent and fact.on >= sent[fact.name]:
            yield fact.on

"""Counting a case as another kind, with the same reference, history, facts and notes.

The clock is recalculated under the other kind, from the same receipt. The reference still shows the
kind it was logged as.
"""

from collections.abc import Callable

from dpo_console.cases.checklist.checklists import before_it_goes, ending_of, past_gate
from dpo_console.cases.clock.projection import (
    RECLASSIFIED,
    clock_at,
    counted_as,
    counted_when,
    law_facts,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_own, require
from dpo_console.cases.sharing.fitting import third_party_kind, why_unfit
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.facts import refuse_closed
from dpo_console.casework.leaving import door
from dpo_console.casework.requests import begin_scope
from dpo_console.casework.search.searching import open_plan
from dpo_console.config import Settings
from dpo_console.errors import BadInput, Refused
from dpo_console.law.model import Clock
from dpo_console.law.statutes import statute
from dpo_console.sentences import Remedy
from dpo_console.store import tables
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.text import clean, required_words


def reclassify(
    desk: Desk, reference: str, kind: str, why: str, *, version: int | None = None
) -> str:
    """Count a case as another kind from now on, with a reason.

    Raises BadInput for an unknown kind, the present kind or no reason. Raises Refused if the case
    is closed, is a third-party request, or would be one with a ruling, or if the requester can't
    make a request of that kind. Raises NotAllowed, StaleSave.
    """
    require(desk, "reclassify")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "reclassify", version=version) as this:
        before = this.case.kind
        refuse_own(desk, this.file().parties, anybody=True)
        check(this.file(), kind, desk.settings)
        this.case.kind = kind
        note = f"from {before}: {reason}"
        number = this.fact(RECLASSIFIED, desk.today, note=note, former_kind=before)
        _give_what_it_needs(this)
        this.detail |= {"fact": number, "before": before, "kind": kind, "note": reason}
        _mark_past_gate(this)
    return this.case.reference


def check(file: CaseFile, kind: str, settings: Settings) -> None:
    """Raise BadInput or Refused if this case can't be counted as that kind."""
    reference, law, now = file.case.reference, statute(kind), statute(file.case.kind)
    refuse_closed(reference, file.case.closed_on)
    if law.kind == now.kind:
        raise BadInput(f"{reference} is counted as {law.kind} already.")
    ruled = file.decisions or any(f.name == "released" for f in file.standing_facts())
    if (law.work.gated or now.work.gated) and ruled:
        raise Refused(
            f"{reference} was decided or released as {now.kind}, and that stays as it was. "
            "Log what else it is as a case of its own: ",
            Remedy("add", (kind, "...", f"--about {reference}")),
        )
    if now.work.gated:
        raise Refused(
            f"{reference} is a third-party request and stays one: its approval can't be "
            "bypassed. Log what else it is as a case of its own: ",
            Remedy("add", (kind, "...", f"--about {reference}")),
        )
    schools = settings.types_meant(file.case.school)
    if why := why_unfit(law.kind, file.case.requester_kind, schools):
        raise Refused(
            f"{why} Count it as one: ",
            Remedy("reclassify", (reference, third_party_kind(), "--why ...")),
        )
    received = next(f for f in file.standing_facts() if f.name == "received")
    if law.counts_hours and not received.at:
        raise Refused(
            f"{law.title} counts hours: say first at what minute {reference} was received. ",
            Remedy(
                "correct",
                (reference, str(received.id), f"--on {received.on}T09:00", "--why ..."),
            ),
        )


def outlook(desk: Desk, case: CaseView) -> Callable[[str], Clock]:
    """Return a function for the clock of a case under another kind, with nothing changed.

    The records are read once. The function raises BadInput or Refused if the case can't be counted
    as that kind.
    """
    with desk.database.read() as ask:
        file = case_file.load(ask, case.row.id)

    def clock_as(kind: str) -> Clock:
        check(file, kind, desk.settings)
        clock = clock_at(desk.settings, file.case.school, kind, law_facts(file), desk.today)
        return counted_as(clock, file, desk.today)

    return clock_as


def _mark_past_gate(this: Change) -> None:
    """Mark facts recorded under another kind as overrides, if this kind would have refused them."""
    file = this.file()
    for fact in file.standing_facts() if past_gate(file) is None else ():
        then = counted_when(file, fact)
        waits = before_it_goes(file, fact.name, ending_of(file), this.desk.today)
        gaps = waits if then != file.case.kind else ()
        if gaps:
            why = f"it was recorded while the case was counted as {then or 'another kind'}"
            door.keep_open_checks(this, fact.id, gaps, why)
            this.detail |= {"past_gate": len(gaps), "why": why}


def _give_what_it_needs(this: Change) -> None:
    """Give a third-party request its scope, and a search its usual places."""
    open_plan(this)
    if (
        statute(this.case.kind).work.gated
        and this.session.get(tables.ScopeTable, this.case_id) is None
    ):
        begin_scope(this)

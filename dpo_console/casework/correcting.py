"""Correcting what a case was logged with: its school, what is asked for, its channel, who asks."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.clock.projection import case_clock
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import acts_as, refuse_other_school, require
from dpo_console.cases.sharing.asking import is_supposed
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.facts import refuse_closed
from dpo_console.casework.people.parties import ask_as
from dpo_console.casework.search.searching import open_plan
from dpo_console.config import Role
from dpo_console.config.methods import CHANNELS
from dpo_console.errors import BadInput, NotAllowed
from dpo_console.law.clock import due_first
from dpo_console.law.explaining.headline import headline
from dpo_console.law.model import Clock
from dpo_console.store import tables
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import CaseRow
from dpo_console.text import clean, required_words


@dataclass(frozen=True, slots=True)
class Correction:
    """What a case should have been logged with. '' leaves a part as it stands."""

    school: str = ""
    summary: str = ""
    channel: str = ""
    requester_kind: str = ""


def correct_case(
    desk: Desk, reference: str, correction: Correction, why: str, *, version: int | None = None
) -> str:
    """Correct what a case was logged with. The log keeps what stood before, and the reason.

    The dates are counted again, and an approval for another kind of requester lapses. Raises
    BadInput for an unknown school, channel or kind, no reason, or nothing to correct. Raises
    NotAllowed if a clerk would make the date later, Refused if the case is closed, StaleSave.
    """
    require(desk, "correct_case")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "correct-case", version=version) as this:
        before = this.file()
        changed = _changed(desk, before, correction)
        _put(this, changed)
        _refuse_later(desk, before, this.file())
        this.detail |= changed | {"note": reason}
        this.detail |= {f"before.{name}": getattr(before.case, name) for name in changed}
        if "school" in changed:
            old, new = (
                desk.settings.school(slug) for slug in (before.case.school, this.case.school)
            )
            this.detail |= {"moved": f"from {old.name} to {new.name}"}
    return this.case.reference


def outlook(desk: Desk, case: CaseView) -> Callable[[Correction], Clock]:
    """Return a function for the clock of a case once it is corrected. Nothing is saved.

    The function refuses as `correct_case` does.
    """
    with desk.database.read() as ask:
        file = case_file.load(ask, case.row.id)

    def clock_if(correction: Correction) -> Clock:
        changed = _changed(desk, file, correction)
        after = replace(file, case=CaseRow(**{**file.case._asdict(), **changed}))
        _refuse_later(desk, file, after)
        return case_clock(after, desk.settings, desk.today)

    return clock_if


def _changed(desk: Desk, file: CaseFile, correction: Correction) -> dict[str, str]:
    """Return the columns of the case that change, by name. Raises BadInput, Refused."""
    case = file.case
    refuse_closed(case.reference, case.closed_on)
    wanted = {name: value for name, value in asdict(correction).items() if value}
    if "summary" in wanted:
        wanted["summary"] = clean(wanted["summary"], "summary")
    if "school" in wanted:
        wanted["school"] = desk.settings.school(wanted["school"]).slug
        refuse_other_school(desk, wanted["school"])
    if wanted.get("channel", case.channel) not in CHANNELS:
        raise BadInput(f"There is no channel {wanted['channel']!r}: {', '.join(CHANNELS)}.")
    if "requester_kind" in wanted:
        requester_kind(wanted["requester_kind"])
    said = ("requester_kind",) if is_supposed(file) else ()
    changed = {
        name: value
        for name, value in wanted.items()
        if value != getattr(case, name) or name in said
    }
    if not changed:
        raise BadInput(f"{case.reference} is recorded like this already. Say what to correct.")
    return changed


def _put(this: Change, changed: Mapping[str, str]) -> None:
    """Put the corrected columns into the case, and what follows from them."""
    for name, value in changed.items():
        if name != "requester_kind":
            setattr(this.case, name, value)
    if kind := changed.get("requester_kind"):
        asks = this.file().requester.id
        ask_as(this, this.session.get_one(tables.PartyTable, asks), kind)
    this.session.flush()
    if any(p.slug == this.case.owner and not p.sees(this.case.school) for p in this.desk.people):
        this.detail["owner"] = this.case.owner  # a lead of the school that it came from
        this.case.owner = ""
    if "school" in changed:
        open_plan(this)


def _refuse_later(desk: Desk, before: CaseFile, after: CaseFile) -> None:
    """Refuse a clerk's correction that gains time. The DPO answers for a date that moves later.

    Choosing a school that nobody had chosen is entry, and any caseworker may do it.
    """
    if acts_as(desk, Role.DPO) or not desk.settings.is_known(before.case.school):
        return
    was, then = (case_clock(file, desk.settings, desk.today) for file in (before, after))
    if due_first(then) > due_first(was):
        raise NotAllowed(
            f"{desk.person.name} is a clerk, who may not make a date later. "
            f"{before.case.reference} stands at: {headline(was, desk.now)}. It would stand at: "
            f"{headline(then, desk.now)}. Ask the DPO to correct it."
        )

"""Undoing your own last change of a case: by a further entry, never by deleting one.

Only the last change can be undone, and only by the person who made it. Other changes may rest on an
earlier one, or it may have left the office. Those are corrected openly instead.
"""

import json
from dataclasses import dataclass

from dpo_console.cases.office.acts import Act, way_at
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.view.timeline import seen_history, timeline
from dpo_console.casework.change import change
from dpo_console.errors import Refused
from dpo_console.london import london_day
from dpo_console.store.cases import case_file
from dpo_console.store.session import ask_in
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class Undo:
    """The effect of an undo.

    `entry` is the change's number in the audit log. `day` is the day of the change, and `deed` the
    change in the timeline's words. `does` describes the undo in a sentence.
    """

    reference: str
    entry: int
    day: str
    deed: str
    does: str

    @property
    def did(self) -> str:
        """The change with its day."""
        return f"{self.day}: {self.deed}"

    @property
    def beside(self) -> str:
        """The change to tell beside `does`: its day alone where that quotes its words."""
        return self.day if f"“{self.deed}”" in self.does else self.did


def last_entry(desk: Desk, reference: str) -> int:
    """Return the number of a case's last change in the audit log."""
    with desk.database.glance() as ask:
        return case_file.last_change(case_file.history(ask, reference)).seq


def undoing(desk: Desk, reference: str, entry: int = 0) -> Undo:
    """Return the effect of undoing the last change of a case, without doing it.

    `entry` is the expected change, if it must be a certain one. Raises BadInput for an unknown
    case, Refused with the reason if it can't be undone.
    """
    found = resolve(desk, reference)
    with desk.database.read() as ask:
        history = case_file.history(ask, found)
        seen = seen_history(desk, ask, history)
    told = timeline(desk, seen)
    events = {row.seq: event for row, event in zip(seen, told, strict=True)}
    last = case_file.last_change(history)
    event = events.get(last.seq)
    if event is None:  # it concerns another case, which this person can't see
        raise Refused(f"The last change of {found} isn't yours to undo.")
    day = day_words(london_day(event.at))
    did = f"{day}: {event.text}"
    if last.actor != desk.person.slug:
        who = desk.settings.names.get(last.actor, last.actor)
        raise Refused(f"The last change of {found} is {who}'s ({did}).")
    if entry not in (0, last.seq):
        raise Refused(f"{found} was changed since ({did}).")
    act = desk.acts.recorded_as(last.action)
    if act is None or not act.undo or last.detail is None:
        why = _why_not(act)
        raise Refused(f"The last change of {found} ({did}) can't be undone: {why}.")
    require(desk, act.id)
    does = way_at(act.undo).says(desk, json.loads(last.detail))
    return Undo(found, last.seq, day, event.text, does)


def _why_not(act: Act | None) -> str:
    """Return the reason that an entry can't be undone."""
    if act is None:
        return "it can't be undone"
    return "its words were erased" if act.undo else act.instead


def undo(desk: Desk, planned: Undo) -> str:
    """Undo the planned change. Raises NotAllowed, Refused if the case was changed meanwhile."""
    require(desk, "undo")
    reference = planned.reference
    with change(desk, reference, "undo") as this:
        last = case_file.last_change(case_file.history(ask_in(this.session), reference))
        if last.seq != planned.entry:
            raise Refused(
                f"{reference} was changed meanwhile; nothing was undone. Look at the case again."
            )
        act = desk.acts.recorded_as(last.action)
        if act is None or not act.undo:
            raise Refused(f"{reference}: this change can't be undone.")
        require(desk, act.id)
        way_at(act.undo).undo(this, json.loads(last.detail or "{}"))
        this.detail |= {"undoes": planned.entry}
    return reference

"""Recalculation of the dates in lists when their sources change, and the dates that moved."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.cases.clock.basis import ground
from dpo_console.cases.office.desk import Desk
from dpo_console.errors import Refused, TryAgain
from dpo_console.lazy_import import later
from dpo_console.store import bulk_writes
from dpo_console.store.reads import lists
from dpo_console.text import counted, day_words

if TYPE_CHECKING:
    from dpo_console.cases.office import acts
    from dpo_console.store import session as saving
    from dpo_console.store.session import Session
else:
    acts = later("dpo_console.cases.office.acts")
    saving = later("dpo_console.store.session")

MOST_TOLD = 20
"""The most cases whose moved dates are told one by one."""


DATES_MOVED = "dates"
"""The audit action of dates that moved without an act."""


class Moved(NamedTuple):
    """A case whose due date moved, with the date before and now as lists keep them, or None."""

    case: int
    before: str | None
    now: str | None


class Refreshed(NamedTuple):
    """The number of rows that changed, and the sentences on open cases whose due date moved.

    `unfit` are the office's own wordings that no longer serve.
    """

    rows: int = 0
    moved: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()


def refresh(desk: Desk, known: str = "") -> Refreshed:
    """Rewrite the columns that lists show, if they may have changed, and return what changed.

    `known` is the fingerprint that they were computed under, if the caller has read it.
    Dates of cases that this person may not see are left out. A case that can't be calculated keeps
    its columns. If the records can't be written just now, every case does: reading goes on, and
    `verify` reports it.
    """
    now, before = ground(desk), known or _known(desk)
    if before == now:
        return Refreshed()
    try:
        count, moved = _rewrite(desk, now, spoilt=before == bulk_writes.SPOILT)
    except (Refused, TryAgain):
        return Refreshed()
    unfit = acts.function_at("dpo_console.casework.letters.wordings:unfit")(desk)
    return Refreshed(count, _in_words(desk, moved) if moved else (), unfit)


def _known(desk: Desk) -> str:
    with desk.database.read() as ask:
        return bulk_writes.ground(ask)


def _rewrite(desk: Desk, now: str, *, spoilt: bool) -> tuple[int, list[Moved]]:
    # These load the clock and the tables, and a login banner should not wait for them.
    from dpo_console.cases.clock.projection import CLOSED, Projection, every_case

    with saving.write(desk.database, briefly=True) as session:  # whoever only reads waits for this
        ask = saving.ask_in(session)
        moved: list[Moved] = []

        def changed() -> Iterator[tuple[int, Projection]]:
            for told in every_case(ask, desk.settings, desk.today):
                if isinstance(told.computed, Projection) and told.computed != told.shown:
                    before = Projection._make(told.shown)
                    is_open = not told.computed.urgent_at.startswith(CLOSED)
                    if is_open and before.due != told.computed.due:
                        moved.append(Moved(told.case, before.due, told.computed.due))
                    yield told.case, told.computed

        count = bulk_writes.rewrite(ask, Projection._fields, changed())
        bulk_writes.set_ground(ask, now)
        if moved or spoilt:
            _tell(session, desk, moved, spoilt=spoilt)
    return count, moved


def _tell(session: "Session", desk: Desk, moved: Sequence[Moved], *, spoilt: bool) -> None:
    """Tell the log the dates that moved, and the settings if they changed.

    `spoilt`: the fingerprint that they were computed under was changed outside the program.
    """
    from dpo_console.casework.records.audit_log import append, tell_settings
    from dpo_console.store.audit.told import GROUND_SPOILT

    at, references = desk.stamp(), lists.references(saving.ask_in(session))
    tell_settings(session, desk, at)
    told = {references[one.case]: (one.before, one.now) for one in moved}
    if moved:
        append(session, desk, DATES_MOVED, {"moved": told}, at=at)
    if spoilt:
        append(session, desk, GROUND_SPOILT, {}, at=at)


def _in_words(desk: Desk, moved: Sequence[Moved]) -> tuple[str, ...]:
    """Return a line for each case that this person may see, and the number of any more."""
    with desk.database.read() as ask:
        seen = lists.references(ask)
    lines = [
        f"{seen[one.case]}: {_due(one.now)}; before, {_due(one.before)}."
        for one in moved
        if one.case in seen
    ]
    more = len(lines) - MOST_TOLD
    return (*lines[:MOST_TOLD], *([f"And {counted(more, 'more case')}."] if more > 0 else []))


def _due(moment: str | None) -> str:
    if moment is None:
        return "no date"
    parse = datetime.fromisoformat if "T" in moment else date.fromisoformat
    return f"due {day_words(parse(moment))}"

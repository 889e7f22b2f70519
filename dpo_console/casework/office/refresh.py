"""Dates that lists show are computed anew when what they are computed from changes."""

from dpo_console.cases.clock.basis import ground
from dpo_console.cases.office.desk import Desk
from dpo_console.errors import Refused, TryAgain
from dpo_console.store.changes import projections


def refresh(desk: Desk) -> int:
    """Rewrite what lists show of every case if it may have changed; how many were rewritten.

    A case that can't be computed keeps what was shown, and so does every case where the records
    can't be written just now: reading goes on, and `verify` tells.
    """
    now = ground(desk)
    with desk.database.read() as ask:
        if projections.ground(ask) == now:
            return 0
    try:
        return _rewrite(desk, now)
    except (Refused, TryAgain):
        return 0


def _rewrite(desk: Desk, now: str) -> int:
    # These load the clock and the tables, which a login banner should not wait for.
    from dpo_console.cases.clock.projection import Projection
    from dpo_console.cases.clock.recompute import every_case
    from dpo_console.store.session import ask_in

    with desk.database.write() as session:
        ask = ask_in(session)
        changed = (
            (told.case, told.computed)
            for told in every_case(ask, desk.settings, desk.today)
            if isinstance(told.computed, Projection) and told.computed != told.shown
        )
        count = projections.rewrite(ask, Projection._fields, changed)
        projections.set_ground(ask, now)
    return count

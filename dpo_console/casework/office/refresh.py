"""Recalculation of the dates in lists when their sources change."""

from dpo_console.cases.clock.basis import ground
from dpo_console.cases.office.desk import Desk
from dpo_console.errors import Refused, TryAgain
from dpo_console.store.bulk_writes import projections


def refresh(desk: Desk) -> int:
    """Rewrite the columns that lists show, if they may have changed, and return how many changed.

    A case that can't be calculated keeps its columns. If the records can't be written just now,
    every case does: reading goes on, and `verify` reports it.
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
    # These load the clock and the tables, and a login banner should not wait for them.
    from dpo_console.cases.clock.projection import Projection
    from dpo_console.cases.clock.recompute import every_case
    from dpo_console.store.session import ask_in, write

    with write(desk.database) as session:
        ask = ask_in(session)
        changed = (
            (told.case, told.computed)
            for told in every_case(ask, desk.settings, desk.today)
            if isinstance(told.computed, Projection) and told.computed != told.shown
        )
        count = projections.rewrite(ask, Projection._fields, changed)
        projections.set_ground(ask, now)
    return count

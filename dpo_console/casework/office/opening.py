"""Sitting down at a desk: the records of a home are opened, or made for the first time."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.office.acts import function_at
from dpo_console.cases.office.desk import Desk, account_name, utc_now, who_acts
from dpo_console.config import Home, Person, Role, load_settings
from dpo_console.config.settings.witness import NO_WITNESS
from dpo_console.errors import BadInput, Refused
from dpo_console.lazy_import import later
from dpo_console.london import london_day
from dpo_console.store.bulk_writes import projections
from dpo_console.store.database import Database, records_of
from dpo_console.store.reads import erasures

if TYPE_CHECKING:
    from dpo_console.cases.office.acts import Acts
    from dpo_console.casework.office import refresh
else:
    refresh = later("dpo_console.casework.office.refresh")


RESTORED = (
    "These records are read-only: they were restored from a backup, and the erasures made since "
    "aren't applied. Apply them with: dpo-console restore --erasures LIST. If there were none, "
    'say how you know: dpo-console restore --no-erasures-since "..."'
)
"""Words for a restored home in which an erased person may stand again."""


def open_desk(
    root: Path,
    *,
    as_person: str | None = None,
    today: date | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Desk:
    """Open the desk of a home.

    Raises BadInput if there is no home, or a new one leaves a school's type open. Raises BadFile if
    its settings are wrong, NotAllowed if this account may not act as this person, Refused or
    TryAgain if the records can't be opened.
    """
    home = Home(root)
    settings = load_settings(home)
    account = account_name()
    person = who_acts(settings, account, as_person)
    database = records_of(home, settings)
    moment = clock()
    if not database.is_there():
        if two_meant := settings.two_meant():
            raise BadInput(f"{home.settings}: {two_meant}")
        _first_records(home, database, moment)
    database.prepare(moment)
    day = today or london_day(moment)
    desk = Desk(
        home, settings, database, person, account, day, clock, _declared,
        named=as_person is not None, read_only=RESTORED if home.restored.exists() else "",
    )  # fmt: skip
    with database.whole.read() as ask:
        known, unfinished = projections.ground(ask), erasures.unfinished(ask)
    _, moved, unfit = refresh.refresh(desk, known)
    if unfinished:  # an erasure was cut short, and only its completion loads what it takes
        function_at("dpo_console.casework.retention.completing:complete_all")(desk, unfinished)
    return replace(desk, moved=moved, unfit=unfit) if moved or unfit else desk


def administrator_desk(root: Path, *, clock: Callable[[], datetime] = utc_now) -> Desk:
    """Open restored records for the account at the machine, whoever its settings list.

    Their witness stays out of it: it may be on another machine, and it goes on without this copy.
    """
    home, account = Home(root), account_name()
    settings = replace(load_settings(home), witness=NO_WITNESS)
    person = Person(account, account, Role.SOLE, account)
    moment = clock()
    database = Database(home.database, home.backups)
    database.prepare(moment)
    day = london_day(moment)
    desk = Desk(home, settings, database, person, account, day, clock, _declared)
    refresh.refresh(desk)
    return desk


def _declared() -> "Acts":
    """Return all acts. They are read once an act is at hand: `due` does without."""
    found: Acts = function_at("dpo_console.casework.acts:acts")()
    return found


def _first_records(home: Home, database: Database, moment: datetime) -> None:
    """Create the first records, unless there are traces of older ones that are now missing."""
    trace = _trace_of_records(home, database)
    if database.is_there():
        return  # somebody else made them in this very moment
    if trace:
        raise Refused(
            f"The records {database.place} are missing, but {trace} shows that there were some. "
            "Put them back, or restore them from a backup; nothing was made in their place."
        )
    try:
        database.create(moment)
    except Refused:
        if not database.is_there():
            raise


def _trace_of_records(home: Home, database: Database) -> Path | None:
    """Return a trace that only records leave: a case's folder, a backup, or a file named for them.

    Raises Refused if the folders can't be read.
    """
    try:
        traces = [child for child in _children(home.exports) if child.is_dir()]
        traces += _children(home.backups)
        traces += [c for c in _children(home.data) if c.name.startswith(f"{home.database.stem}.")]
    except OSError as problem:
        raise Refused(
            f"The records {database.place} are missing, and whether there were some can't be told: "
            f"{problem.filename} can't be read ({os.strerror(problem.errno or 0)}). Nothing was "
            "made in their place."
        ) from None
    return min(traces, default=None)


def _children(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []

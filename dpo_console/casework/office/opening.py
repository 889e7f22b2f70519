"""Sitting down at a desk: the records of a home are opened, or made for the first time."""

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk, account_name, utc_now, who_acts
from dpo_console.casework.home_files import copy
from dpo_console.casework.office import refresh
from dpo_console.casework.records import audit_log
from dpo_console.config import Home, Person, Role, Settings, load_settings
from dpo_console.config.files.folders import clear
from dpo_console.config.settings.records import NO_WITNESS, records_named
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.lazy_import import later
from dpo_console.london import london_day
from dpo_console.store import bulk_writes
from dpo_console.store.asking import ask_all
from dpo_console.store.database import Database
from dpo_console.store.reads import all_cases
from dpo_console.store.records_of import records_of

if TYPE_CHECKING:
    from dpo_console.cases.office import acts
    from dpo_console.cases.office.acts import Acts
    from dpo_console.store import kept_files
    from dpo_console.store import session as saving
    from dpo_console.store.audit import told as audited
else:
    acts = later("dpo_console.cases.office.acts")
    audited = later("dpo_console.store.audit.told")
    kept_files = later("dpo_console.store.kept_files")
    saving = later("dpo_console.store.session")

DEMO_ONLY = (
    "Only the demo has this. Elsewhere, each person opens the console under their own name: see "
    "“guide together”."
)

RESTORED = (
    "These records are read-only: they were restored from a backup, and the erasures made since "
    "aren't applied. Apply them with: dpo-console restore --erasures LIST. If there were none, "
    'say how you know: dpo-console restore --no-erasures-since "..."'
)
"""Words for a restored home in which an erased person may stand again."""

_STANDING = (bulk_writes.GROUND, all_cases.UNFINISHED)
"""The questions for what the lists were computed from, and for erasures to complete."""


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
    shared = copied(home, clock())
    settings = load_settings(home)
    account = account_name()
    person = who_acts(settings, account, as_person)
    database = records_of(home, settings.records)
    if shared is not None and clock is utc_now:
        clock = _clock_of_server(shared.at)
    moment = clock()
    if shared is None:
        _open_records(home, settings, database, moment)
    clear(home.data)  # a killed process can leave copies of records there
    day = today or london_day(moment)
    desk = Desk(
        home, settings, database, person, account, day, clock, _declared,
        named=as_person is not None, read_only=RESTORED if home.restored.exists() else "",
        asides=[*(shared.told if shared else ())],
    )  # fmt: skip
    if database.address and not (shared and shared.kept):
        _take_in(desk)
    with database.whole.glance() as ask:
        asked = shared.answers if shared else ()
        grounds, waiting = asked or ask_all(ask, _STANDING, {})
        known, unfinished = bulk_writes.told(grounds), all_cases.told(waiting)
        gone = all_cases.erased(ask) if database.address and copy.cases_here(home) else ()
    _, moved, unfit = refresh.refresh(desk, known)
    _complete_erasures(desk, gone, unfinished)
    return replace(desk, moved=moved, unfit=unfit) if moved or unfit else desk


def _complete_erasures(desk: Desk, gone: Collection[str], unfinished: Sequence[str]) -> None:
    """Remove this machine's files of cases erased elsewhere, and complete what was cut short.

    Only the completion loads what it takes.
    """
    for reference in sorted(copy.cases_here(desk.home) & {*gone}) if gone else ():
        remove = acts.function_at("dpo_console.casework.retention.completing:remove_files")
        with copy.sentences(desk.home):
            remove(desk.home, reference)
    if unfinished:
        acts.function_at("dpo_console.casework.retention.completing:complete_all")(desk, unfinished)


def copied(home: Home, moment: datetime) -> "copy.Followed | None":
    """Make this machine's copy of the office's files the same as those in a database of records.

    Return what was found, or None if the home names no database that holds records. Raises
    BadInput, BadFile, Refused or TryAgain if the database can't be opened.
    """
    kept = records_named(home)
    if not kept:
        return None
    database, follow = records_of(home, kept), copy.follow  # imported while the server begins
    there = database.prepare_if_there(moment)
    return follow(home, database, moment, *_STANDING) if there else None


def _clock_of_server(at: datetime) -> Callable[[], datetime]:
    """Return a clock that goes as the server's does, where it is `at` now: one for all machines."""
    ahead = at - utc_now()
    return lambda: utc_now() + ahead


def _open_records(home: Home, settings: Settings, database: Database, moment: datetime) -> None:
    """Bring the records to this release's layout, or make the first."""
    if not database.is_there():
        if database.address and not copy.files_here(home)[kept_files.SETTINGS].strip():
            raise BadInput(
                f"{database.place} holds no records, and {home.settings} has no settings to make "
                "some with. Name the right database, or begin with: dpo-console init"
            )
        if two_meant := settings.two_meant():
            raise BadInput(f"{home.settings}: {two_meant}")
        _first_records(home, database, moment)
    database.prepare(moment)


def _take_in(desk: Desk) -> None:
    """Take the office's files into a database that has none yet, once, whoever else tries."""
    with saving.write(desk.database) as session:
        ask, who = saving.ask_in(session), kept_files.SavedBy(desk.person.slug, desk.stamp())
        if kept_files.office_files(ask):
            return
        found = copy.files_here(desk.home)
        for name, data in found.items():
            kept_files.keep(ask, name, data, who)
        sums = {name: kept_files.hash_of(data) for name, data in found.items()}
        audit_log.append(session, desk, audited.TAKEN_IN, {"files": sums}, at=desk.stamp())


def administrator_desk(root: Path, *, clock: Callable[[], datetime] = utc_now) -> Desk:
    """Open restored records for the account at the machine, whoever its settings list.

    Their witness stays out of it: it may be on another machine, and it goes on without this copy.
    """
    home, account = Home(root), account_name()
    settings = load_settings(home)._replace(witness=NO_WITNESS)
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
    found: Acts = acts.function_at("dpo_console.casework.acts:acts")()
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


def as_colleague(desk: Desk, slug: str) -> Desk:
    """Return the desk with a colleague at work.

    Raises NotAllowed on real records, where each person has an account or a key of their own, and
    BadInput for nobody's slug.
    """
    with desk.database.glance() as ask:
        if not audited.are_made_up(ask):
            raise NotAllowed(DEMO_ONLY)
    return replace(desk, person=desk.settings.person(slug), named=True, looked={})

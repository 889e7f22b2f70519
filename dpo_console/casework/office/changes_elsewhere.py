"""Changes that an open console looks for: others' work, the settings, the date."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.cases.office.desk import Desk, tells_apart, who_acts
from dpo_console.casework.home_files import copy
from dpo_console.config import Role, Settings, load_settings
from dpo_console.errors import BadInput, DpoConsoleError, NotAllowed, Refused, TryAgain
from dpo_console.lazy_import import later
from dpo_console.london import in_london, london_day

if TYPE_CHECKING:
    from dpo_console.store import doubts
    from dpo_console.store.audit.chain import ChainHead
else:
    doubts = later("dpo_console.store.doubts")

GO_ON = "The settings of before go on"
FEWER = f"{GO_ON}: dpo.toml lists fewer people or schools. If that stays so, it counts in a moment."

Mark = tuple[int, ...]
"""The state of a file: its inode, size and time, or () if it is missing."""


class Sight(NamedTuple):
    """The state of records and settings at one look.

    `head` is the audit log's last entry, to which every change adds, or None if the records can't
    be read. `records` and `settings` describe any fault in them in a sentence. `since` is the time
    at which that of the records began. `of` is the desk that looked. `desk` is the desk to continue
    with, the same one if nothing has changed about it. `reminders` say that the last backup that
    was checked is too old, or the review of a hold. `doubted` is the mark of settings that may be
    half saved, and are ignored for now. `doubt` says what became of this person's last change in
    doubt.
    """

    of: Desk
    desk: Desk
    head: "ChainHead | None"
    mark: Mark
    records: str = ""
    settings: str = ""
    doubted: Mark = ()
    reminders: tuple[str, ...] = ()
    since: str = ""
    doubt: str = ""

    @property
    def troubles(self) -> tuple[str, ...]:
        """The faults, in a sentence each."""
        records = f"{self.records} (since {self.since})" if self.since else self.records
        return tuple(
            words for words in (records, self.doubt, self.settings, *self.reminders) if words
        )


def look(desk: Desk, before: Sight, *, follow_day: bool) -> Sight:
    """Look at the records, at dpo.toml and at the calendar.

    This costs one small read if nothing has changed since `before`. With `follow_day`, today is the
    real day. New settings and a new day count once the records can be read, because lists depend on
    them. Raises NotAllowed or BadInput if the settings no longer let this person act.
    """
    now = _look(desk, before, follow_day=follow_day)
    now = now._replace(doubt=_in_doubt(now, before))
    if not now.records or now.records == desk.read_only:
        return now
    return now._replace(since=before.since or f"{in_london(desk.clock()):%H:%M}")


def _in_doubt(now: Sight, before: Sight) -> str:
    """Return what became of a change in doubt. A decided one is told until something is saved."""
    waits = now.desk.database.doubts.exists()
    if not waits:
        return before.doubt if before.doubt == doubts.LOST and now.head == before.head else ""
    decided = before.doubt not in ("", doubts.OPEN, doubts.LOST)
    return before.doubt if decided or now.records else doubts.news(now.desk.database)


def _look(desk: Desk, before: Sight, *, follow_day: bool) -> Sight:
    day = london_day(desk.clock()) if follow_day else desk.today
    now = desk if day == desk.today else replace(desk, today=day)
    if desk.database.address:
        with suppress(TryAgain, Refused):  # the look at the records tells it
            desk.asides.extend(copy.follow(desk.home, desk.database, desk.clock()).told)
    mark = mark_of(desk.home.settings)
    settings = before.settings
    doubted: Mark = ()
    if mark != before.mark:
        now, settings = _read_settings(now, sure=mark == before.doubted)
        if settings == FEWER:
            mark, doubted = before.mark, mark
    if now is not desk:
        from dpo_console.casework.office.refresh import refresh

        try:
            refresh(now)
        except DpoConsoleError as error:
            return Sight(desk, desk, None, before.mark, str(error), before.settings)
    head, records = _look_at_records(now)
    same = head == before.head and now is before.desk
    reminders = before.reminders if same or head is None else _reminders(now)
    return Sight(desk, now, head, mark, records, settings, doubted, reminders)


def _reminders(desk: Desk) -> tuple[str, ...]:
    from dpo_console.cases.backup import why_overdue  # the first frame does without
    from dpo_console.cases.queue.due import overdue_reviews

    return why_overdue(desk), overdue_reviews(desk)


def mark_of(path: Path) -> Mark:
    """Return the mark of a file as it is now."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _read_settings(desk: Desk, *, sure: bool) -> tuple[Desk, str]:
    """Return the desk under the present settings, or the old ones with a reason.

    The old settings stay if the file can't be understood. A file that names nobody's account was
    cut short, by an editor or a full disk. Obeying it would let this account do everything. A sole
    account that isn't among the people listed meanwhile goes on too, until the console is left.
    A file that lists fewer people or schools may be half saved. It counts once a second look finds
    it unchanged (`sure`). Raises NotAllowed or BadInput.
    """
    try:
        settings = load_settings(desk.home)
    except BadInput as error:
        return desk, f"{GO_ON}: {error}"
    if two_meant := settings.two_meant(desk.settings):
        return desk, f"{GO_ON}: {two_meant}"
    sole = desk.person.role is Role.SOLE
    if not (tells_apart(settings) or sole):
        return desk, f"{GO_ON}: {desk.home.settings} names nobody's account. Put them back."
    if not sure and _lists_fewer(settings, desk.settings):
        return desk, FEWER
    told = None if sole else desk.person.slug
    try:
        person = who_acts(settings, desk.account, told)
    except NotAllowed as refused:
        if not sole:
            raise
        return desk, f"{GO_ON}: {refused}"
    if (settings, person) == (desk.settings, desk.person):
        return desk, ""
    return replace(desk, settings=settings, person=person), ""


def _lists_fewer(now: Settings, before: Settings) -> bool:
    return len(now.people) < len(before.people) or len(now.schools) < len(before.schools)


def _look_at_records(desk: Desk) -> tuple["ChainHead | None", str]:
    from dpo_console.store.audit import chain  # the first frame needs no hashes

    try:
        with desk.database.read() as ask:
            head = chain.head(ask)
    except DpoConsoleError as error:
        return None, str(error)
    return head, desk.read_only or desk.database.engine.why_not_writable()

"""Backups: the age that keeps them, the last one checked, and the last that holds an erased case.

The newest of each day, each week and each month is kept.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

from dpo_console.cases.office.desk import Desk
from dpo_console.config.settings.settings import Keep
from dpo_console.london import london_day
from dpo_console.store.asking import Ask
from dpo_console.store.audit import backups
from dpo_console.store.audit.backups import Told
from dpo_console.text import counted, day_words

CHECK = "Check a newer one: dpo-console guide backup"


def why_overdue(desk: Desk) -> str:
    """Return a sentence that the last checked backup is too old, or ''.

    Made-up records need no backup, unless their settings say so.
    """
    wanted = desk.settings.backup
    if desk.settings.made_up and not wanted:
        return ""
    with desk.database.read() as ask:
        last = backups.last_checked(ask)
        since = last.made_at if last else backups.began(ask)
    if not since:
        return ""  # these records have lost their first row, as `verify` tells
    day = london_day(since)
    age = (desk.today - day).days
    if age <= wanted.check_days:
        return ""
    if last is None:
        return f"No backup of these records has been checked in {counted(age, 'day')}. {CHECK}"
    ago = f"of {day_words(day)}, {counted(age, 'day')} ago"
    return f"The last backup that was checked is {ago}. {CHECK}"


_NAME = re.compile(r"dpo-(?P<chain>[0-9a-f]{8})-(?P<at>\d{8}T\d{6}Z)(-\d+)?\.tar\.gz(\.age)?")
_STAMP = "%Y%m%dT%H%M%SZ"

LONGEST_MONTH = 31


def names_for(chain: str, at: datetime, *, sealed: bool) -> Iterator[str]:
    """Yield file names for a backup of these records: NAME, then NAME-2 of the same second.

    `chain` tells these records from others.
    """
    begin = f"{_begin(chain)}{at.astimezone(UTC):{_STAMP}}"
    end = f".tar.gz{'.age' if sealed else ''}"
    yield f"{begin}{end}"
    yield from (f"{begin}-{number}{end}" for number in count(2))


def _begin(chain: str) -> str:
    return f"dpo-{chain[:8]}-"


def made_at(name: str) -> datetime:
    """Return the moment in a backup's name. Raises ValueError if the name is another file's."""
    found = _NAME.fullmatch(name)
    if not found:
        raise ValueError(name)
    return datetime.strptime(found["at"], _STAMP).replace(tzinfo=UTC)


def of_these_records(names: Iterable[str], chain: str) -> list[str]:
    """Return the names of these records' backups, newest first."""
    ours = [n for n in names if n.startswith(_begin(chain)) and _NAME.fullmatch(n)]
    return sorted(ours, key=made_at, reverse=True)


def to_remove(
    names: Iterable[str], chain: str, keep: Keep, today: date, checked: Collection[str]
) -> list[str]:
    """Return the backups that are no longer kept.

    The newest stays, and so does the newest of those that were `checked`: only they are known to
    open.
    """
    ours = of_these_records(names, chain)
    kept = {*ours[:1], *[name for name in ours if name in checked][:1]}
    for days, period in _periods(keep):
        seen: set[Hashable] = set()
        for name in ours:
            day = london_day(made_at(name))
            if (today - day).days < days and period(day) not in seen:
                seen.add(period(day))
                kept.add(name)
    return [name for name in ours if name not in kept]


def _periods(keep: Keep) -> tuple[tuple[int, Callable[[date], Hashable]], ...]:
    return (
        (keep.daily, lambda day: day),
        (keep.weekly * 7, lambda day: day.isocalendar()[:2]),
        (keep.monthly * LONGEST_MONTH, lambda day: (day.year, day.month)),
    )


def gone_by(day: date, keep: Keep) -> date:
    """Return the day from which no backup made on or before `day` is kept.

    It holds while backups are made and checked: the last one is kept for as long as it is the last.
    """
    return day + timedelta(days=max(days for days, _ in _periods(keep)))


STREAMED = "-"
"""The name of a backup that went out as a stream."""


def still_held(ask: Ask, desk: Desk) -> Iterator[str]:
    """Yield a sentence about each group of backups that holds the records as they were so far."""
    removed = backups.removed(ask)
    made = backups.all_told(ask, backups.MADE)
    begun = {one.made_at: one for one in backups.all_told(ask, backups.BEGUN)}
    streams = begun | {one.made_at: one for one in made if one.name == STREAMED}
    files = [one for one in made if one.name != STREAMED and one.name not in removed]
    ours = [one for one in files if one.pruned]
    others = [*streams.values(), *(one for one in files if not one.pruned)]
    if ours:
        yield _dies(ours, desk)
    if others:
        yield _elsewhere(others)
    if desk.home.restored.exists():
        yield "The backup that these records were restored from holds it. Delete it too."
    elif not made and not begun:
        yield "No backup in the audit log holds the case."
    yield "Copies of the home that you made in another way hold it until you delete them."


def _dies(ours: list[Told], desk: Desk) -> str:
    """Say when the last backup in the office's folder is deleted. It goes by that very rule."""
    day = gone_by(max(london_day(one.made_at) for one in ours), desk.settings.backup.keep)
    return (
        f"{counted(len(ours), 'backup')} in the office's folder held it when it was erased. The "
        f"last of them is deleted on {day_words(day)}, if newer ones are made and checked."
    )


def _elsewhere(others: list[Told]) -> str:
    last = max(london_day(one.made_at) for one in others)
    return (
        f"{counted(len(others), 'backup')} went elsewhere until {day_words(last)}, and may hold "
        "it. Delete those that you still have."
    )

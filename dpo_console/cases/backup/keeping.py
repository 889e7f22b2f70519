"""The backups that are kept, by their age: the last of each day, each week and each month."""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

from dpo_console.config.settings.settings import Keep
from dpo_console.london import london_day

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

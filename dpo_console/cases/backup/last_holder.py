"""The backups that hold what is erased now, and the day on which the last of them is deleted."""

from collections.abc import Iterator

from dpo_console.cases.backup.keeping import gone_by
from dpo_console.cases.office.desk import Desk
from dpo_console.london import london_day
from dpo_console.store.asking import Ask
from dpo_console.store.audit import backups
from dpo_console.store.audit.backups import Told
from dpo_console.text import counted, day_words

STREAMED = "-"
"""The name of a backup that went out as a stream."""


def told(ask: Ask, desk: Desk) -> Iterator[str]:
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

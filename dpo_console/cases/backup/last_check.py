"""The last backup that was checked, and whether it is too old."""

from dpo_console.cases.office.desk import Desk
from dpo_console.london import london_day
from dpo_console.store.audit import backups
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

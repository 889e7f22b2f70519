"""The published versions of a school's notice, and the days on which each counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dpo_console.cases.notice.stated import Covers
from dpo_console.cases.notice.whole import Written, from_text
from dpo_console.cases.office.desk import Desk
from dpo_console.config import Settings
from dpo_console.errors import BadInput
from dpo_console.store.asking import Ask
from dpo_console.store.audit import told
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class Version:
    """One published version.

    `until` is the last day on which it counted, None while it does. `entry` is the entry of the
    audit log that keeps its words.
    """

    school: str
    number: int
    since: date
    until: date | None
    sha256: str
    by: str
    entry: int
    covers: Covers

    @property
    def words(self) -> str:
        """The version and its days, in words."""
        ended = f" to {day_words(self.until)}" if self.until else ""
        return f"version {self.number}, from {day_words(self.since)}{ended}"


def versions(ask: Ask, school: str) -> tuple[Version, ...]:
    """Return the versions of a school, oldest first. What one covers is as told last."""
    rows = [*{row.number: row for row in told.published(ask) if row.school == school}.values()]
    days = [date.fromisoformat(row.since) for row in rows]
    ends: list[date | None] = [later - timedelta(1) for _, later in pairwise(days)]
    return tuple(
        Version(
            school,
            row.number,
            since,
            until,
            row.sha256,
            row.by,
            row.words,
            Covers(row.items, row.kinds, row.recipients, row.purposes, row.transfers),
        )
        for row, since, until in zip(rows, days, [*ends, None], strict=False)
    )


def in_force(found: Sequence[Version], day: date) -> Version | None:
    """Return the version that counted on a day, or None."""
    return next((version for version in reversed(found) if version.since <= day), None)


def version_on(ask: Ask, settings: Settings, school: str, day: date) -> Version | None:
    """Return the version that counted on a day for a case's school, or None if it isn't known."""
    meant = settings.schools_meant(school)
    if len(meant) > 1:
        return None
    return in_force(versions(ask, meant[0].slug if meant else ""), day)


def kept_words(ask: Ask, version: Version) -> Written:
    """Return the notices that a version keeps."""
    return from_text(told.words_of(ask, version.entry))


def numbered(desk: Desk, school: str, number: int) -> Version:
    """Return the version of that number. Raises BadInput, naming those there are."""
    with desk.database.glance() as ask:
        found = versions(ask, school)
    for version in found:
        if version.number == number:
            return version
    there = f"There are {len(found)}." if found else "None has been published."
    raise BadInput(f"There is no version {number} of the notice. {there}")

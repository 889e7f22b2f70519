"""Replies of every screen to events elsewhere, listed here because none may be forgotten."""

from typing import Protocol, runtime_checkable

from dpo_console.cases.office.desk import Desk


@runtime_checkable
class Following(Protocol):
    """A screen that follows others' work.

    `stale` is True where its content may have changed since. `shows_names` is True where the screen
    may hold a name or words about people, which is the default.
    """

    stale: bool
    shows_names: bool

    def sit_at(self, desk: Desk) -> None:
        """Continue under other settings or on another day."""

    def catch_up(self) -> None:
        """Read again any records that may have changed, while the screen is in sight."""

    def keep_now(self) -> None:
        """Keep any unsaved typing, because the console is about to end."""

    def not_heard(self, key: str) -> None:
        """Say that a key does nothing here."""

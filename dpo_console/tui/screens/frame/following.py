"""What every screen does when something happens elsewhere, so that none is forgotten."""

from dpo_console.cases.office.desk import Desk


class Following:
    """A screen that follows others' work. `stale`: what it shows may have changed since;
    `shows_names`: whether it may hold a name or words about people, as every screen may that
    doesn't say otherwise.
    """

    stale = False
    shows_names = True

    def sit_at(self, desk: Desk) -> None:
        """Go on under other settings or on another day."""

    def catch_up(self) -> None:
        """Read again what may have changed; called while the screen is the one in sight."""

    def keep_now(self) -> None:
        """The console is about to end: keep what was typed and isn't saved."""

"""The coming up of a screen: drawn once, in a window large enough, before any key reaches it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.events import Resize
from textual.screen import Screen

from dpo_console.tui.widgets.bars import tell_size

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp

STYLES = Path(__file__).parents[1] / "screens.tcss"
"""The style sheet of every screen but the first."""

SETTLES = 0.012
"""Seconds in which a new screen settles its layout."""


def console_of(screen: Screen[Any]) -> "ConsoleApp":
    """Return the app of a screen."""
    return cast("ConsoleApp", screen.app)


def heed_size(screen: Screen[Any], event: Resize) -> None:
    """Say so where the window is too small. Of several sizes in a row, heed only the last.

    Textual tells a screen again of each size it took. Two sizes would take turns for ever, and no
    key would be heard again.
    """
    if event.size != screen.app.size:
        event.prevent_default()
    tell_size(screen)


def come_up(screen: Screen[Any]) -> None:
    """Send only the last frame, because a new screen draws itself several times over.

    Keys typed ahead wait until the focus is in its place.
    """
    if console_of(screen).first_frame.sent:
        screen.app.delay_update(SETTLES)
    tell_size(screen)
    screen.call_after_refresh(_is_up, screen)


def _is_up(screen: Screen[Any]) -> None:
    cast(Any, screen).in_place = True
    screen.app.call_later(console_of(screen).go_on)

"""How a screen comes up and is left: drawn once, left once, with whatever stands over it."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.await_complete import AwaitComplete
from textual.events import Resize
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from dpo_console.tui.screens.frame.too_small import tell_size

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp

SETTLES = 0.012
"""Seconds in which a screen that comes up has found its layout."""


class Closing(Screen[ScreenResultType]):
    """A screen that is left once, however fast the keys come.

    Textual takes the topmost screen away, whichever it is, and a second time ends the console: a
    save that comes back while the officer is asked something, or keys typed ahead on a slow line.
    """

    CSS_PATH: ClassVar[Path | None] = Path(__file__).parents[1] / "screens.tcss"

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus draws itself anew; Textual would send the whole screen as well."""

    in_place = False
    """Whether it has come up with its focus, so that keys find what they are meant for."""

    def on_resize(self, event: Resize) -> None:
        """A window that is too small says so. Of several sizes in a row the last alone counts:
        Textual tells a screen once more of each that it took, so that two would take turns for
        ever, and no key would be heard again.
        """
        if event.size != self.app.size:
            event.prevent_default()
        tell_size(self)

    @property
    def console(self) -> "ConsoleApp":
        """The app."""
        return cast("ConsoleApp", self.app)

    def on_screen_resume(self) -> None:
        """It draws itself several times over: send the last frame alone. Keys typed ahead wait
        until the focus is where they belong.
        """
        if self.console.first_frame.sent:
            self.app.delay_update(SETTLES)
        tell_size(self)
        self.call_after_refresh(self._come_up)

    def _come_up(self) -> None:
        self.in_place = True
        self.app.call_later(self.console.go_on)

    def _compositor_refresh(self) -> None:
        whole_follows = self._layout_required and self._repaint_required
        if self.app._batch_count or whole_follows:  # Textual would draw it for nothing
            self._compositor._dirty_regions.clear()
            self._dirty_widgets.clear()
        else:
            super()._compositor_refresh()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, and take away what stands over this screen; nothing where it is left already."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)

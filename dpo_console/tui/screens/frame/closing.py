"""Opening and leaving of a screen: drawn once, and left once with every screen over it."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.await_complete import AwaitComplete
from textual.events import Resize
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from dpo_console.tui.widgets.too_small import tell_size

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp

SETTLES = 0.012
"""Seconds in which a new screen settles its layout."""


class Closing(Screen[ScreenResultType]):
    """A screen that is left once, however fast the keys come.

    Textual removes the topmost screen, whichever it is, and a second removal ends the console. A
    save that ends during a question could cause that, as could keys typed ahead on a slow line.
    """

    CSS_PATH: ClassVar[Path | None] = Path(__file__).parents[1] / "screens.tcss"

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Widget with the focus. It redraws itself. Textual would send the whole screen as well."""

    in_place = False
    """True once the screen is up with its focus, and keys reach the right field."""

    def on_resize(self, event: Resize) -> None:
        """Say so where the window is too small. Of several sizes in a row, heed only the last.

        Textual tells a screen again of each size it took. Two sizes would take turns for ever, and
        no key would be heard again.
        """
        if event.size != self.app.size:
            event.prevent_default()
        tell_size(self)

    @property
    def console(self) -> "ConsoleApp":
        """The app."""
        return cast("ConsoleApp", self.app)

    def on_screen_resume(self) -> None:
        """Send only the last frame, because a new screen draws itself several times over.

        Keys typed ahead wait until the focus is in its place.
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
        if self.app._batch_count or whole_follows:  # a full redraw follows anyway
            self._compositor._dirty_regions.clear()
            self._dirty_widgets.clear()
        else:
            super()._compositor_refresh()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, and close the screens over this one. Do nothing where it is already left."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)

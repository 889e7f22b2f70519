"""How a screen is left: once, and with whatever stands over it; and how the focus moves in it."""

from textual.await_complete import AwaitComplete
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from dpo_console.tui.too_small import tell_size
from dpo_console.tui.typed_ahead import TypedAhead


class Closing(Screen[ScreenResultType]):
    """A screen that is left once, however fast the keys come.

    Textual takes the topmost screen away, whichever it is, and a second time ends the console: a
    save that comes back while the officer is asked something, or keys typed ahead on a slow line.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus draws itself anew; Textual would send the whole screen as well."""

    in_place = False
    """Whether it has come up with its focus, so that keys find what they are meant for."""

    def on_resize(self) -> None:
        """A window that is too small says so."""
        tell_size(self)

    def on_screen_resume(self) -> None:
        """Keys typed ahead wait until the focus is where they belong."""
        tell_size(self)
        self.call_after_refresh(self._come_up)

    def _come_up(self) -> None:
        self.in_place = True
        if isinstance(self.app, TypedAhead):
            self.app.call_later(self.app.go_on)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, and take away what stands over this screen; nothing where it is left already."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)

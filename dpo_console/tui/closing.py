"""How a screen is left: once, and with whatever stands over it."""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class Closing(Screen[ScreenResultType]):
    """A screen that is left once, however fast the keys come.

    Textual takes the topmost screen away, whichever it is, and a second time ends the console: a
    save that comes back while the officer is asked something, or keys typed ahead on a slow line.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, and take away what stands over this screen; nothing where it is left already."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)

"""The console's first frame: drawn once, sent whole, and ahead of all other work."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp


class FirstFrame:
    """The first screen's drawing, held piece by piece, then sent in one."""

    def __init__(self, app: "ConsoleApp") -> None:
        """Wait for the first frame of `app`. `sent` is True once it is out."""
        self.app = app
        self.sent = False
        self._held = ExitStack()
        self._waiting: list[Callable[[], object]] = []

    def hold(self) -> None:
        """Send nothing until the frame is whole."""
        self._held.enter_context(self.app.batch_update())

    def send(self) -> None:
        """Draw and send the frame, then start the waiting work."""
        self._held.close()
        self.sent = True
        self.app.screen.refresh()
        self.app.screen._on_timer_update()  # now, not when its timer next comes round
        for what in self._waiting:
            self.app.screen.call_after_refresh(what)

    def then(self, what: Callable[[], object]) -> None:
        """Do something as soon as the frame is out, or at once where it already is."""
        if self.sent:
            what()
        else:
            self._waiting.append(what)

"""Hiding of names from people who look on.

The open screens stay as they are, out of sight. Textual draws one stack of screens at a time (a
mode). While names are hidden, a second stack is in sight. Its few screens are given cases without
names. No screen can forget to hide its names, and none loses its typing.
"""

from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from dpo_console.tui import routes
from dpo_console.tui.background import Done

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp
    from dpo_console.tui.screens.queue.queue import QueueScreen

SHOWN, HIDDEN = "names", "hidden"
"""The two stacks of screens."""


class Hiding:
    """The switch that hides names and shows them again. `on` is True while they are hidden."""

    def __init__(self, app: "ConsoleApp") -> None:
        self.app = app
        self.waiting: list[Done] = []
        self.last_key = monotonic()

    @property
    def on(self) -> bool:
        """True while names are hidden."""
        return self.app.current_mode == HIDDEN

    def turn(self) -> None:
        """Hide names, or show them again."""
        if self.on:
            self.show()
        else:
            self.hide()

    def key_pressed(self, at: float) -> None:
        """Note a key press at `at`, in seconds of a clock that never goes back."""
        self.last_key = at

    def hide_if_left(self, now: float) -> None:
        """Hide names once no key was pressed for the time set by the office."""
        minutes = self.app.desk.settings.console.hide_after
        if minutes and not self.on and now - self.last_key >= minutes * 60:
            self.hide()

    def hide(self) -> None:
        """Put screens without names in sight.

        They show the same list or case. Over a form, a bare screen stands instead, where further
        typing must do nothing.
        """
        from dpo_console.cases.view.views import CaseView

        front = self.app.screen
        if front.is_modal or hasattr(front.focused, "value"):
            self._put_in_sight(routes.CURTAIN(self.app.keymap))
            return
        home, case = self.app.screen_stack[0], getattr(front, "case", None)
        self._put_in_sight(routes.HIDDEN_QUEUE(self.app.desk, cast("QueueScreen", home)))
        if isinstance(case, CaseView):
            self.app.push_screen(routes.HIDDEN_CASE(self.app.desk, case))

    def _put_in_sight(self, screen: Screen[Any]) -> None:
        self.app.add_mode(HIDDEN, lambda: screen)
        self.app.switch_mode(HIDDEN)

    def show(self) -> None:
        """Bring back the screens as they were, and continue with work that ended meanwhile."""
        self.app.switch_mode(SHOWN)
        self.app.remove_mode(HIDDEN)
        for message in self.waiting:
            self.app.post_message(Done(message.then, SHOWN))
        self.waiting.clear()

    def end(self) -> None:
        """Finish saves that ended meanwhile, which leave no draft behind when the console ends."""
        while self.waiting:
            self.waiting.pop(0).then()

    def put_off(self, message: Done) -> None:
        """Hold work begun on a screen out of sight until names are shown.

        Work begun on a screen without names is dropped.
        """
        if message.mode == SHOWN:
            self.waiting.append(message)

"""Names hidden from whoever looks on.

The screens that are open stay as they are, out of sight: Textual draws one stack of screens at a
time (a mode). While names are hidden the one in sight is a second, whose few screens are given
cases without names; so no screen can forget to hide what it shows, and none loses what was typed.
"""

from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from dpo_console.tui.work import Done

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp
    from dpo_console.tui.screens.queue.queue import QueueScreen

SHOWN, HIDDEN = "names", "hidden"
"""The two stacks of screens."""


class Hiding:
    """Hides names and shows them again. `on`: whether they are hidden."""

    def __init__(self, app: "ConsoleApp") -> None:
        """`app`: whose screens hold names."""
        self.app = app
        self.waiting: list[Done] = []
        self.last_key = monotonic()

    @property
    def on(self) -> bool:
        """Whether names are hidden."""
        return self.app.current_mode == HIDDEN

    def turn(self) -> None:
        """Hide names, or show them again."""
        if self.on:
            self.show()
        else:
            self.hide()

    def key_pressed(self, at: float) -> None:
        """Somebody is there; `at`: seconds of the clock that only runs on."""
        self.last_key = at

    def hide_if_left(self, now: float) -> None:
        """Hide names where no key was pressed for as long as the office says."""
        minutes = self.app.desk.settings.hide_after
        if minutes and not self.on and now - self.last_key >= minutes * 60:
            self.hide()

    def hide(self) -> None:
        """Put screens without names in sight: the same list or case, but a bare one over a form,
        where letters that are typed on must do nothing.
        """
        from dpo_console.cases.view.views import CaseView
        from dpo_console.tui.screens.hidden import hidden
        from dpo_console.tui.screens.hidden.without_names import nameless_case

        front = self.app.screen
        if is_typed_into(front):
            self._put_in_sight(hidden.Curtain(self.app.keymap))
            return
        home, case = self.app.screen_stack[0], getattr(front, "case", None)
        self._put_in_sight(hidden.HiddenQueue(self.app.desk, cast("QueueScreen", home)))
        if isinstance(case, CaseView):
            self.app.push_screen(hidden.HiddenCase(self.app.desk, nameless_case(case)))

    def _put_in_sight(self, screen: Screen[Any]) -> None:
        self.app.add_mode(HIDDEN, lambda: screen)
        self.app.switch_mode(HIDDEN)

    def show(self) -> None:
        """Everything is as it was; what ended meanwhile goes on."""
        self.app.switch_mode(SHOWN)
        self.app.remove_mode(HIDDEN)
        for message in self.waiting:
            self.app.post_message(Done(message.then, SHOWN))
        self.waiting.clear()

    def end(self) -> None:
        """The console is about to end: what was saved meanwhile leaves no draft behind."""
        while self.waiting:
            self.waiting.pop(0).then()

    def put_off(self, message: Done) -> None:
        """Work that was begun on a screen that is out of sight waits until names are shown; what
        a screen without names wanted is wanted no more.
        """
        if message.mode == SHOWN:
            self.waiting.append(message)


def is_typed_into(screen: Screen[Any]) -> bool:
    """Whether letters go into a field of the screen, or answer a question."""
    return screen.is_modal or hasattr(screen.focused, "value")

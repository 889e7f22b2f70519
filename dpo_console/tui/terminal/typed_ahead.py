"""Keys typed ahead, each held until the right screen is ready for it.

On a slow line several keys come in one read. The form that the first one opens may not be there
yet, or a form being saved may still be.
"""

from collections import deque
from time import monotonic
from typing import ClassVar

from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

LOST_AFTER = 1.0
"""Seconds after which a key counts as done without a sign."""


class Settled(Message):
    """A message that follows a key on its way up, twice.

    The second one comes after any message that the key itself sent, such as a choice.
    """

    bubble: ClassVar[bool] = True

    def __init__(self, number: int, *, again: bool = False) -> None:
        """Take the `number` of the key. `again` marks the second time."""
        super().__init__()
        self.number = number
        self.again = again


class TypedAhead(App[None]):
    """An app that hands on one key at a time.

    The next key waits until the one before is done, its save has ended and its screen has the
    focus. Textual hands on all keys of a read at once, to the current focus.
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        # Nothing hovers without a mouse, and the status line speaks in place of notices.
        self._disable_tooltips = self._disable_notifications = True
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._target: MessagePump = self
        self._sent = self._settled = 0
        self._sent_at = 0.0
        self._looking: Timer | None = None
        self._saving: list[str] = []

    def goes_before(self, event: events.Key | events.Paste) -> bool:
        """Return True for a key that doesn't wait for saves. An app has its own."""
        return False

    def save_begins(self, mode: str) -> None:
        """Hold keys on that stack of screens from now on."""
        self._saving.append(mode)

    def save_ends(self, mode: str, *, saved: bool) -> None:
        """Release the held keys to the screen that now comes up.

        Where nothing was `saved`, that screen doesn't come, and the keys are dropped.
        """
        self._saving.remove(mode)
        if not saved:
            self._ahead.clear()
        self.call_later(self.go_on)

    async def on_event(self, event: events.Event) -> None:
        """Hold keys and pastes until their turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._saves and self.goes_before(event):
                self._ahead.appendleft(event)
            else:
                self._ahead.append(event)
            await self.go_on()
        else:
            await super().on_event(event)

    async def go_on(self) -> None:
        """Hand on the waiting keys, as far as possible."""
        while self._ahead and self._done and self._up and self._may_go(self._ahead[0]):
            self._target = self.focused or self.screen
            self._sent, self._sent_at = self._sent + 1, monotonic()
            await super().on_event(self._ahead.popleft())
            self._target.post_message(Settled(self._sent))
        if self._ahead and self._looking is None:
            self._looking = self.set_timer(LOST_AFTER, self._look_again)

    @property
    def all_handed_on(self) -> bool:
        """True where every key is done, and the next would be handed on at once."""
        return not self._ahead and self._done and self._up and not self._saves

    async def _look_again(self) -> None:
        self._looking = None
        await self.go_on()

    @property
    def _done(self) -> bool:
        """True where the last key is done. The widget that had the focus may be gone since."""
        if self._settled == self._sent or not self._target.is_attached:
            return True
        return monotonic() - self._sent_at > LOST_AFTER

    @property
    def _up(self) -> bool:
        """True where the screen in sight has come up, or doesn't track that."""
        return bool(self.screen_stack) and getattr(self.screen, "in_place", True)

    @property
    def _saves(self) -> bool:
        """True while something is being saved from the screens in sight."""
        return self.current_mode in self._saving

    def _may_go(self, event: events.Key | events.Paste) -> bool:
        return not self._saves or self.goes_before(event)

    @on(Settled)
    async def _key_settled(self, message: Settled) -> None:
        if not message.again and self._target.post_message(Settled(message.number, again=True)):
            return
        self._settled = message.number
        await self.go_on()

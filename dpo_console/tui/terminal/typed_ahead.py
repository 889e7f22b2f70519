"""Keys typed ahead reach what they were meant for: on a slow line several come in one read, while
the form that the first of them opens isn't there yet, or while one that is being saved still is.
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
"""Seconds after which a key counts as done though nothing says so."""


class Settled(Message):
    """Follows a key on its way up, twice: the second time behind whatever the key itself sent,
    such as that a choice was made.
    """

    bubble: ClassVar[bool] = True

    def __init__(self, number: int, *, again: bool = False) -> None:
        """`number`: of the key; `again`: it is the second time."""
        super().__init__()
        self.number = number
        self.again = again


class TypedAhead(App[None]):
    """An app that hands on one key at a time: the next one when the one before is done, and what it
    began to save is saved, and the screen that it opened has its focus. Textual hands on all of a
    read at once, to whatever has the focus then.
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Nothing was typed yet."""
        super().__init__(driver_class=driver_class)
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._target: MessagePump = self
        self._sent = self._settled = 0
        self._sent_at = 0.0
        self._looking: Timer | None = None
        self._saving: list[str] = []

    def goes_before(self, event: events.Key | events.Paste) -> bool:
        """Whether a key waits for nothing that is being saved; an app has its own."""
        return False

    def save_begins(self, mode: str) -> None:
        """Keys on that stack of screens wait from now on."""
        self._saving.append(mode)

    def save_ends(self, mode: str, *, saved: bool) -> None:
        """What waits is meant for the screen that comes up now; where nothing was `saved` it isn't
        there, and they are let go.
        """
        self._saving.remove(mode)
        if not saved:
            self._ahead.clear()
        self.call_later(self.go_on)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes wait for their turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._saves and self.goes_before(event):
                self._ahead.appendleft(event)
            else:
                self._ahead.append(event)
            await self.go_on()
        else:
            await super().on_event(event)

    async def go_on(self) -> None:
        """Hand on what waits, as far as it can be."""
        while self._ahead and self._done and self._up and self._may_go(self._ahead[0]):
            self._target = self.focused or self.screen
            self._sent, self._sent_at = self._sent + 1, monotonic()
            await super().on_event(self._ahead.popleft())
            self._target.post_message(Settled(self._sent))
        if self._ahead and self._looking is None:
            self._looking = self.set_timer(LOST_AFTER, self._look_again)

    @property
    def all_handed_on(self) -> bool:
        """Whether every key has done what it does, and the next would be handed on at once."""
        return not self._ahead and self._done and self._up and not self._saves

    async def _look_again(self) -> None:
        self._looking = None
        await self.go_on()

    @property
    def _done(self) -> bool:
        """Whether the last key has done what it does: what had the focus may be gone since."""
        if self._settled == self._sent or not self._target.is_attached:
            return True
        return monotonic() - self._sent_at > LOST_AFTER

    @property
    def _up(self) -> bool:
        """Whether the screen in sight has come up; where none says so, it has."""
        return bool(self.screen_stack) and getattr(self.screen, "in_place", True)

    @property
    def _saves(self) -> bool:
        """Whether something is being saved from the screens in sight."""
        return self.current_mode in self._saving

    def _may_go(self, event: events.Key | events.Paste) -> bool:
        return not self._saves or self.goes_before(event)

    @on(Settled)
    async def _key_settled(self, message: Settled) -> None:
        if not message.again and self._target.post_message(Settled(message.number, again=True)):
            return
        self._settled = message.number
        await self.go_on()

"""When nothing is under way in the console any more: its event loop and its threads tell, not a
clock, so that it is as true of a slow machine, and nobody sleeps for it on a fast one.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from textual import _time

P = ParamSpec("P")
T = TypeVar("T")

SHORT = 0.05
"""Seconds: a timer that comes sooner belongs to what has just happened, such as that a screen is
drawn once it has found its layout. Longer ones wait for somebody who does nothing.
"""


class Hurried:
    """The clock of Textual's timers: it is ahead by what nobody waited for."""

    ahead = 0.0

    def __call__(self) -> float:
        return monotonic() + self.ahead

    def bring_forward(self, loop: Any) -> bool:  # noqa: ANN401 - what asyncio's loop holds is private
        """Have the short timers come now, in their order; whether there are any."""
        now = loop.time()
        short = [timer for timer in loop._scheduled if timer.when() < now + SHORT]
        waits = [timer.when() - now for timer in short if not timer.cancelled()]
        if waits:
            early = max(0, *waits)
            self.ahead += early
            for timer in short:
                timer._when -= early
        return bool(waits)


clock = _time.get_time = Hurried()


async def idle() -> None:
    """Come back once all that the loop holds waits for a key, a thread or a long timer."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready or clock.bring_forward(loop):
        await asyncio.sleep(0)


class Threads(ThreadPoolExecutor):
    """The threads of a loop. Textual forgets a worker that was put aside; its thread goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: set[Future[Any]] = set()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future = super().submit(fn, *args, **kwargs)
        self.begun.add(future)
        future.add_done_callback(self.begun.discard)
        return future

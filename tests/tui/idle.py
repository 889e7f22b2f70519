"""Waiting until no work is under way in the console.

Its event loop and its threads tell, not a clock. The wait is as long as a slow machine needs, and
wastes no time on a fast one.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from textual import _time

P = ParamSpec("P")
T = TypeVar("T")

SHORT = 0.05
"""Seconds below which a timer belongs to the last event.

An example is a screen that is drawn once it has found its layout. Longer timers wait for an officer
who does nothing.
"""


MANY = 100
"""Number of threads: more than a test keeps waiting, because none waits for another to end."""


class Hurried:
    """The clock of Textual's timers, ahead by the time that no test waited for."""

    ahead = 0.0

    def __call__(self) -> float:
        return monotonic() + self.ahead

    def bring_forward(self, loop: Any) -> bool:  # noqa: ANN401 - what asyncio's loop holds is private
        """Run the short timers now, in their order. Return True if there are any."""
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
    """Wait until everything in the loop depends on a key, a thread or a long timer."""
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready or clock.bring_forward(loop):
        await asyncio.sleep(0)


class Threads(ThreadPoolExecutor):
    """The threads of a loop. Textual forgets a replaced worker, but its thread goes on."""

    def __init__(self) -> None:
        super().__init__(MANY)
        self.begun: set[Future[Any]] = set()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start a thread's work, and return once it has begun: from then on it can't be cancelled.

        A busy machine may otherwise start it only after the next key, which can take its place.
        """
        at_work = Event()

        def begin(*args: P.args, **kwargs: P.kwargs) -> T:
            at_work.set()
            return fn(*args, **kwargs)

        future = super().submit(begin, *args, **kwargs)
        self.begun.add(future)
        future.add_done_callback(self.begun.discard)
        at_work.wait()
        return future

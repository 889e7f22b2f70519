"""Work away from the screen: a thread does it and posts a message; the app's handler goes on.

Whatever saves, or may take longer than a frame, comes here, so that no key waits for a disk.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import App
from textual.message import Message

from dpo_console.errors import DpoConsoleError

if TYPE_CHECKING:
    from dpo_console.tui.app import ConsoleApp

Result = TypeVar("Result")

TOLD_EVERY = 0.25
"""Seconds between two words on how far long work has come: each is sent down the line."""


@dataclass
class Done(Message):
    """A piece of work has ended; the app calls `then`, once the stack of screens (`mode`) on which
    it was begun is in sight: at once where that is ''.
    """

    then: Callable[[], None]
    mode: str


def background(
    app: App[Any],
    job: Callable[[], Result],
    then: Callable[[Result], None],
    failed: Callable[[DpoConsoleError], None],
    group: str = "",
    *,
    always: bool = False,
) -> None:
    """Do `job` in a thread; then call `then` with its result, or `failed` with the error that a
    person should read. With a `group`, a later job of the same group puts this one aside.
    `always`: it goes on even where names were hidden or shown meanwhile.
    """
    from textual.worker import get_current_worker

    mode = "" if always else app.current_mode

    def work() -> None:
        try:
            result = job()
        except DpoConsoleError as error:
            finished = error_of(error)
        except Exception as error:  # our own mistake: the app's crash policy takes it
            refused = cast("ConsoleApp", app).refusal(error)
            finished = error_of(refused) if refused else crash_of(error)
        else:
            finished = lambda: then(result)  # noqa: E731 - one of three endings
        if not get_current_worker().is_cancelled:
            app.post_message(Done(finished, mode))

    def error_of(error: DpoConsoleError) -> Callable[[], None]:
        return lambda: failed(error)

    def crash_of(error: Exception) -> Callable[[], None]:
        def crash() -> None:
            raise error

        return crash

    app.run_worker(
        work, thread=True, exit_on_error=False, group=group or "work", exclusive=bool(group)
    )


def one_by_one(
    app: App[Any],
    steps: Iterable[Result],
    stopped: Callable[[], bool],
    tell: Callable[[Result], None],
    then: Callable[[list[Result]], None],
    failed: Callable[[DpoConsoleError], None],
) -> None:
    """Take steps in a thread, each whole, until `stopped` or the console is left. `tell` is called
    with the last one taken, now and then; `then` at the end with all that were.
    """
    from textual.worker import get_current_worker

    mode = app.current_mode

    def work() -> list[Result]:
        found: list[Result] = []
        told = monotonic()
        for step in steps:
            found.append(step)
            if stopped() or get_current_worker().is_cancelled:
                break
            if monotonic() - told > TOLD_EVERY:
                told = monotonic()
                app.post_message(Done(partial(tell, step), mode))
        return found

    background(app, work, then, failed)

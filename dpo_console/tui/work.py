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
    saves: bool = False,
) -> None:
    """Do `job` in a thread; then call `then` with its result, or `failed` with the error that a
    person should read. With a `group`, a later job of the same group puts this one aside.
    `always`: it goes on even where names were hidden or shown meanwhile. `saves`: keys wait until
    it has, for what they are meant for is what comes then.
    """
    from textual.worker import get_current_worker

    mode, console = "" if always else app.current_mode, cast("ConsoleApp", app)

    def work() -> None:
        go_on, done = _outcome(console, job, then, failed)
        if not get_current_worker().is_cancelled:
            app.post_message(Done(partial(end, go_on, done), mode))

    def end(go_on: Callable[[], None], done: bool) -> None:
        if saves:
            console.save_ends(mode, saved=done)
        go_on()

    if saves:
        console.save_begins(mode)
    app.run_worker(
        work, thread=True, exit_on_error=False, group=group or "work", exclusive=bool(group)
    )


def _outcome(
    console: "ConsoleApp",
    job: Callable[[], Result],
    then: Callable[[Result], None],
    failed: Callable[[DpoConsoleError], None],
) -> tuple[Callable[[], None], bool]:
    """Do it: how to go on, and whether it was done."""
    try:
        result = job()
    except DpoConsoleError as error:
        return partial(failed, error), False
    except Exception as error:  # our own mistake: the app's crash policy takes it
        refused = console.refusal(error)
        return partial(failed, refused) if refused else partial(_crash, error), False
    return partial(then, result), True


def _crash(error: Exception) -> None:
    raise error


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

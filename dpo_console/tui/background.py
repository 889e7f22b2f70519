"""Work in the background: a thread does it and posts a message, and the app's handler goes on.

Saves, and anything longer than a frame, come here, because no key may wait for a disk.
"""

from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import App
from textual.message import Message
from textual.worker import get_current_worker

from dpo_console.errors import DpoConsoleError

if TYPE_CHECKING:
    from textual.worker import Worker

    from dpo_console.tui.app import ConsoleApp

Result = TypeVar("Result")

TOLD_EVERY = 0.25
"""Seconds between two progress reports, each of which is sent down the line."""


class Done(Message):
    """Notice that a piece of work has ended, after which the app calls `then`.

    The call waits until the stack of screens (`mode`) that started the work is in sight. Where
    `mode` is '', it comes at once.
    """

    def __init__(self, then: Callable[[], None], mode: str) -> None:
        super().__init__()
        self.then = then
        self.mode = mode


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
    """Do `job` in a thread, then call `then` with its result or `failed` with its error.

    With a `group`, a later job of the same group replaces this one. `always` continues even where
    names were hidden or shown meanwhile. `saves` holds keys until the work is done, because they
    are meant for the screen that comes then.
    """
    mode, console = "" if always else app.current_mode, cast("ConsoleApp", app)
    ours = console.newest[group or "work"] = object()

    def work() -> None:
        worker = get_current_worker()
        go_on, done = _outcome(console, job, then, failed)
        if saves or not worker.is_cancelled:  # the held keys must be released in any case
            app.post_message(Done(partial(end, worker, go_on, done), mode))

    def end(worker: "Worker[Any]", go_on: Callable[[], None], done: bool) -> None:
        if saves:
            console.save_ends(mode, saved=done)
        # A later job of the group may have begun after the thread last looked.
        if not worker.is_cancelled and (not group or console.newest[group] is ours):
            go_on()

    if saves:
        console.save_begins(mode)
    # Nothing cancels a job that holds keys: cancelled before its thread began, it would never
    # release them.
    alone = "" if saves else group
    app.run_worker(
        work, thread=True, exit_on_error=False, group=alone or "work", exclusive=bool(alone)
    )


def _outcome(
    console: "ConsoleApp",
    job: Callable[[], Result],
    then: Callable[[Result], None],
    failed: Callable[[DpoConsoleError], None],
) -> tuple[Callable[[], None], bool]:
    """Do the job. Return how to continue, and True where it was done."""
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
    """Take steps in a thread, each whole, until `stopped` or the console is left.

    Now and then `tell` is called with the last step taken. At the end `then` is called with all of
    them.
    """
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

"""Work away from the screen: a thread does it and posts a message; the app's handler goes on.

Whatever saves, or may take longer than a frame, comes here, so that no key waits for a disk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.app import App
from textual.message import Message

from dpo_console.errors import DpoConsoleError

Result = TypeVar("Result")


@dataclass
class Done(Message):
    """A piece of work has ended; the app calls `then`."""

    then: Callable[[], None]


def background(
    app: App[Any],
    job: Callable[[], Result],
    then: Callable[[Result], None],
    failed: Callable[[DpoConsoleError], None],
    group: str = "",
) -> None:
    """Do `job` in a thread; then call `then` with its result, or `failed` with the error that a
    person should read. With a `group`, a later job of the same group puts this one aside.
    """
    from textual.worker import get_current_worker

    def work() -> None:
        try:
            result = job()
        except DpoConsoleError as error:
            finished = error_of(error)
        except Exception as error:  # our own mistake: the app's crash policy takes it
            finished = crash_of(error)
        else:
            finished = lambda: then(result)  # noqa: E731 - one of three endings
        if not get_current_worker().is_cancelled:
            app.post_message(Done(finished))

    def error_of(error: DpoConsoleError) -> Callable[[], None]:
        return lambda: failed(error)

    def crash_of(error: Exception) -> Callable[[], None]:
        def crash() -> None:
            raise error

        return crash

    app.run_worker(
        work, thread=True, exit_on_error=False, group=group or "work", exclusive=bool(group)
    )

"""One act on many cases in the background: its progress, stopping it, and its results.

Each case is changed by itself. Stopping, leaving or a dropped line finishes the current case and
starts no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dpo_console.casework import change as changing
from dpo_console.casework import undo as undoing
from dpo_console.errors import DpoConsoleError
from dpo_console.tui import routes
from dpo_console.tui.background import one_by_one

if TYPE_CHECKING:
    from dpo_console.casework.change import Outcome
    from dpo_console.tui.screens.queue.queue import QueueScreen

Then = Callable[[Mapping[str, int]], str]
"""Callback with the changed cases and their entries. Returns anything more to say."""


LINES = 3
"""The most lines shown of one case's reasons. The case itself has them all."""


class Batch:
    """A running act on many cases. `stopped`: no further case is started."""

    def __init__(self, words: str, references: Sequence[str], then: Then) -> None:
        self.words, self.references, self.then = words, references, then
        self.stopped = False


class Batches:
    """The acts on many cases of the queue, one at a time, while the keys go on working."""

    def __init__(self, screen: QueueScreen) -> None:
        """Start with none under way. `refused` holds what is still to be told of the last one."""
        self.screen = screen
        self.under_way: Batch | None = None
        self.refused: tuple[str, str] | None = None

    def still_busy(self) -> bool:
        """Return True, and say so, if a batch still runs. The next one waits for it."""
        if self.under_way:
            words, stop = self.under_way.words, self.screen.key("back")
            self.screen.say(f"{words} isn't over yet; {stop} stops it.", bad=True)
        return self.under_way is not None

    def run(
        self, words: str, references: Sequence[str], act: Callable[[str], object], then: Then
    ) -> None:
        """Do one act to each case. `words` names the act on the status line."""

        def act_and_entry(reference: str) -> int:
            act(reference)
            return undoing.last_entry(self.screen.desk, reference)

        batch = self.under_way = Batch(words, references, then)
        steps = changing.each(references, act_and_entry)
        self._tell(0)
        one_by_one(
            self.screen.app,
            steps,
            lambda: batch.stopped,
            lambda outcome: self._tell(outcome.place),
            partial(self._over, batch),
            self._failed,
        )

    def stop(self) -> bool:
        """Stop the running batch after its current case. Return False where none runs."""
        if self.under_way is None:
            return False
        self.under_way.stopped = True
        self.screen.say(f"{self.under_way.words}: stopping after this case.")
        return True

    def _tell(self, place: int) -> None:
        if self.under_way and self.screen.is_attached:
            total, stop = len(self.under_way.references), self.screen.key("back")
            self.screen.say(f"{self.under_way.words}: {place} of {total}. {stop} stops it.")

    def _failed(self, error: DpoConsoleError) -> None:
        self.under_way = None
        if self.screen.is_attached:
            self.screen.show_error(error)

    def _over(self, batch: Batch, outcomes: Sequence[Outcome[int]]) -> None:
        """Report the results, and read the list again."""
        self.under_way = None
        screen = self.screen
        if not screen.is_attached:
            return
        done = {o.reference: o.result or 0 for o in outcomes if not o.refused}
        refused = [told(o.reference, o.refused) for o in outcomes if o.refused]
        more = batch.then(done)
        screen.attempt(screen.read_again)
        screen.views.count()
        left = len(batch.references) - len(outcomes)
        counts = [f"{len(done)} done", f"{len(refused)} refused" if refused else ""]
        counts += [f"{left} not begun" if left else ""]
        sentence = f"{batch.words}: {', '.join(filter(None, counts))}. {more}".strip()
        screen.say(sentence, bad=not done)
        self.refused = (sentence, "\n\n".join(refused)) if refused else None
        self.tell_refused()

    def tell_refused(self) -> None:
        """Show each refused case with its reason, once the queue is in sight."""
        if self.refused and self.screen.app.screen is self.screen:
            title, reasons = self.refused
            self.refused = None
            self.screen.console.push_screen(routes.MESSAGE(reasons, title))


def told(reference: str, reason: str) -> str:
    """Return a refusal led by its reference, which many already start with. Cut a long one."""
    first, *rest = reason.splitlines()
    named = first if first.startswith(reference) else f"{reference}: {first}"
    more = [f"  and {len(rest) - LINES} lines more: open it"] if len(rest) > LINES + 1 else []
    return "\n".join([named, *(rest[:LINES] if more else rest), *more])

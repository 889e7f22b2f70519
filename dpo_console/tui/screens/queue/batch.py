"""One act on many cases in the background: how far it has come, stopping it, and what became of it.

Each case is changed by itself. Stopping, leaving and a dropped line let the case that was begun be
finished, and begin no other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dpo_console.casework.each_case import Outcome, each
from dpo_console.errors import DpoConsoleError
from dpo_console.tui.screens.queue.marking import Marking
from dpo_console.tui.work import one_by_one

Then = Callable[[Mapping[str, int]], str]
"""Is told the cases that were done, each with its entry; says what more is to be said of it."""


LINES = 3
"""So many reasons of one case are told: the case itself has them all."""


@dataclass
class Batch:
    """What is being done to many cases just now. `stopped`: no further case is begun."""

    words: str
    references: Sequence[str]
    then: Then
    stopped: bool = False


class Batching(Marking):
    """Runs one batch at a time. The keys go on meanwhile."""

    under_way: Batch | None = None
    refused: tuple[str, str] | None = None

    def still_busy(self) -> bool:
        """Whether a batch runs, which is said; the next one waits for it."""
        if self.under_way:
            words, stop = self.under_way.words, self.key("back")
            self.say(f"{words} isn't over yet; {stop} stops it.", bad=True)
        return self.under_way is not None

    def do_each(
        self, words: str, references: Sequence[str], act: Callable[[str], object], then: Then
    ) -> None:
        """Do something to each case. `words`: what is done, as it stands on the status line."""

        def act_and_entry(reference: str) -> int:
            from dpo_console.casework.undo import last_entry

            act(reference)
            return last_entry(self.desk, reference)

        batch = self.under_way = Batch(words, references, then)
        steps = each(references, act_and_entry)
        self._tell(0)
        one_by_one(
            self.app,
            steps,
            lambda: batch.stopped,
            lambda outcome: self._tell(outcome.place),
            partial(self._over, batch),
            self._failed,
        )

    def _tell(self, place: int) -> None:
        if self.under_way and self.is_attached:
            total, stop = len(self.under_way.references), self.key("back")
            self.say(f"{self.under_way.words}: {place} of {total}. {stop} stops it.")

    def _failed(self, error: DpoConsoleError) -> None:
        self.under_way = None
        if self.is_attached:
            self.show_error(error)

    def _over(self, batch: Batch, outcomes: Sequence[Outcome[int]]) -> None:
        """Say what became of the cases."""
        self.under_way = None
        if not self.is_attached:
            return
        done = {o.reference: o.result or 0 for o in outcomes if not o.refused}
        refused = [told(o.reference, o.refused) for o in outcomes if o.refused]
        more = batch.then(done)
        self.attempt(self.read_again)
        self.count()
        left = len(batch.references) - len(outcomes)
        counts = [f"{len(done)} done", f"{len(refused)} refused" if refused else ""]
        counts += [f"{left} not begun" if left else ""]
        sentence = f"{batch.words}: {', '.join(filter(None, counts))}. {more}".strip()
        self.say(sentence, bad=not done)
        self.refused = (sentence, "\n\n".join(refused)) if refused else None
        self.tell_refused()

    def tell_refused(self) -> None:
        """Show each case that was refused with its reason, once this screen is in sight."""
        if self.refused and self.app.screen is self:
            from dpo_console.tui.screens.frame.dialogs import Message

            title, reasons = self.refused
            self.refused = None
            self.console.push_screen(Message(reasons, title))

    def on_screen_resume(self) -> None:
        """What was refused while another screen was in sight is told now."""
        self.call_after_refresh(self.tell_refused)

    def action_back(self) -> None:
        """Escape stops what is being done, before anything else."""
        if self.under_way and self.list.has_focus:
            self.under_way.stopped = True
            self.say(f"{self.under_way.words}: stopping after this case.")
        else:
            super().action_back()


def told(reference: str, reason: str) -> str:
    """A refusal, led by its reference, with which many begin anyway; a long one is cut."""
    first, *rest = reason.splitlines()
    named = first if first.startswith(reference) else f"{reference}: {first}"
    more = [f"  and {len(rest) - LINES} lines more: open it"] if len(rest) > LINES + 1 else []
    return "\n".join([named, *(rest[:LINES] if more else rest), *more])

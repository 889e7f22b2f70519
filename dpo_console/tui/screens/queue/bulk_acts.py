"""Acts on all the marked cases at once, and undoing them.

A key that can't mean many cases says so. Each case is changed by itself, in the background. A
refused case stays marked, and its reason is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from dpo_console.cases import bulk
from dpo_console.cases.bulk import LetterForMany, Marked
from dpo_console.casework import undo as undoing
from dpo_console.casework.change import Outcome, each
from dpo_console.law.facts import words as fact_words
from dpo_console.text import counted
from dpo_console.tui.commands import Choice, Command
from dpo_console.tui.screens.case.after_change import undo_words
from dpo_console.tui.screens.case.case_following import no_step, step_choices
from dpo_console.tui.screens.case.case_keys import ACTS_OF
from dpo_console.tui.screens.frame.dialogs import Choose
from dpo_console.tui.screens.queue import bulk_forms
from dpo_console.tui.screens.queue.bulk_forms import ConfirmMany

if TYPE_CHECKING:
    from dpo_console.casework.undo import Undo
    from dpo_console.tui.screens.queue.queue import QueueScreen

AT_ONCE = 20
"""The most cases read while a key waits. More are read in the background."""

STEP = ("step",)
"""Stands for the choice of an act in the step menu."""


class BulkActs:
    """The commands of a case, done to the marked cases of the queue."""

    def __init__(self, screen: QueueScreen) -> None:
        """Act on the cases marked on `screen`.

        `entries` tells of the last act on many: the number of each case's change in the audit log.
        """
        self.screen = screen
        self.entries: Mapping[str, int] = {}

    def run(self, command: Command) -> None:
        """Run a case's command on the marked cases, or say that it is for one case."""
        screen = self.screen
        acts = self._acts_of(command)
        if acts:
            screen.attempt(lambda: self.begin(acts))
        else:
            screen.say(
                f"“{command.title.capitalize()}” is for one case at a time. "
                f"{screen.key('back')} unmarks all, {screen.key('queue.open')} opens this one.",
                bad=True,
            )

    def _acts_of(self, command: Command) -> Sequence[str]:
        """Return the acts of a command that work on many cases."""
        acts = self.screen.desk.acts
        if command.id == "case.step":
            return STEP
        return tuple(act for act in ACTS_OF.get(command.id, ()) if acts.of(act).many)

    def begin(self, acts: Sequence[str]) -> None:
        """Read the marked cases and ask. Raises BadInput where a range holds too many."""
        if self.screen.batches.still_busy():
            return
        self.screen.marks.end_range()
        numbers = tuple(self.screen.list.marks)
        read = partial(bulk.read_marked, self.screen.desk, numbers)
        self.read_some(read, len(numbers), partial(self.choose, acts))

    def read_some(self, job: Callable[[], Any], number: int, then: Callable[[Any], None]) -> None:
        """Read a few cases at once, or many in the background while the keys go on."""
        if number <= AT_ONCE:
            then(job())
            return
        screen = self.screen
        screen.say(f"Reading {counted(number, 'case')}.")
        go_on = partial(self._when_here, then)
        screen.read(job, lambda found: screen.attempt(partial(go_on, found)), "marked")

    def _when_here(self, then: Callable[[Any], None], found: object) -> None:
        self.screen.say("")
        if self.screen.app.screen is self.screen:
            then(found)

    def choose(self, acts: Sequence[str], marked: Sequence[Marked]) -> None:
        """Start the act that the key means. Ask where that depends on the case."""
        if not marked:
            self.screen.say("None of the marked cases is there any more.", bad=True)
        elif acts == STEP:
            desk = self.screen.desk
            steps = bulk.steps_for_all(desk, marked)
            choices = step_choices(steps, self.screen.console.keymap)
            if choices:
                self._pick(f"{counted(len(marked), 'case')}: what happens next?", choices, marked)
            else:
                self.screen.say(no_step(desk), bad=True)
        elif len(found := bulk.meant(marked, acts)) > 1:
            self._offer(marked, found)
        elif found:
            self._ask(marked, found[0])
        else:
            self.screen.say(bulk.why_not_all(marked, acts[-1]), bad=True)

    def _offer(self, marked: Sequence[Marked], acts: Sequence[str]) -> None:
        """Offer the acts to choose from, because the cases differ."""
        counts = {act: len(marked) - len(bulk.refusing(marked, act)) for act in acts}
        choices = [
            Choice(act, fact_words(act), _fitting(number, len(marked)))
            for act, number in counts.items()
        ]
        self._pick(f"{counted(len(marked), 'case')}: which is it?", choices, marked)

    def _pick(self, title: str, choices: Sequence[Choice], marked: Sequence[Marked]) -> None:
        self.screen.ask(Choose(title, choices), partial(self._ask, marked))

    def _ask(self, marked: Sequence[Marked], act: str) -> None:
        """Ask for the entries that an act needs, and name the cases."""
        if act == "letter":
            job = partial(bulk.letters_for_all, self.screen.desk, marked)
            self.read_some(job, len(marked), partial(self._offer_letters, marked))
        else:
            self.open_form(bulk_forms.form_for(self.screen.desk, act, marked), marked)

    def _offer_letters(self, marked: Sequence[Marked], letters: Sequence[LetterForMany]) -> None:
        desk, total = self.screen.desk, len(marked)
        write = {f"write {one.name}": one for one in letters if one.fits}
        send = {f"send {one.name}": one for one in letters if one.sendable}
        choices = [Choice(v, o.title, _fitting(len(o.fits), total)) for v, o in write.items()]
        choices += [
            Choice(v, f"{o.title}: sent", _fitting(len(o.sendable), total)) for v, o in send.items()
        ]
        if not choices:
            self.screen.say("No letter fits any of them now.", bad=True)
            return

        def chosen(value: str) -> None:
            if value in write:
                self.open_form(bulk_forms.letter(desk, write[value]), marked)
            else:
                self.open_form(bulk_forms.sent(desk, send[value], marked), marked)

        self.screen.ask(Choose(f"Which letter, for {counted(total, 'case')}?", choices), chosen)

    def open_form(self, form: bulk_forms.ForMany, marked: Sequence[Marked]) -> None:
        """Ask by a form that lists the cases, then act on each."""
        able = {one.reference: one for one in marked if one.reference not in form.why_not}
        if not able:
            self.screen.say(next(iter(form.why_not.values())), bad=True)
            return

        def filled(given: Mapping[str, str]) -> None:
            batches = self.screen.batches
            if not batches.still_busy():
                act = lambda reference: form.do(able[reference], given)  # noqa: E731
                batches.run(form.done, tuple(able), act, partial(self._done, able))

        self.screen.ask(form.ask(marked, counted(len(able), "case")), filled)

    def _done(self, able: Mapping[str, Marked], entries: Mapping[str, int]) -> str:
        """Unmark the changed cases. Return how to undo the change."""
        cases, console = self.screen.list, self.screen.console
        numbers = {able[reference].case.row.id for reference in entries}
        cases.mark(cases.marks - numbers, cases.began)
        self.screen.show_marks()
        console.last_done = tuple(entries) or console.last_done
        self.entries = entries
        return undo_words(self.screen, *entries)

    def undo(self, done: Sequence[str]) -> None:
        """Undo the last change to many cases, once the officer confirms."""
        if self.screen.batches.still_busy():
            return

        def plan(reference: str) -> Undo:
            return undoing.undoing(self.screen.desk, reference, self.entries.get(reference, 0))

        self.read_some(lambda: tuple(each(done, plan)), len(done), self._ask_undo)

    def _ask_undo(self, outcomes: Sequence[Outcome[Undo]]) -> None:
        """Ask to confirm, naming each change to undo, and the reasons for those that can't be."""
        plans = {o.reference: o.result for o in outcomes if o.result}
        against = [(o.reference, o.refused) for o in outcomes if o.refused]
        if not plans:
            none = f"None of the {counted(len(outcomes), 'case')} can be undone. {against[0][1]}"
            self.screen.say(none, bad=True)
            return

        def sure(_: bool) -> None:
            if not self.screen.batches.still_busy():
                self._undo_each(plans)

        lines = [(reference, plan.does) for reference, plan in plans.items()]
        title = f"Undo what was done to {counted(len(plans), 'case')}?"
        words = "Each by an entry of its own; both stay in the history."
        self.screen.ask(ConfirmMany(title, lines, words, against), sure)

    def _undo_each(self, plans: Mapping[str, Undo]) -> None:
        def undone(_entries: Mapping[str, int]) -> str:
            self.screen.console.last_done = ()
            return ""

        act = lambda reference: undoing.undo(self.screen.desk, plans[reference])  # noqa: E731
        self.screen.batches.run("Undone", tuple(plans), act, undone)


def _fitting(number: int, total: int) -> str:
    """Return `1 of the 2 cases`, or `all 2 cases` where a choice fits each of them."""
    if number < total:
        return f"{number} of the {total} cases"
    return f"{'all ' if total > 1 else ''}{counted(total, 'case')}"

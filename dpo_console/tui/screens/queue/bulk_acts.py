"""Acts on all the marked cases at once, and undoing them.

A key that can't mean many cases says so. Each case is changed by itself, in the background. A
refused case stays marked, and its reason is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dpo_console.casework.each_case import Outcome, each
from dpo_console.text import counted
from dpo_console.tui import routes
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.case.after_change import undo_one, undo_words
from dpo_console.tui.screens.queue.batch import Batching
from dpo_console.tui.screens.queue.marking import on_a_line
from dpo_console.tui.widgets.menu import Choice

if TYPE_CHECKING:
    from dpo_console.cases.bulk.selection import LetterForMany, Marked
    from dpo_console.casework.undo import Undo
    from dpo_console.tui.screens.queue.bulk_forms import ForMany

AT_ONCE = 20
"""The most cases read while a key waits. More are read in the background."""

TOGETHER: Mapping[str, tuple[str, ...]] = {
    "case.step": ("step",),
    "case.letter": ("letter",),
    "case.clarification": ("clarification_received", "clarification_requested"),
    "case.identity": ("id_received", "id_requested"),
    "case.extend": ("extension_notified",),
    "case.note": ("note",),
    "case.assign": ("assign",),
    "case.close": ("close",),
}
"""The commands of a case that can act on many, with the acts of each."""

AS_EVER = ("case.undo", "case.copy", "case.what_if", "case.linked")
"""Commands on the case under the cursor, or on the last change. All others refuse many cases."""


class Together(Batching):
    """A queue that runs a case's commands on the marked cases, where there are any."""

    entries: Mapping[str, int] = MappingProxyType({})
    """The last act on many: the number of each case's change in the audit log."""

    @property
    def any_marked(self) -> bool:
        """True where a command means the marked cases."""
        return bool(self.list.marks) or self.list.began is not None

    def why_not(self, acts: Sequence[str]) -> str:
        """Return '' where there are marked cases, or a case under the cursor, else the reason.

        A case's own reasons are read only when a key asks for them.
        """
        return "" if acts and self.any_marked else on_a_line(self)

    def run(self, command: Command) -> None:
        """Run a case's command on the marked cases, where there are any."""
        of_a_case = command.id.startswith("case.") and command.id not in AS_EVER
        if not (self.any_marked and of_a_case):
            super().run(command)
        elif command.id in TOGETHER:
            self.attempt(lambda: self.begin(TOGETHER[command.id]))
        else:
            self.say(
                f"“{command.title.capitalize()}” is for one case at a time. "
                f"{self.key('back')} unmarks all, {self.key('queue.open')} opens this one.",
                bad=True,
            )

    def begin(self, acts: Sequence[str]) -> None:
        """Read the marked cases and ask. Raises BadInput where a range holds too many."""
        if self.still_busy():
            return
        self.end_range()
        numbers = tuple(self.list.marks)

        def read() -> "tuple[Marked, ...]":
            from dpo_console.cases.bulk.selection import read_marked

            return read_marked(self.desk, numbers)

        self.read_some(read, len(numbers), partial(self.choose, acts))

    def read_some(self, job: Callable[[], Any], number: int, then: Callable[[Any], None]) -> None:
        """Read a few cases at once, or many in the background while the keys go on."""
        if number <= AT_ONCE:
            then(job())
            return
        self.say(f"Reading {counted(number, 'case')}.")
        self.read(job, lambda found: self.attempt(lambda: self._when_here(then, found)), "marked")

    def _when_here(self, then: Callable[[Any], None], found: object) -> None:
        self.say("")
        if self.app.screen is self:
            then(found)

    def choose(self, acts: Sequence[str], marked: "Sequence[Marked]") -> None:
        """Start the act that the key means. Ask where that depends on the case."""
        from dpo_console.cases.bulk.selection import meant, why_not_all

        if not marked:
            self.say("None of the marked cases is there any more.", bad=True)
        elif acts == ("step",):
            self._offer_steps(marked)
        elif len(found := meant(marked, acts)) > 1:
            self._offer(marked, found)
        elif found:
            self._ask(marked, found[0])
        else:
            self.say(why_not_all(marked, acts[-1]), bad=True)

    def _offer_steps(self, marked: "Sequence[Marked]") -> None:
        from dpo_console.cases.bulk.selection import steps_for_all
        from dpo_console.tui.screens.case.step_menu import no_step, step_choices

        choices = step_choices(steps_for_all(self.desk, marked), self.console.keymap)
        if choices:
            self._pick(f"{counted(len(marked), 'case')}: what happens next?", choices, marked)
        else:
            self.say(no_step(self.desk), bad=True)

    def _offer(self, marked: "Sequence[Marked]", acts: Sequence[str]) -> None:
        """Offer the acts to choose from, because the cases differ."""
        from dpo_console.cases.bulk.selection import refusing
        from dpo_console.law.facts import words

        counts = {act: len(marked) - len(refusing(marked, act)) for act in acts}
        choices = [
            Choice(act, words(act), f"{number} of {len(marked)}") for act, number in counts.items()
        ]
        self._pick(f"{counted(len(marked), 'case')}: which is it?", choices, marked)

    def _pick(self, title: str, choices: Sequence[Choice], marked: "Sequence[Marked]") -> None:
        def chosen(act: str | None) -> None:
            if act is not None:
                self.attempt(lambda: self._ask(marked, act))

        self.console.push_screen(routes.CHOOSE(title, choices), chosen)

    def _ask(self, marked: "Sequence[Marked]", act: str) -> None:
        """Ask for the entries that an act needs, and name the cases."""
        from dpo_console.tui.screens.queue.bulk_forms import form_for

        if act == "letter":
            self._read_letters(marked)
        else:
            self.open_many(form_for(self.desk, act, marked), marked)

    def _read_letters(self, marked: "Sequence[Marked]") -> None:
        from dpo_console.cases.bulk.selection import letters_for_all

        job = partial(letters_for_all, self.desk, marked)
        self.read_some(job, len(marked), partial(self._offer_letters, marked))

    def _offer_letters(
        self, marked: "Sequence[Marked]", letters: "Sequence[LetterForMany]"
    ) -> None:
        from dpo_console.tui.screens.queue import bulk_forms

        write = {f"write {one.name}": one for one in letters if one.fits}
        send = {f"send {one.name}": one for one in letters if one.sendable}
        total = len(marked)
        choices = [Choice(v, o.title, f"{len(o.fits)} of {total}") for v, o in write.items()]
        choices += [
            Choice(v, f"{o.title}: sent", f"{len(o.sendable)} of {total}") for v, o in send.items()
        ]
        if not choices:
            self.say("No letter fits any of them now.", bad=True)
            return

        def chosen(value: str | None) -> None:
            if value in write:
                self.open_many(bulk_forms.letter(self.desk, write[value]), marked)
            elif value in send:
                self.open_many(bulk_forms.sent(self.desk, send[value], marked), marked)

        self.console.push_screen(
            routes.CHOOSE(f"Which letter, for {counted(total, 'case')}?", choices), chosen
        )

    def open_many(self, form: "ForMany", marked: "Sequence[Marked]") -> None:
        """Ask by a form that lists the cases, then act on each."""
        able = {one.reference: one for one in marked if one.reference not in form.why_not}
        if not able:
            self.say(next(iter(form.why_not.values())), bad=True)
            return

        def filled(given: Mapping[str, str] | None) -> None:
            if given is not None and not self.still_busy():
                act = lambda reference: form.do(able[reference], given)  # noqa: E731
                self.do_each(form.done, tuple(able), act, done)

        def done(entries: Mapping[str, int]) -> str:
            numbers = {able[reference].case.row.id for reference in entries}
            self.list.mark(self.list.marks - numbers, self.list.began)
            self.show_marks()
            self.console.last_done = tuple(entries) or self.console.last_done
            self.entries = entries
            return undo_words(self, *entries)

        self.console.push_screen(form.ask(marked, counted(len(able), "case")), filled)

    def action_undo(self) -> None:
        """Undo the last change made here, to any number of cases.

        Where there was none, undo the last change to the case under the cursor.
        """
        done = self.console.last_done
        if len(done) > 1:
            self._read_undo(done)
        elif done:
            undo_one(self, done[0])
        else:
            super().action_undo()

    def _read_undo(self, done: Sequence[str]) -> None:
        if self.still_busy():
            return

        def plan(reference: str) -> "Undo":
            from dpo_console.casework.undo import undoing

            return undoing(self.desk, reference, self.entries.get(reference, 0))

        def read() -> "tuple[Outcome[Undo], ...]":
            return tuple(each(done, plan))

        self.read_some(read, len(done), self._ask_undo)

    def _ask_undo(self, outcomes: "Sequence[Outcome[Undo]]") -> None:
        """Ask to confirm, naming each change to undo, and the reasons for those that can't be."""
        from dpo_console.casework.undo import undo
        from dpo_console.tui.screens.queue.bulk_dialogs import ConfirmMany

        plans = {o.reference: o.result for o in outcomes if o.result}
        against = [(o.reference, o.refused) for o in outcomes if o.refused]
        if not plans:
            self.say(
                f"None of the {counted(len(outcomes), 'case')} can be undone. {against[0][1]}",
                bad=True,
            )
            return

        def answered(yes: bool | None) -> None:
            if yes and not self.still_busy():
                act = lambda reference: undo(self.desk, plans[reference])  # noqa: E731
                self.do_each("Taken back", tuple(plans), act, undone)

        def undone(_entries: Mapping[str, int]) -> str:
            self.console.last_done = ()
            return ""

        lines = [(reference, plan.does) for reference, plan in plans.items()]
        title = f"Take back what was done to {counted(len(plans), 'case')}?"
        words = "Each by an entry of its own; both stay in the history."
        self.console.push_screen(ConfirmMany(title, lines, words, against), answered)

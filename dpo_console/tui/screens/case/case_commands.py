"""Acts of an officer on one case, by the same keys in the queue and on the case itself."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.screen import Screen, ScreenResultType

from dpo_console.lazy_import import later
from dpo_console.tui import routes
from dpo_console.tui.commands import Choice
from dpo_console.tui.screens.frame.command_screen import CommandScreen

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView
    from dpo_console.tui.screens.case import after_change, case_following, case_forms
    from dpo_console.tui.screens.case.case_forms import Opened
else:  # an act needs them, and the first frame does without
    after_change = later("dpo_console.tui.screens.case.after_change")
    case_forms = later("dpo_console.tui.screens.case.case_forms")
    case_following = later("dpo_console.tui.screens.case.case_following")


class AtHand(NamedTuple):
    """The case that a command is about, and casework's reasons against each act on it."""

    case: CaseView
    reasons: Mapping[str, str]


class CaseCommandScreen(CommandScreen[ScreenResultType]):
    """A screen that has a case at hand: the one shown, or the one under the cursor.

    Forms and the modules behind them are imported when a key first asks for them.
    """

    @abstractmethod
    def why_not(self, acts: Sequence[str]) -> str:
        """Return '' where one of the acts may be done now, else the reason.

        With no act named, return '' where there is a case.
        """

    @abstractmethod
    def at_hand(self) -> AtHand | None:
        """Return the case and the acts open to it, or None where there is no case."""

    @abstractmethod
    def case_changed(self, case: CaseView, sentence: str) -> None:
        """Show the case as it is now, and `sentence` about the change."""

    def first_act(self, *acts: str) -> tuple[CaseView, str] | None:
        """Return the case and the first act that may be done to it.

        Return None, after saying why, where none may.
        """
        here = self.at_hand()
        if here is None:
            return None
        for name in acts:
            if not here.reasons.get(name, ""):
                return here.case, name
        self.say(here.reasons[acts[0]], bad=True)
        return None

    def action_begin(self, acts: str) -> None:
        """Begin the first of the acts, separated by spaces, that may be done."""
        found = self.first_act(*acts.split())
        if found:
            self.begin_act(*found)

    def action_open_form(self, form: str) -> None:
        """Open a form for reading, whether or not its act may be done."""
        here = self.at_hand()
        if here:
            self.begin_by(here.case, form)

    def begin_act(self, case: CaseView, act: str) -> None:
        """Begin an act on a case by its form."""
        self.begin_by(case, self.desk.acts.of(act).form)

    def begin_by(self, case: CaseView, form: str) -> None:
        """Open what a form is: a dialog, a choice that leads to one, or a screen of its own."""
        begun = routes.form_at(form)(self.desk, case)
        if isinstance(begun, case_forms.Choosing):
            self._choose(case, begun)
        elif isinstance(begun, Screen):
            self.ask(begun, partial(self._came_back, case))
        else:
            self.open_form(case, begun)

    def _choose(self, case: CaseView, asked: case_forms.Choosing) -> None:
        """Ask which one is meant, then open its form or save at once."""

        def go_on(value: str) -> None:
            chosen = asked.then(value)
            if isinstance(chosen, case_forms.Saving):
                self.save_case(chosen.act, partial(self._saved, case, chosen.done))
            else:
                self.open_form(case, chosen)

        self.ask(routes.CHOOSE(asked.question, asked.choices), go_on)

    def open_form(self, case: CaseView, form: Opened) -> None:
        """Open a form. Once saved, show the case as it is now and the effect of the change.

        It starts at the detail that the last refusal asked for, while that is empty.
        """
        dialog, done = form
        asked_for = self.console.asked_for
        if any(field.name == asked_for and not field.value for field in dialog.fields):
            dialog.first = asked_for

        def saved(after: CaseView) -> None:
            more = dialog.tell(after) if dialog.tell else ""
            self._saved(case, f"{done}{more}", after)

        self.ask(dialog, saved)

    def _saved(self, before: CaseView, done: str, after: CaseView) -> None:
        words = after_change.what_changed(before, after, done)
        more = after_change.promised(self, before, after)
        more = more or case_following.news(self.desk, before, after)
        self.done_to(after, f"{words} {more}".strip())

    def done_to(self, case: CaseView, sentence: str) -> None:
        """Show a case after a change, and say if the change can be undone."""
        self.console.last_done = (case.reference,)
        undo = after_change.undo_words(self, case.reference)
        self.case_changed(case, f"{sentence} {undo}".strip())

    def action_undo(self) -> None:
        """Undo the last change to the case."""
        here = self.at_hand()
        if here:
            after_change.undo_one(self, here.case.reference)

    def action_new(self, kind: str = "") -> None:
        """Log a request, of a kind or any, then open the new case in place of any shown here."""
        from dpo_console.tui.widgets.case_headline import due_words, logged_too

        def logged(case: CaseView) -> None:
            self.console.last_done = (case.reference,)
            done = f"Logged{logged_too(case)}. {case.row.requester}, {due_words(case)}."
            if not case.row.owner and self.desk.people:
                done += f" {self.key('case.assign')} assigns it to someone."
            self.give_way()
            self.console.open_case(case.reference, done)

        self.ask(routes.NEW_REQUEST(self.desk, kind), logged)

    def give_way(self) -> None:
        """Make room for a case just logged, so far as one is shown here."""

    def action_step(self) -> None:
        """Offer the next steps, then start the chosen one."""
        here = self.at_hand()
        if here is None:
            return
        from dpo_console.tui.screens.case.case_following import no_step

        title = f"{here.case.reference}: what happens next?"
        if choices := self.steps():
            self.ask(routes.CHOOSE(title, choices), partial(self.begin_act, here.case))
        else:
            self.say(no_step(self.desk), bad=True)

    def action_go_on(self) -> None:
        """Begin the step that makes the next move. Where there is none, offer every step.

        Where it is somebody else's, say whose.
        """
        from dpo_console.cases.view.next_steps import step_of_move, why_not_next

        here = self.at_hand()
        if here and (act := step_of_move(self.desk, here.case)):
            self.begin_act(here.case, act)
        elif here and (why := why_not_next(self.desk, here.case)):
            self.say(f"{why} {self.key('case.step')} shows the other steps.", bad=True)
        else:
            self.action_step()

    def steps(self) -> list[Choice]:
        """Return the next steps of the case at hand, each with the key that starts it."""
        from dpo_console.cases.view.next_steps import next_steps
        from dpo_console.tui.screens.case.case_following import step_choices

        here = self.at_hand()
        found = next_steps(self.desk, here.case) if here else ()
        return step_choices(found, self.console.keymap)

    def begin_step(self, act: str) -> None:
        """Begin a step on the case at hand."""
        here = self.at_hand()
        if here:
            self.begin_act(here.case, act)

    def action_what_if(self) -> None:
        """Show the acts that would move the due date, and those that wouldn't. Record nothing."""
        here = self.at_hand()
        if here:
            from dpo_console.cases.clock.clocks import what_ifs

            told = [found.sentence for found in what_ifs(self.desk, here.case.row)]
            text = "\n\n".join(told) or "Nothing that is asked now would move it."
            self.console.push_screen(routes.MESSAGE(text, f"{here.case.reference}: what if?"))

    def action_linked(self) -> None:
        """Open the case that belongs with this one. Offer a choice where there are several."""
        here = self.at_hand()
        if here is None:
            return
        if not here.case.links:
            self.say("It is linked with no other case.", bad=True)
        elif len(here.case.links) == 1:
            self.console.open_case(here.case.links[0].row.reference)
        else:
            choices = [Choice(x.row.reference, x.row.reference, x.words) for x in here.case.links]
            title = f"With {here.case.reference} belong"
            self.ask(routes.CHOOSE(title, choices), self.console.open_case)

    def _came_back(self, before: CaseView, after: CaseView) -> None:
        if after.version != before.version:
            self.done_to(after, after_change.what_changed(before, after))

    def action_copy(self) -> None:
        """Copy the reference and show it, because no program can tell if the terminal took it."""
        here = self.at_hand()
        if here:
            reference = here.case.reference
            self.console.copy(reference)
            self.say(f"Copied {reference}. If nothing pastes, select it with Shift and drag.")

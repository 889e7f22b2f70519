"""Acts of an officer on one case, by the same keys in the queue and on the case itself."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import ScreenResultType

from dpo_console.tui import routes
from dpo_console.tui.screens.case.after_change import undo_one, undo_words, what_changed
from dpo_console.tui.screens.case.case_following import news
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.widgets.menu import Choice

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView
    from dpo_console.tui.screens.case.case_forms import Opened


DIALOGS = (
    "search", "note", "assign", "correct", "close", "reopen", "letter", "particulars", "review",
    "people",
)  # fmt: skip
FORMS = ("link", "unlink", "reclassify", "restrict", "unrestrict", "pack")
"""Acts that are only a form."""
SCHEDULE_ACTS = ("schedule", "look")
CHECKLIST_ACTS = ("scope", "assess", "question", "decide", "release", "release_urgently")


@dataclass(frozen=True, slots=True)
class AtHand:
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

    def with_case(self, act: str, then: Callable[[CaseView], None]) -> None:
        """Continue with the case, if the act may be done to it."""
        found = self.first_act(act)
        if found:
            then(found[0])

    def open_form(self, case: CaseView, form: Opened) -> None:
        """Open a form. Once saved, show the case as it is now and the effect of the change."""
        dialog, done = form

        def saved(after: CaseView | None) -> None:
            more = dialog.tell(after) if dialog.tell and after else ""
            self._saved(case, f"{done}{more}", after)

        self.console.push_screen(dialog, saved)

    def _saved(self, before: CaseView, done: str, after: CaseView | None) -> None:
        if after is not None:
            words = what_changed(before, after, done)
            self.done_to(after, f"{words} {news(self.desk, before, after)}".strip())

    def done_to(self, case: CaseView, sentence: str) -> None:
        """Show a case after a change, and say if the change can be undone."""
        self.console.last_done = (case.reference,)
        self.case_changed(case, f"{sentence} {undo_words(self, case.reference)}".strip())

    def action_undo(self) -> None:
        """Undo the last change to the case."""
        here = self.at_hand()
        if here:
            undo_one(self, here.case.reference)

    def action_new(self) -> None:
        """Log a request, then open the new case."""
        from dpo_console.tui.screens.case.case_drawing import due_words

        def logged(case: CaseView | None) -> None:
            if case:
                self.console.last_done = (case.reference,)
                done = f"Logged. {case.row.requester}, {due_words(case)}."
                if not case.row.owner and self.desk.people:
                    done += f" {self.key('case.assign')} gives it to somebody."
                self.console.open_case(case.reference, done)

        self.console.push_screen(routes.NEW_REQUEST(self.desk), logged)

    def action_step(self) -> None:
        """Offer the next steps, then start the chosen one."""
        here = self.at_hand()
        if here is None:
            return
        from dpo_console.cases.view.next_steps import next_steps
        from dpo_console.tui.screens.case.step_menu import no_step, step_choices

        choices = step_choices(next_steps(self.desk, here.case), self.console.keymap)
        title = f"{here.case.reference}: what happens next?"
        if choices:
            self.console.push_screen(routes.CHOOSE(title, choices), partial(self._begin, here.case))
        else:
            self.say(no_step(self.desk), bad=True)

    def _begin(self, case: CaseView, name: str | None) -> None:
        """Start an act of casework by its name."""
        if name is None:
            return
        if name in DIALOGS:
            self.attempt(getattr(self, f"action_{name}"))
        elif name in FORMS:
            self.attempt(lambda: self.action_form(name))
        elif name in SCHEDULE_ACTS:
            self.attempt(lambda: self._open_schedule(case))
        elif name in CHECKLIST_ACTS:
            self.attempt(lambda: self._open_checklist(case, name))
        else:
            self.attempt(lambda: self.record(case, name))

    def action_clarification(self) -> None:
        """Record that clarification was asked for, or has come."""
        self._record_first("clarification_received", "clarification_requested")

    def action_identity(self) -> None:
        """Record that proof of identity was asked for, or has come."""
        self._record_first("id_received", "id_requested")

    def action_extend(self) -> None:
        """Record that the requester was told of an extension."""
        self._record_first("extension_notified")

    def _record_first(self, *names: str) -> None:
        found = self.first_act(*names)
        if found:
            self.record(*found)

    def record(self, case: CaseView, name: str) -> None:
        """Ask for the day and the words of a fact, and record it."""
        self.open_form(case, routes.FACT_FORM(self.desk, case, name))

    def action_what_if(self) -> None:
        """Show the acts that would move the due date, and those that wouldn't. Record nothing."""
        here = self.at_hand()
        if here:
            from dpo_console.cases.clock.clocks import what_ifs

            told = [found.sentence for found in what_ifs(self.desk, here.case)]
            text = "\n\n".join(told) or "Nothing that is asked now would move it."
            self.console.push_screen(routes.MESSAGE(text, f"{here.case.reference}: what if?"))

    def action_search(self) -> None:
        """Open the search plan."""
        here = self.at_hand()
        if here:
            self.open_search(here.case)

    def open_search(self, case: CaseView) -> None:
        """Open a case's search plan."""
        screen = routes.SEARCH_PLAN(self.desk, case)
        self.console.push_screen(screen, partial(self._came_back, case))

    def action_note(self) -> None:
        """Write a note."""
        self.action_form("note")

    def action_close(self) -> None:
        """Close the case with its outcome."""
        self.action_form("close")

    def action_reopen(self) -> None:
        """Open a closed case again."""
        self.action_form("reopen")

    def action_assign(self) -> None:
        """Choose the owner of the case."""
        self.with_case("assign", self._choose_owner)

    def _choose_owner(self, case: CaseView) -> None:
        from dpo_console.cases.office.permissions import others_who_work
        from dpo_console.tui.widgets.bars import ROLES

        me, others = self.desk.person, others_who_work(self.desk)
        choices = [Choice("me", f"Me, {me.name}", key="m")]
        choices += [Choice(p.slug, p.name, ROLES[p.role]) for p in others]
        choices.append(Choice("", "Nobody", key="0"))
        names = {"me": me.name, "": "nobody", **{p.slug: p.name for p in others}}

        def assign(who: str) -> str:
            from dpo_console.casework import notes

            return notes.assign(self.desk, case.reference, who, version=case.version)

        def chosen(who: str | None) -> None:
            if who is not None:
                done = f"Assigned to {names[who] or 'you'}"
                self.save_case(partial(assign, who), partial(self._saved, case, done))

        self.console.push_screen(routes.CHOOSE(f"Who works on {case.reference}?", choices), chosen)

    def action_people(self) -> None:
        """Choose a person to correct, or add one."""
        self.with_case("people", self._choose_party)

    def _choose_party(self, case: CaseView) -> None:
        def chosen(who: str | None) -> None:
            if who is not None:
                form = routes.PARTY_FORM
                self.attempt(lambda: self.open_form(case, form(self.desk, case, who)))

        question = f"Who is it, in {case.reference}?"
        self.console.push_screen(routes.CHOOSE(question, routes.PARTIES(case)), chosen)

    def action_form(self, act: str) -> None:
        """Open the form of an act that needs a case and nothing more."""
        form = routes.CASE_FORMS[act]
        self.with_case(act, lambda case: self.open_form(case, form(self.desk, case)))

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
            self._choose_linked(here.case)

    def _choose_linked(self, case: CaseView) -> None:
        def chosen(reference: str | None) -> None:
            if reference:
                self.attempt(lambda: self.console.open_case(reference))

        choices = [Choice(x.row.reference, x.row.reference, x.words) for x in case.links]
        self.console.push_screen(routes.CHOOSE(f"With {case.reference} belong", choices), chosen)

    def action_correct(self) -> None:
        """Choose a fact to correct."""
        self.with_case("correct", self._choose_fact)

    def _choose_fact(self, case: CaseView) -> None:
        def chosen(number: str | None) -> None:
            if number is not None:
                self.open_form(case, routes.CORRECT_FORM(self.desk, case, int(number)))

        choices = routes.FACTS_TO_CORRECT(case)
        self.console.push_screen(routes.CHOOSE("Which fact is wrong?", choices), chosen)

    def action_letter(self) -> None:
        """Choose a letter to write."""
        self.with_case("letter", self._open_letters)

    def _open_letters(self, case: CaseView) -> None:
        self.console.push_screen(routes.LETTERS(self.desk, case), partial(self._came_back, case))

    def action_schedule(self) -> None:
        """Open the disclosure schedule."""
        here = self.at_hand()
        if here:
            self._open_schedule(here.case)

    def _open_schedule(self, case: CaseView) -> None:
        self.console.push_screen(routes.SCHEDULE(self.desk, case), partial(self._came_back, case))

    def action_checklist(self) -> None:
        """Open the case's checklist."""
        here = self.at_hand()
        if here:
            self._open_checklist(here.case)

    def _open_checklist(self, case: CaseView, begin: str = "") -> None:
        screen = (routes.APPROVAL if case.ruled else routes.CHECKLIST)(self.desk, case, begin)
        self.console.push_screen(screen, partial(self._came_back, case))

    def action_urgent(self) -> None:
        """Release at once, for safeguarding."""
        self.with_case(
            "release_urgently", lambda case: self._open_checklist(case, "release_urgently")
        )

    def action_decide(self) -> None:
        """Record the ruling on a third party's request."""
        self.with_case("decide", lambda case: self._open_checklist(case, "decide"))

    def action_review(self) -> None:
        """Review a sharing."""
        self.action_form("review")

    def action_particulars(self) -> None:
        """Enter the case details and reasons that the case must hold."""

        def begin(case: CaseView) -> None:
            self.open_form(case, routes.PARTICULARS_FORM(self.desk, case, self.console.asked_for))

        self.with_case("particulars", begin)

    def _came_back(self, before: CaseView, after: CaseView | None) -> None:
        if after is not None and after.version != before.version:
            self.done_to(after, what_changed(before, after))

    def action_copy(self) -> None:
        """Copy the reference and show it, because no program can tell if the terminal took it."""
        here = self.at_hand()
        if here:
            reference = here.case.reference
            self.console.copy(reference)
            self.say(f"Copied {reference}. If nothing pastes, select it with Shift and drag.")

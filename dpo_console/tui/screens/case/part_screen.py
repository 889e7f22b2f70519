"""A screen of one part of a case, from which the keys of the other parts lead on."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.tui.commands import Choice, Command, always
from dpo_console.tui.screens.case.case_following import CaseFollower
from dpo_console.tui.screens.case.case_keys import ACTS_OF, CASE_COMMANDS
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.dialogs import Choose

if TYPE_CHECKING:
    from dpo_console.tui.screens.case.case_forms import Opened

PARTS = (
    "case.step", "case.search", "case.schedule", "case.checklist", "case.letter", "case.close",
)  # fmt: skip
"""The step menu, the commands that open a part of a case on a screen of its own, and its end."""


def other_parts(own: str) -> Iterable[Command]:
    """Return the commands that lead on from the part `own`: the others of `PARTS`."""
    return tuple(
        command._replace(action=f"lead:{command.id}", show=False, why_not=always)
        for command in CASE_COMMANDS
        if command.id in PARTS and command.id != own
    )


def allowed(act: str) -> Callable[["PartScreen"], str]:
    """Return a check that gives casework's reason against an act on the case."""
    return lambda screen: screen.reasons.get(act, "")


class PartScreen(CommandScreen[CaseView]):
    """A screen above that of a case, or above the queue. It returns the case as it is then.

    `reasons` are casework's against each act, as a screen read them that offers acts.
    """

    reasons: Mapping[str, str] = MappingProxyType({})

    def __init__(self, desk: Desk, case: CaseView, part: str) -> None:
        """Show the `part` of the case that its title names."""
        super().__init__(desk, f"{case.reference}  {part}")
        self.case = case
        self.follower = CaseFollower(self)

    @property
    def how_corrected(self) -> str:
        """How to correct a change made here, as a sentence. It is '' where undo serves."""
        return ""

    @abstractmethod
    def draw_again(self) -> None:
        """Draw the case after a change by others. The cursor and marks stay."""

    @abstractmethod
    def changed(self, done: str, case: CaseView) -> None:
        """Show the case as it is now, and say what was done."""

    def open_form(self, form: "Opened") -> None:
        """Open a form. Once saved, show its effect."""
        dialog, done = form
        self.ask(dialog, partial(self.changed, done))

    def choose(self, question: str, choices: Sequence[Choice], then: Callable[[str], None]) -> None:
        """Ask for one of several, and `then` go on with it. One alone needs no question."""
        if len(choices) > 1:
            self.ask(Choose(question, choices), then)
        elif choices:
            then(choices[0].value)

    def read_again(self) -> None:
        """Read the case again, in the background."""
        self.follower.read_again()

    def next_words(self, case: CaseView) -> str:
        """Return the next move in a case, with the key that leads to it, or that of the menu."""
        from dpo_console.cases.view.next_steps import next_steps

        ready = [step.action for step in next_steps(self.desk, case)[:1] if not step.reason]
        begins = [(c.shown_key, ACTS_OF.get(c.id, ())) for c in self.offered]
        keys = (key for key, acts in begins if not set(ready).isdisjoint(acts))
        return f"Next ({next(keys, self.key('case.step'))}): {case.row.next_action}."

    def not_heard(self, key: str) -> None:
        """Say that a key does nothing here, or how a change made here is undone or corrected."""
        undoes = self.console.keymap.keys.get("case.undo", "u")
        undo = self.how_corrected or f"{key} undoes on the case: esc, then {key}."
        self.say(undo if key == undoes else f"The key {key} does nothing here.", bad=True)

    def leave(self) -> None:
        """Leave the screen, returning the case as it is now."""
        self.dismiss(self.case)

    def action_back(self) -> None:
        """Go back to the screen below."""
        self.leave()

    def action_lead(self, part: str) -> None:
        """Leave for another part of the case, which the screen below opens."""
        below = self.console.screen_stack[-2]
        self.leave()
        if isinstance(below, CommandScreen):
            below.call_later(below.action_run, part)
